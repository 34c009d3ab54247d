import { canonicalText, idOfCanonical } from './canonical.js'
import type { AgreementDraft, TermsDraft } from './draft.js'
import type { Agreement } from './types.js'

/** The terms of one milestone: its own ones, each as a whole, before those of the agreement. */
export const inherit = (own: TermsDraft, agreement: TermsDraft): TermsDraft => ({
  silence: own.silence === undefined ? agreement.silence : own.silence,
  rescue: own.rescue === undefined ? agreement.rescue : own.rescue,
  dispute: own.dispute === undefined ? agreement.dispute : own.dispute,
})

/** A frozen copy without absent members, one of each part wherever that stands; bytes stay as they are. */
const settled = (part: unknown, known: Map<object, unknown>): unknown => {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return part
  const copy = known.get(part) ?? Object.freeze(copyOf(part, known))
  known.set(part, copy)
  return copy
}

const copyOf = (part: object, known: Map<object, unknown>): object => {
  if (Array.isArray(part)) return part.map((member) => settled(member, known))
  // the names are those of the draft, none of which means something to objects
  const copy: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(part))
    if (member !== undefined) copy[name] = settled(member, known)
  return copy
}

/** The agreement of a draft that passed every check; `value` is the document's, and makes the canonical text. */
export const assemble = (draft: AgreementDraft, value: unknown): Agreement => {
  const { silence, rescue, dispute, milestones, weights, ...rest } = draft
  const text = canonicalText(value)
  const agreement = settled(
    {
      ...rest,
      milestones: milestones?.map((milestone) => milestone && { ...milestone, ...inherit(milestone, draft) }),
      weights: weights ?? {},
      text,
      id: idOfCanonical(text),
    },
    new Map(),
  )
  // a draft without issues holds no null, and absent members are gone: what is left has the agreement's shape
  return agreement as Agreement
}
