import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { shown } from '../errors.js'
import type { RoleKey } from '../keys/roleKey.js'
import { timelineOf } from '../paths/timeline.js'
import type { LeafPath, Path } from '../paths/types.js'
import type { RecoveryWay } from '../sentences/recovery.js'
import type { Lock } from '../units/lock.js'
import type { Role, SpendPath } from '../words.js'
import { recoveryError } from './errors.js'

/** A leaf by which somebody can spend. */
export interface Leaf {
  readonly name: SpendPath
  readonly path: LeafPath
}

/** What a recovery file is about. */
export interface Subject {
  readonly contract: Contract
  readonly funded: Funded | undefined
  readonly role: Role
  readonly keys: readonly RoleKey[]
  readonly threshold: number
  /** Leaves that the role can sign, in the order in which they open; the first of them is way 1. */
  readonly leaves: readonly Leaf[]
}

/** @throws EscrowError `RECOVERY_ROLE` */
export const subjectOf = (input: Contract | Funded, role: Role): Subject => {
  const [contract, funded] = 'contract' in input ? [input.contract, input] : [input, undefined]
  const quorum = contract.agreement[role]
  if (quorum === undefined)
    throw recoveryError('RECOVERY_ROLE', {
      field: 'role',
      expected: 'a role of the agreement',
      received: shown(role),
    })
  const { keys, threshold } = quorum
  const leaves = timelineOf(contract.agreement, contract.milestone)
    .flatMap(({ opens }) => opens)
    .flatMap((name) =>
      contract.leaves.flatMap(({ path }) =>
        path.name === name && path.parties.includes(role) ? [{ name, path }] : [],
      ),
    )
  return { contract, funded, role, keys, threshold, leaves }
}

/** The tip at which nodes take the spend, where it depends on the block of a deposit that is known. */
const tipFor = (lock: Lock | undefined, funded: Funded | undefined): number | undefined =>
  lock !== undefined && 'blocks' in lock && funded?.confirmedAt !== undefined
    ? funded.confirmedAt + lock.blocks - 1
    : undefined

/** A path as sentences have it: with whom, and from when. */
export const wayOf = (path: Path, { role, funded }: Pick<Subject, 'role' | 'funded'>): RecoveryWay => {
  const { lock, parties } = path
  const block = tipFor(lock, funded)
  const others = parties.filter((party) => party !== role)
  return {
    with: [{ parties: others.map((other) => ({ role: other })), secret: path.secretHash !== undefined }],
    from: lock === undefined ? [] : [lock],
    mined: false,
    ...(block === undefined ? {} : { block }),
  }
}
