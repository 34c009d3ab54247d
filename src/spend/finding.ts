/** What a review can object to; each may be lifted by its name. The caps on fees are the plan's own rules. */
export type ReviewRule =
  | 'feeRateFloor'
  | 'feeRateCap'
  | 'feeShareCap'
  | 'amount'
  | 'confirmations'
  | 'unacceptedAgreement'
  | 'unpayable'
  | 'partyReplaced'
  | 'targetOpen'
  | 'outcomeChange'
  | 'deadlineNear'
  | 'deadlineUnknown'
  | 'lockAhead'
  | 'outstanding'

/** One thing that whoever is asked to sign should know. */
export interface ReviewFinding {
  readonly rule: ReviewRule
  /** `refuse`: `sign` will not, unless the rule is lifted. */
  readonly level: 'refuse' | 'warn'
  readonly text: string
}
