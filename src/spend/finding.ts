import { PLAN_RULES, type PlanRule } from '../plan/plan.js'
import { ENGLISH_REVIEW } from '../sentences/english/review.js'
import { inEnglish } from '../sentences/english/say.js'
import type { Objection } from '../sentences/review.js'

/** What a review can object to; each may be lifted by its name. Some are the plan's own rules. */
export type ReviewRule =
  | PlanRule
  | 'partyAdded'
  | 'outcomeChange'
  | 'deadlineNear'
  | 'deadlineUnknown'
  | 'lockAhead'
  | 'outstanding'
  | 'swapTimeout'
  | 'swapTwice'

export const REVIEW_RULES: readonly ReviewRule[] = [
  ...PLAN_RULES,
  'partyAdded',
  'outcomeChange',
  'deadlineNear',
  'deadlineUnknown',
  'lockAhead',
  'outstanding',
  'swapTimeout',
  'swapTwice',
]

/** One thing that whoever is asked to sign should know: its sentence, and the text of it in English. */
export type ReviewFinding = Objection & {
  readonly rule: ReviewRule
  /** `refuse`: `sign` will not, unless the rule is lifted. */
  readonly level: 'refuse' | 'warn'
  readonly text: string
}

/** An objection as a rule raises it. */
export const objection = (
  how: Pick<ReviewFinding, 'rule' | 'level'>,
  sentence: Objection,
): ReviewFinding => ({ text: inEnglish(sentence, ENGLISH_REVIEW), ...how, ...sentence })
