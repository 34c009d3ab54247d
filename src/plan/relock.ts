import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Agreement } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { planError } from './errors.js'
import type { PotInput } from './money.js'
import type { OutcomeTerms } from './outcome.js'

/** What is known about where a relock leads. */
export interface RelockKnowledge {
  readonly outcome: OutcomeTerms
  readonly acceptances?: readonly AcceptanceReport[]
  readonly relax?: readonly string[]
  /** Said where this very outcome was planned before, so that who accepted was looked at then. */
  readonly planned?: 'before'
}

/**
 * Checks where a relock leads: to a later contract of the same agreement, or to a contract of an agreement that
 * amends it and that every role accepted.
 *
 * @throws EscrowError `RELOCK_TARGET`, `RELOCK_UNACCEPTED`
 */
export const checkRelock = (
  agreement: Agreement,
  inputs: readonly PotInput[],
  { outcome, acceptances = [], relax = [], planned }: RelockKnowledge,
): void => {
  if (outcome.kind !== 'relock' || outcome.into === 'itself') return
  const { into } = outcome
  if (into.agreement.id === agreement.id) checkLater(into, inputs)
  else {
    checkAmends(into, agreement)
    if (planned !== 'before') checkAccepted(into, { acceptances, relax })
  }
}

const checkLater = (into: Contract, inputs: readonly PotInput[]): void => {
  const last = Math.max(...inputs.map(({ contract }) => contract.milestone))
  if (into.milestone <= last)
    throw planError('RELOCK_TARGET', {
      field: 'into',
      expected: `a milestone after ${last} of the same agreement; freeze pays back to the same contract`,
      received: `milestone ${into.milestone}`,
    })
}

const checkAmends = (into: Contract, agreement: Agreement): void => {
  const { previous, network } = into.agreement
  if (previous !== agreement.id || network !== agreement.network)
    throw planError('RELOCK_TARGET', {
      field: 'into',
      expected: `a contract of agreement ${agreement.id}, or of one that amends it`,
      received: previous === undefined ? 'one of an agreement that amends none' : 'one of another agreement',
    })
}

const checkAccepted = (
  { agreement: { id } }: Contract,
  { acceptances, relax }: Required<Pick<RelockKnowledge, 'acceptances' | 'relax'>>,
): void => {
  const report = acceptances.find((candidate) => candidate.agreement === id)
  if (report?.everybody !== true && !relax.includes('unacceptedAgreement'))
    throw planError('RELOCK_UNACCEPTED', {
      field: 'acceptances',
      expected: `acceptance of agreement ${id} by every role, or relax: ['unacceptedAgreement']`,
      received: describeReport(report),
    })
}

const describeReport = (report: AcceptanceReport | undefined): string => {
  if (report === undefined) return 'none'
  const missing = report.roles.filter(({ accepted, needed }) => accepted.length < needed)
  return `none by ${missing.map(({ role }) => role).join(' and ')}`
}
