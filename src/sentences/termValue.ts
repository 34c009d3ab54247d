import type { TermValue } from './review.js'
import type { Voice } from './voice.js'

/** A value of an agreement as a sentence takes it; `nothing` is what a language says where there is none. */
export const termValueText = (
  value: TermValue,
  { say, nothing }: { readonly say: Voice; readonly nothing: string },
): string => {
  switch (value.kind) {
    case 'nothing':
      return nothing
    case 'amount':
      return say.amount(value.amount)
    case 'lock':
      return say.lock(value.lock)
    case 'role':
      return say.role(value.role)
    case 'json':
      return say.code(value.json)
  }
}
