import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Address, Agreement } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { type ChainMoment, deadlinesPastAt } from '../paths/deadlines.js'
import { lockedOut } from '../paths/lockout.js'
import { rescueGapAfter } from '../paths/schedule.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { describeLock } from '../units/lock.js'
import type { NetworkName } from '../units/network.js'
import { fundingError } from './errors.js'

/** The chain that all the contracts stand on; none of them twice. */
export const oneNetwork = (contracts: readonly Contract[]): NetworkName => {
  const [first] = contracts
  if (first === undefined)
    throw fundingError('FUNDING_CONTRACTS_NONE', {
      field: 'contracts',
      expected: 'at least one contract',
      received: 'none',
    })
  const { network } = first.agreement
  const seen = new Map<string, number>()
  for (const [position, contract] of contracts.entries()) {
    if (contract.agreement.network !== network)
      throw fundingError('FUNDING_NETWORKS_MIXED', {
        field: `contracts[${position}]`,
        expected: `contracts of ${network}, like the first`,
        received: `one of ${contract.agreement.network}`,
      })
    const script = toHex(contract.outputScript)
    const before = seen.get(script)
    if (before !== undefined)
      throw fundingError('FUNDING_CONTRACT_REPEATED', {
        field: `contracts[${position}]`,
        expected: 'every contract once',
        received: `contracts[${before}] again`,
      })
    seen.set(script, position)
  }
  return network
}

/** The agreements of contracts, each once, in the order of their first contract. */
export const agreementsOf = (contracts: readonly Contract[]): readonly Agreement[] => [
  ...new Map(contracts.map(({ agreement }) => [agreement.id, agreement])).values(),
]

/** Refuses money for an agreement that a role may still deny. */
export const checkAccepted = (
  agreements: readonly Agreement[],
  acceptances: readonly AcceptanceReport[],
): void => {
  const whole = new Set(acceptances.flatMap(({ agreement, everybody }) => (everybody ? [agreement] : [])))
  for (const { id } of agreements) {
    if (whole.has(id)) continue
    const report = acceptances.find(({ agreement }) => agreement === id)
    const open = (report?.roles ?? [])
      .filter(({ needed, accepted }) => accepted.length < needed)
      .map(({ role, needed, accepted }) => `${accepted.length} of ${needed} by ${role}`)
    throw fundingError('FUNDING_NOT_ACCEPTED', {
      field: 'acceptances',
      expected: `a report that everybody accepted ${id}, or relax: ['unacceptedAgreements']`,
      received: report === undefined ? 'none about it' : open.join(', '),
      agreement: id,
    })
  }
}

const checkMoment = ({ height, medianTime }: ChainMoment): void => {
  for (const [name, value] of Object.entries({ height, medianTime }))
    if (!Number.isInteger(value) || value < 0)
      throw fundingError('FUNDING_HEIGHT', {
        field: `at.${name}`,
        expected:
          name === 'height' ? 'the height of the last block' : 'the median time of the last 11 blocks',
        received: shown(value),
      })
}

/** Refuses contracts that would have less time than their agreement says. */
export const checkDeadlines = (contracts: readonly Contract[], at: ChainMoment): void => {
  checkMoment(at)
  for (const agreement of agreementsOf(contracts)) {
    const past = deadlinesPastAt(agreement, at)
    if (past.length === 0) continue
    const chosen = new Set(
      contracts.flatMap((contract) => (contract.agreement.id === agreement.id ? [contract.milestone] : [])),
    )
    const [first] = past.filter(({ milestone }) => chosen.has(milestone))
    if (first === undefined) continue
    const { milestone, term, lock, cause } = first
    throw fundingError('FUNDING_DEADLINE_PAST', {
      field: `milestones[${milestone}].${term}`,
      expected:
        cause === 'past'
          ? `a moment after height ${at.height} and time ${at.medianTime}`
          : 'a moment that leaves the arbiter the time for a decision',
      received: describeLock(lock),
      agreement: agreement.id,
      milestone,
    })
  }
}

/** Refuses contracts in which one party depends on the other for good: only a rescue or an arbiter cures that. */
export const checkLockouts = (contracts: readonly Contract[]): void => {
  for (const [position, { agreement, milestone }] of contracts.entries()) {
    const party = lockedOut(agreement, milestone)
    const silence = agreement.milestones[milestone]?.silence
    if (party === undefined || silence === undefined) continue
    const other = party === 'employer' ? 'worker' : 'employer'
    throw fundingError('FUNDING_PARTY_LOCKED_OUT', {
      field: `contracts[${position}]`,
      expected: `an arbiter, a rescue at least ${rescueGapAfter(silence.after)} after silence (${describeLock(silence.after)}), or relax: ['partyLockedOut']`,
      received: `neither: should the ${other} vanish, the ${party} could never be paid`,
      agreement: agreement.id,
      milestone,
      party,
    })
  }
}

/** Everybody but the employer whom the agreements of contracts pay, and the contracts themselves. */
const othersPaid = (
  contracts: readonly Contract[],
): readonly { readonly name: string; readonly script: Uint8Array }[] => [
  ...contracts.map(({ outputScript, index }) => ({ name: `contract ${index}`, script: outputScript })),
  ...agreementsOf(contracts).flatMap(({ worker, arbiter, backupArbiter }) => [
    ...worker.payees.map(({ address }, at) => ({ name: `worker.payees[${at}]`, script: address.script })),
    ...(arbiter === undefined ? [] : [{ name: 'arbiter', script: arbiter.address.script }]),
    ...(backupArbiter === undefined ? [] : [{ name: 'backupArbiter', script: backupArbiter.address.script }]),
  ]),
]

/**
 * Refuses to give what is left to somebody else: to a contract, which would hold more than was agreed, or to another
 * party.
 *
 * @throws EscrowError `FUNDING_CHANGE`
 */
export const checkChange = ({ text, script }: Address, contracts: readonly Contract[]): void => {
  const other = othersPaid(contracts).find((one) => equalBytes(one.script, script))
  if (other !== undefined)
    throw fundingError('FUNDING_CHANGE', {
      field: 'change',
      expected: "an address of the employer's own",
      received: `${text}, the address of ${other.name}`,
    })
}
