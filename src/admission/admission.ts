import { isAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import type { Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { type ChainMoment, deadlinesPastAt } from '../paths/deadlines.js'
import { lockedOut } from '../paths/lockout.js'
import { WARNING_MARGIN } from '../paths/margins.js'
import { rescueGapAfter } from '../paths/schedule.js'
import { equalBytes } from '../units/bytes.js'
import { describeLock, isRelative } from '../units/lock.js'
import { admissionError } from './errors.js'
import { loneOpenings } from './openings.js'
import { checkOverlaps } from './overlap.js'

/** A rule about contracts that money goes into, lifted by its name: by `fund`, and where a relock is planned. */
export type AdmissionRule = 'deadlinePast' | 'targetOpen' | 'partyLockedOut' | 'secretReused'
export const ADMISSION_RULES: readonly AdmissionRule[] = [
  'deadlinePast',
  'targetOpen',
  'partyLockedOut',
  'secretReused',
]

/** What whoever moves money into contracts knows beside them. */
export interface Admission {
  /** The chain as it is now; `unknown` will do where no clock of the contracts is a height or a time. */
  readonly at: ChainMoment | 'unknown'
  /** Every other agreement that the caller has: an index under the same keys is used once, and so is a secret. */
  readonly known: readonly Agreement[]
}

/** A contract that money goes into, and where a caller named it. */
export interface Admitted {
  readonly contract: Contract
  readonly field: string
}

interface AdmissionOptions extends Admission {
  readonly relax: readonly string[]
  /** Contracts that the money comes from: the secrets of these may go on. */
  readonly spent?: readonly Contract[]
}

/**
 * Refuses contracts into which no money should go: by a deposit or by a relock, the questions are the same.
 *
 * @throws EscrowError `FUNDING_HEIGHT`, `FUNDING_KNOWN`, `FUNDING_INDEX_OVERLAP`, `FUNDING_DEADLINE_PAST`,
 * `FUNDING_DEADLINE_NEAR`, `FUNDING_PARTY_LOCKED_OUT`, `FUNDING_SECRET_REUSED`
 */
export const checkAdmission = (
  admitted: readonly Admitted[],
  { at, known, relax, spent = [] }: AdmissionOptions,
): void => {
  const now = at === 'unknown' ? at : checkedMoment(at)
  checkKnown(known)
  const agreements = [...new Set(admitted.map(({ contract }) => contract.agreement))]
  checkOverlaps(agreements, { known })
  for (const one of admitted) {
    const moment = now === 'unknown' ? judgedWithout(one) : now
    if (moment !== undefined && !relax.includes('deadlinePast')) checkDeadlines(one, moment)
    if (!relax.includes('targetOpen')) checkOpenings(one, moment)
    if (!relax.includes('partyLockedOut')) checkLockout(one, moment)
    if (!relax.includes('secretReused')) checkSecret(one, { known: [...known, ...agreements], spent })
  }
}

/** @throws EscrowError `FUNDING_HEIGHT` */
const checkedMoment = (at: ChainMoment): ChainMoment => {
  // a caller of JavaScript may have left it out
  if (typeof at !== 'object' || at === null)
    throw admissionError('FUNDING_HEIGHT', {
      field: 'at',
      expected: 'the tip of the chain: { height, medianTime }',
      received: shown(at),
    })
  const { height, medianTime } = at
  for (const [name, value] of Object.entries({ height, medianTime }))
    if (!Number.isInteger(value) || value < 0)
      throw admissionError('FUNDING_HEIGHT', {
        field: `at.${name}`,
        expected:
          name === 'height' ? 'the height of the last block' : 'the median time of the last 11 blocks',
        received: shown(value),
      })
  return at
}

/** @throws EscrowError `FUNDING_HEIGHT` where a clock can only be judged by the chain */
const judgedWithout = ({ contract, field }: Admitted): undefined => {
  const absolute = contract.paths.find(({ lock }) => lock !== undefined && !isRelative(lock))?.lock
  if (absolute === undefined) return undefined
  throw admissionError('FUNDING_HEIGHT', {
    field: 'at',
    expected: `the tip of the chain, as ${describeLock(absolute)} in ${field} may be over`,
    received: shown('unknown'),
  })
}

/** @throws EscrowError `FUNDING_KNOWN` */
const checkKnown = (known: readonly Agreement[]): void => {
  // a caller of JavaScript may have left it out, or have given texts
  const malformed = Array.isArray(known) ? known.findIndex((one) => !isAgreement(one)) : -2
  if (malformed === -1) return
  throw admissionError('FUNDING_KNOWN', {
    field: malformed < 0 ? 'known' : `known[${malformed}]`,
    expected:
      malformed < 0
        ? 'a list of all other agreements, empty where there are none'
        : 'an agreement, as parsed',
    received: shown(malformed < 0 ? known : known[malformed]),
  })
}

/** Refuses a contract that would have less time than its agreement says. */
const checkDeadlines = ({ contract: { agreement, milestone } }: Admitted, at: ChainMoment): void => {
  const [first] = deadlinesPastAt(agreement, { milestone, at })
  if (first === undefined) return
  const { term, lock, cause } = first
  throw admissionError('FUNDING_DEADLINE_PAST', {
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

/** Refuses a contract that one party alone can take before anybody else has had a day. */
const checkOpenings = ({ contract, field }: Admitted, at: ChainMoment | undefined): void => {
  const { agreement, milestone } = contract
  for (const { path, opening } of loneOpenings(contract, at)) {
    if (opening === undefined || opening.left >= WARNING_MARGIN[opening.unit]) continue
    const party = path.name === 'employerAlone' ? 'employer' : 'worker'
    throw admissionError('FUNDING_DEADLINE_NEAR', {
      field,
      expected: `at least ${WARNING_MARGIN[opening.unit]} ${opening.unit} until one party alone can take it, or relax: ['targetOpen']`,
      received: `${opening.left} until the ${party} can`,
      agreement: agreement.id,
      milestone,
      party,
    })
  }
}

/** Refuses a contract in which one party depends on the other: only a rescue or an arbiter cures that. */
const checkLockout = (
  { contract: { agreement, milestone }, field }: Admitted,
  at: ChainMoment | undefined,
): void => {
  const party = lockedOut(agreement, { milestone, at })
  const silence = agreement.milestones[milestone]?.silence
  if (party === undefined || silence === undefined) return
  const other = party === 'employer' ? 'worker' : 'employer'
  throw admissionError('FUNDING_PARTY_LOCKED_OUT', {
    field,
    expected: `an arbiter, a rescue at least ${rescueGapAfter(silence.after)} after silence (${describeLock(silence.after)}), or relax: ['partyLockedOut']`,
    received: `neither within two years: should the ${other} vanish, the ${party} could not be paid`,
    agreement: agreement.id,
    milestone,
    party,
  })
}

/** Refuses a contract whose secret opens another one: it may be public, and the worker's without any work. */
const checkSecret = (
  { contract: { agreement, milestone }, field }: Admitted,
  { known, spent }: { readonly known: readonly Agreement[]; readonly spent: readonly Contract[] },
): void => {
  const hash = agreement.milestones[milestone]?.secretHash
  if (hash === undefined) return
  const other = known.find(
    ({ id, milestones }) =>
      id !== agreement.id &&
      milestones.some(
        ({ secretHash }, at) =>
          secretHash !== undefined &&
          equalBytes(secretHash, hash) &&
          !spent.some((one) => one.agreement.id === id && one.milestone === at),
      ),
  )
  if (other === undefined) return
  throw admissionError('FUNDING_SECRET_REUSED', {
    field,
    expected: "the hash of a secret of its own, or relax: ['secretReused']",
    received: `the one of agreement ${other.id}`,
    agreement: agreement.id,
    milestone,
    other: other.id,
  })
}
