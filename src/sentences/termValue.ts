import type { DisputeTime, TermValue } from './review.js'
import type { Voice } from './voice.js'

/** What a language says in values of agreements. */
export interface TermWords {
  /** Where there is no value. */
  readonly nothing: string
  /** Behind a number. */
  readonly percent: string
  /** Between a name and what it is the name of. */
  readonly colon: string
  /** The times of disputes, in their order. */
  readonly times: Readonly<Record<DisputeTime, string>>
}

/** How a language says a value of an agreement. */
export const termValuesIn =
  ({ nothing, percent, colon, times }: TermWords) =>
  ({ value }: { readonly value: TermValue }, say: Voice): string => {
    switch (value.kind) {
      case 'nothing':
        return nothing
      case 'amount':
        return say.amount(value.amount)
      case 'percent':
        return say.code(`${say.decimal(value.percent)}${percent}`)
      case 'lock':
        return say.lock(value.lock)
      case 'dispute':
        return say.and(
          (Object.keys(times) as DisputeTime[]) // the keys of the record
            .flatMap((time) => {
              const lock = value.times[time]
              return lock === undefined ? [] : [`${times[time]}${colon}${say.lock(lock)}`]
            }),
        )
      case 'role':
        return say.role(value.role)
      case 'json':
        return say.code(value.json)
    }
  }
