import type { Agreement, Milestone, Party } from '../agreement/types.js'
import { shown } from '../errors.js'
import type { Lock } from '../units/lock.js'
import { type LeafName, pathNumber, type Role } from '../words.js'
import { pathError } from './errors.js'
import type { KeyPath, LeafPath, Path } from './types.js'

const DEFAULT_WEIGHTS: Readonly<Partial<Record<LeafName, number>>> = {
  employerAndWorker: 8,
  workerWithSecret: 8,
  arbiterAndWorker: 4,
  arbiterAndEmployer: 2,
}
/** The path of the party that silence pays. */
const SILENCE_WEIGHT = 4
const OTHER_WEIGHT = 1

const milestoneOf = (agreement: Agreement, milestone: number): Milestone => {
  const found = agreement.milestones[milestone]
  if (found === undefined)
    throw pathError('MILESTONE_UNKNOWN', {
      field: 'milestone',
      expected: `a position from 0 to ${agreement.milestones.length - 1}`,
      received: shown(milestone),
    })
  return found
}

/** The weight of a path where the agreement names none. */
export const defaultWeight = (name: LeafName, pays: Party): number =>
  name === `${pays}Alone` ? SILENCE_WEIGHT : (DEFAULT_WEIGHTS[name] ?? OTHER_WEIGHT)

const weightOf = (name: LeafName, agreement: Agreement, pays: Party): number =>
  (name === 'terms' ? undefined : agreement.weights[name]) ?? defaultWeight(name, pays)

/** From when a party may take the money alone: at silence if it pays that party, else at the rescue, if any. */
const aloneFrom = ({ silence, rescue }: Milestone, party: Party): Lock | undefined =>
  silence.pays === party ? silence.after : rescue?.after

/**
 * The leaves of a milestone's script tree in the order of their numbers, `terms` last.
 *
 * @param milestone position in `agreement.milestones`
 */
export const leavesOf = (agreement: Agreement, milestone: number): readonly LeafPath[] => {
  const terms = milestoneOf(agreement, milestone)
  const { silence, dispute, secretHash } = terms
  const leaves: LeafPath[] = []
  const add = (
    name: LeafName,
    parties: readonly Role[],
    condition: { readonly lock?: Lock | undefined; readonly secretHash?: Uint8Array } = {},
  ): void => {
    const { lock, secretHash: hash } = condition
    leaves.push({
      name,
      number: pathNumber(name),
      parties,
      ...(lock === undefined ? {} : { lock }),
      ...(hash === undefined ? {} : { secretHash: hash }),
      weight: weightOf(name, agreement, silence.pays),
    })
  }
  add('employerAndWorker', ['employer', 'worker'])
  if (agreement.arbiter !== undefined) {
    add('arbiterAndWorker', ['arbiter', 'worker'], { lock: dispute?.from })
    add('arbiterAndEmployer', ['arbiter', 'employer'], { lock: dispute?.from })
  }
  for (const party of ['employer', 'worker'] as const) {
    const lock = aloneFrom(terms, party)
    if (lock !== undefined) add(`${party}Alone`, [party], { lock })
  }
  if (secretHash !== undefined) add('workerWithSecret', ['worker'], { secretHash })
  if (agreement.backupArbiter !== undefined) {
    add('backupAndWorker', ['backupArbiter', 'worker'], { lock: dispute?.backupFrom })
    add('backupAndEmployer', ['backupArbiter', 'employer'], { lock: dispute?.backupFrom })
  }
  add('terms', [])
  return leaves
}

/**
 * Who may sign for a milestone's contract, and from when: the key path where it is open, then the leaves in the
 * order of their numbers.
 *
 * @throws EscrowError `MILESTONE_UNKNOWN`
 * @example
 * pathsOf(agreement, 0).map(({ name }) => name) // ['key', 'employerAndWorker', 'employerAlone', 'terms']
 */
export const pathsOf = (agreement: Agreement, milestone: number): readonly Path[] => {
  const leaves = leavesOf(agreement, milestone)
  if (agreement.keyPath === 'closed') return leaves
  const key: KeyPath = { name: 'key', number: pathNumber('key'), parties: ['employer', 'worker'] }
  return [key, ...leaves]
}
