import { toHex } from '../../units/bytes.js'
import type { Role } from '../../words.js'
import type { LeafShape, SignedLeaf, Signers } from './shape.js'

/** What a path looks like: whose signatures it takes, and what else it may ask for. */
interface PathForm {
  readonly parties: readonly Role[]
  readonly condition: 'none' | 'lock' | 'lockOrNone' | 'hash'
}

export const FORMS: Readonly<Record<SignedLeaf, PathForm>> = {
  employerAndWorker: { parties: ['employer', 'worker'], condition: 'none' },
  arbiterAndWorker: { parties: ['arbiter', 'worker'], condition: 'lockOrNone' },
  arbiterAndEmployer: { parties: ['arbiter', 'employer'], condition: 'lockOrNone' },
  employerAlone: { parties: ['employer'], condition: 'lock' },
  workerAlone: { parties: ['worker'], condition: 'lock' },
  workerWithSecret: { parties: ['worker'], condition: 'hash' },
  backupAndWorker: { parties: ['backupArbiter', 'worker'], condition: 'lock' },
  backupAndEmployer: { parties: ['backupArbiter', 'employer'], condition: 'lock' },
}

/** Record keys of a record that this file writes itself. */
export const SIGNED_LEAVES: readonly SignedLeaf[] = /* @__PURE__ */ (() =>
  Object.keys(FORMS) as SignedLeaf[])()

/** Whether a leaf could be a path's, whoever its signers are. */
export const fits = ({ signers, lock, secretHash }: LeafShape, name: SignedLeaf): boolean => {
  const { parties, condition } = FORMS[name]
  if (signers.length !== parties.length) return false
  if ((secretHash !== undefined) !== (condition === 'hash')) return false
  if (lock !== undefined) return condition === 'lock' || condition === 'lockOrNone'
  return condition !== 'lock'
}

/** A text that is the same wherever the same accounts sign in the same number. */
export const signersName = ({ threshold, keys }: Signers): string =>
  `${threshold}:${keys.map(({ key, source }) => source?.account ?? toHex(key)).join(',')}`

/** Whose each list of signers is. */
export type Roles = ReadonlyMap<Role, Signers>

/** The roles with those of one more leaf; `undefined` where they contradict. */
export const withLeaf = (roles: Roles, leaf: LeafShape, name: SignedLeaf): Roles | undefined => {
  const next = new Map(roles)
  for (const [at, role] of FORMS[name].parties.entries()) {
    const signers = leaf.signers[at]
    const known = next.get(role)
    if (signers === undefined) return undefined
    if (known !== undefined && signersName(known) !== signersName(signers)) return undefined
    const taken = [...next].some(
      ([other, theirs]) => other !== role && signersName(theirs) === signersName(signers),
    )
    if (taken) return undefined
    next.set(role, signers)
  }
  return next
}

export interface Assignment {
  readonly roles: Roles
  /** The path of each leaf, in the order of the leaves. */
  readonly names: readonly SignedLeaf[]
}

/**
 * Finds a path for every leaf such that every role has one list of signers; of several ways the first that suits.
 */
export const assign = (
  leaves: readonly LeafShape[],
  suits: (names: readonly SignedLeaf[]) => boolean,
): Assignment | undefined => {
  const search = (at: number, roles: Roles, names: readonly SignedLeaf[]): Assignment | undefined => {
    const leaf = leaves[at]
    if (leaf === undefined) return suits(names) ? { roles, names } : undefined
    for (const name of SIGNED_LEAVES) {
      if (names.includes(name) || !fits(leaf, name)) continue
      const next = withLeaf(roles, leaf, name)
      const found = next && search(at + 1, next, [...names, name])
      if (found !== undefined) return found
    }
    return undefined
  }
  return leaves.length > SIGNED_LEAVES.length ? undefined : search(0, new Map(), [])
}
