import { PLAN_RULES, type PlanRule } from '../plan/plan.js'

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

/** One thing that whoever is asked to sign should know. */
export interface ReviewFinding {
  readonly rule: ReviewRule
  /** `refuse`: `sign` will not, unless the rule is lifted. */
  readonly level: 'refuse' | 'warn'
  readonly text: string
}
