import { type Admission, type Admitted, checkAdmission } from '../admission/admission.js'
import { checkOverlaps } from '../admission/overlap.js'
import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Agreement } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { replacedParties } from '../terms/compare.js'
import { isRelative } from '../units/lock.js'
import { planError } from './errors.js'
import type { PotInput } from './money.js'
import type { OutcomeTerms } from './outcome.js'

/** What is known about where a relock leads. */
export interface RelockKnowledge {
  readonly outcome: OutcomeTerms
  readonly acceptances?: readonly AcceptanceReport[]
  readonly relax?: readonly string[]
  /** What whoever plans it knows of the chain and of other agreements; readers leave that to their review. */
  readonly admission?: Admission
  /** Said where this very outcome was planned before, so that who accepted was looked at then. */
  readonly planned?: 'before'
}

/**
 * Checks where a relock leads: to a later contract of the same agreement, or to a contract of an agreement that
 * amends it, that every role accepted with its keys in both, and in which nobody acts in another one's place. Of
 * where money goes it asks what a funding asks; of a freeze only where clocks do not start again.
 *
 * @throws EscrowError `RELOCK_TARGET`, `RELOCK_UNACCEPTED`, `RELOCK_PARTY_REPLACED`, and those of the family
 * `admission`
 */
export const checkRelock = (
  agreement: Agreement,
  inputs: readonly PotInput[],
  { outcome, acceptances = [], relax = [], admission, planned }: RelockKnowledge,
): void => {
  if (outcome.kind !== 'relock') return
  const { into } = outcome
  const isAmended = into !== 'itself' && into.agreement.id !== agreement.id
  if (isAmended) {
    checkAmends(into, agreement)
    checkOverlaps([into.agreement], { known: [agreement] })
  } else if (into !== 'itself') checkLater(into, inputs)
  if (planned === 'before') return
  if (isAmended) {
    checkAccepted(into, agreement, { acceptances, relax })
    checkParties(into, agreement, { relax })
  }
  if (admission === undefined) return
  const spent = inputs.map(({ contract }) => contract)
  const admitted = into === 'itself' ? timed(spent) : [{ contract: into, field: 'into' }]
  checkAdmission(admitted, { ...admission, relax, spent })
}

/** The contracts of a freeze whose clocks go on. */
const timed = (spent: readonly Contract[]): readonly Admitted[] =>
  spent.flatMap((contract, position) =>
    contract.paths.some(({ lock }) => lock !== undefined && !isRelative(lock))
      ? [{ contract, field: `funded[${position}]` }]
      : [],
  )

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

type Given = Required<Pick<RelockKnowledge, 'acceptances' | 'relax'>>

/** The keys that the money lies under have to accept where it goes; those of the amendment alone could be anybody's. */
const checkAccepted = (
  { agreement: { id } }: Contract,
  amended: Agreement,
  { acceptances, relax }: Given,
): void => {
  if (relax.includes('unacceptedAgreement')) return
  const report = acceptances.find((candidate) => candidate.agreement === id)
  const before = report?.amends?.agreement === amended.id ? report.amends : undefined
  if (report?.everybody === true && before?.everybody === true) return
  throw planError('RELOCK_UNACCEPTED', {
    field: 'acceptances',
    expected: `acceptance of agreement ${id} by every role with its keys there and in ${amended.id}, or relax: ['unacceptedAgreement']`,
    received:
      report?.everybody === true
        ? describeReport(before, ' with the keys of the one amended')
        : describeReport(report, ''),
  })
}

const describeReport = (report: AcceptanceReport | undefined, how: string): string => {
  if (report === undefined) return `none${how}`
  const missing = report.roles.filter(({ accepted, needed }) => accepted.length < needed)
  return `none by ${missing.map(({ role }) => role).join(' and ')}${how}`
}

const checkParties = ({ agreement }: Contract, amended: Agreement, { relax }: Pick<Given, 'relax'>): void => {
  const roles = replacedParties(amended, agreement)
  if (roles.length === 0 || relax.includes('partyReplaced')) return
  throw planError('RELOCK_PARTY_REPLACED', {
    field: 'into',
    expected: `an agreement in which the same keys act for every role as in ${amended.id}, or relax: ['partyReplaced']`,
    received: `others for ${roles.join(' and ')}`,
    roles,
  })
}
