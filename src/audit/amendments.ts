import type { Agreement } from '../agreement/types.js'
import {
  type AgreementDifference,
  addedParties,
  compareAgreements,
  replacedParties,
} from '../terms/compare.js'
import type { Role } from '../words.js'

/** What an agreement that amends another one says differently. */
export interface AmendmentAudit {
  /** Id of the agreement whose contracts hold the money. */
  readonly amended: string
  /** Id of the agreement that a relock may move it to. */
  readonly amendment: string
  readonly differences: readonly AgreementDifference[]
  /** Roles for which other keys can act, or none at all. */
  readonly replaced: readonly Role[]
  /** Roles that only the amendment has, with keys that nobody had agreed on. */
  readonly added: readonly Role[]
}

/** What an agreement says otherwise than another one, whatever they have to do with each other. */
export interface AgreementComparison {
  /** Id of the agreement that the audited one is held against. */
  readonly before: string
  /** Id of the audited one. */
  readonly after: string
  readonly differences: readonly AgreementDifference[]
}

export const comparisonOf = (before: Agreement, after: Agreement): AgreementComparison => ({
  before: before.id,
  after: after.id,
  differences: compareAgreements(before, after),
})

/** Whether money can move from one agreement's contracts to the other's. */
export const areAmended = (one: Agreement, other: Agreement): boolean =>
  one.previous === other.id || other.previous === one.id

/** Those of the agreements given that the audited one amends, or that amend it: money can move from one to the other. */
export const amendmentsOf = (agreement: Agreement, others: readonly Agreement[]): readonly AmendmentAudit[] =>
  others.flatMap((other): readonly AmendmentAudit[] => {
    if (agreement.previous === other.id) return [amendmentAudit(other, agreement)]
    if (other.previous === agreement.id) return [amendmentAudit(agreement, other)]
    return []
  })

const amendmentAudit = (before: Agreement, after: Agreement): AmendmentAudit => ({
  amended: before.id,
  amendment: after.id,
  differences: compareAgreements(before, after),
  replaced: replacedParties(before, after),
  added: addedParties(before, after),
})
