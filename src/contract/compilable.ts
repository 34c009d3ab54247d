import type { Issues } from '../agreement/issues.js'
import type { Agreement, Milestone } from '../agreement/types.js'
import { leavesOf as pathLeaves } from '../paths/paths.js'
import type { LeafPath } from '../paths/types.js'
import { leafFragment } from '../script/leaf.js'
import { checkRelayable } from '../script/limits.js'
import { compileFragment, type Fragment, keysOf } from '../script/miniscript.js'
import { controlBlockLength } from '../taproot/commitment.js'
import { taprootError } from '../taproot/errors.js'
import { leavesOf } from '../taproot/tree.js'
import { toHex } from '../units/bytes.js'
import { scriptNumberOfLock } from '../units/lock.js'
import { ROLES, type Role } from '../words.js'
import { AccountKeys } from './accountKeys.js'
import { MAX_DEPTH } from './assemble.js'
import { type PlannedContract, plannedContracts, treeOf } from './compile.js'
import { contractError } from './errors.js'

/** Keys in the leaves of all contracts together: 1000 milestones with every path, each role having one key, have 14000. */
export const MAX_LEAF_KEYS = 20_000

/**
 * Keys that are derived to look whether a bare one is among them: about 50 ms of work. 100 milestones of two parties, one
 * with a bare key, have 400.
 */
export const MAX_DERIVED_KEYS = 400

/** What makes the paths of a milestone. */
const TERMS = ['silence', 'rescue', 'dispute', 'secretHash'] as const

/** Stands for any key: sizes are the same for all of them. */
const ANY_KEY: Uint8Array = /* @__PURE__ */ new Uint8Array(32)

const anyKeys = (agreement: Agreement) => {
  const quorums = new Map(
    ROLES.flatMap((role) => {
      const quorum = agreement[role]
      if (quorum === undefined) return []
      return [[role, { threshold: quorum.threshold, keys: quorum.keys.map(() => ANY_KEY) }] as const]
    }),
  )
  return {
    quorum: (role: Role) => quorums.get(role) ?? { threshold: 0, keys: [] },
    terms: ANY_KEY,
  }
}

const checkLeaf = (
  fragment: Fragment<Uint8Array>,
  { depth, field, issues }: { depth: number; field: string; issues: Issues },
): boolean => {
  const scriptLength = compileFragment(fragment).length
  const leaf = { fragment, scriptLength, controlBlockLength: controlBlockLength(depth) }
  const before = issues.list.length
  issues.attempt(() => checkRelayable(leaf, field))
  return issues.list.length === before
}

/** The roles whose list could not even stand beside a single key, in the shallowest leaf that there is. */
const hopelessRoles = (agreement: Agreement, issues: Issues): ReadonlySet<Role> => {
  const { quorum } = anyKeys(agreement)
  return new Set(
    ROLES.filter((role) => {
      if ((agreement[role]?.keys.length ?? 0) < 2) return false
      const fragment: Fragment<Uint8Array> = {
        type: 'and_v',
        left: { type: 'multi_a', ...quorum(role) },
        right: { type: 'pk', key: ANY_KEY },
      }
      return !checkLeaf(fragment, { depth: 1, field: `${role}.keys`, issues })
    }),
  )
}

/** Whether a bare key could have been chosen to be a child of an extended one, or the aggregate's. */
const mixesKeys = (agreement: Agreement): boolean => {
  const kinds = new Set(ROLES.flatMap((role) => agreement[role]?.keys ?? []).map(({ kind }) => kind))
  return kinds.size > 1
}

/** Refuses more keys than anybody should have to derive. */
const checkCount = (count: number, { most, what }: { most: number; what: string }, issues: Issues): void => {
  if (count > most)
    issues.add(() =>
      contractError('CONTRACT_KEYS_COUNT', {
        field: 'milestones',
        expected: `at most ${most} ${what}`,
        received: `${count}`,
      }),
    )
}

type PlacedLeaves = readonly { readonly leaf: LeafPath; readonly depth: number }[]

/** Leaves at their depth, refused where nodes would not relay the deepest. */
const placedLeaves = (leaves: readonly LeafPath[], milestone: number, issues: Issues): PlacedLeaves => {
  const placed = leavesOf(treeOf(leaves))
  const depth = Math.max(...placed.map((leaf) => leaf.depth))
  if (depth > MAX_DEPTH)
    issues.add(() =>
      taprootError('TREE_TOO_DEEP', {
        field: 'weights',
        expected: `weights that keep every path at depth ${MAX_DEPTH} or less`,
        received: `depth ${depth} in milestones[${milestone}]`,
        layer: 'relay',
      }),
    )
  return placed
}

/** Bytes of a leaf's lock: all that makes the same path of two milestones differ in size. */
const lockLength = ({ lock }: LeafPath): number =>
  lock === undefined ? 0 : compileFragment({ type: 'after', value: scriptNumberOfLock(lock) }).length

/**
 * Puts on the list what of the document cannot become contracts that every node lets out again: trees that are too
 * deep, lists of keys that are too long, and more keys than anybody should have to derive. Derives nothing.
 */
export const checkSizes = (agreement: Agreement, issues: Issues): void => {
  const hopeless = hopelessRoles(agreement, issues)
  const keys = anyKeys(agreement)
  const extended = new Map(
    ROLES.map((role) => [role, agreement[role]?.keys.filter(({ kind }) => kind === 'extended').length ?? 0]),
  )
  const trees = new Map<string, PlacedLeaves>()
  const seen = new Set<string>()
  const counted = (milestone: number): readonly [number, number] => {
    let count = 0
    // the terms key and the internal one
    let derived = 2
    const leaves = pathLeaves(agreement, milestone)
    const shape = leaves.map(({ number, weight }) => `${number}:${weight}`).join()
    const placed = trees.get(shape) ?? placedLeaves(leaves, milestone, issues)
    trees.set(shape, placed)
    for (const leaf of leaves) {
      const { parties } = leaf
      count +=
        parties.length === 0 ? 1 : parties.reduce((sum, role) => sum + keys.quorum(role).keys.length, 0)
      derived += parties.reduce((sum, role) => sum + (extended.get(role) ?? 0), 0)
      const depth = placed.find((one) => one.leaf.number === leaf.number)?.depth ?? 0
      const size = `${depth}:${leaf.number}:${lockLength(leaf)}`
      if (seen.has(size) || parties.some((role) => hopeless.has(role))) continue
      seen.add(size)
      const field = parties.map((role) => `${role}.keys`).join(' and ')
      checkLeaf(leafFragment(leaf, keys), { depth, field, issues })
    }
    return [count, derived]
  }
  let [count, derived, more, moreDerived] = [0, 0, 0, 0]
  let before: Milestone | undefined
  for (const [milestone, now] of agreement.milestones.entries()) {
    // terms that milestones inherit are the same objects
    if (TERMS.some((name) => before?.[name] !== now[name]) || before === undefined)
      [more, moreDerived] = counted(milestone)
    before = now
    count += more
    derived += moreDerived
  }
  checkCount(count, { most: MAX_LEAF_KEYS, what: 'keys in the leaves of all contracts together' }, issues)
  if (mixesKeys(agreement))
    checkCount(
      derived,
      {
        most: MAX_DERIVED_KEYS,
        what: 'derived keys in all contracts together where bare keys stand beside extended ones',
      },
      issues,
    )
}

/** Whoever holds a key of two roles can act as both; keys that differ before derivation may meet after it. */
const refuseSharedKeys = ({ internalKey, planned }: PlannedContract): void => {
  const holders = new Map<string, string>([[toHex(internalKey), 'keyPath']])
  for (const { leaf } of leavesOf(planned))
    for (const { role, position, xOnly } of keysOf(leaf.fragment)) {
      const holder = role === 'terms' ? role : `${role}.keys[${position}]`
      const other = holders.get(toHex(xOnly)) ?? holder
      if (other !== holder)
        throw contractError('CONTRACT_KEY_SHARED', {
          field: holder,
          expected: 'keys that no other role holds after derivation',
          received: `a key of ${other}`,
        })
      holders.set(toHex(xOnly), holder)
    }
}

/**
 * Puts on the list a key that is another holder's after derivation. Only a bare key can be chosen so: what extended
 * keys derive depends on themselves by a hash, and the terms key on everything. So agreements without bare keys, or with
 * nothing else, cost nothing here, and the others little, as {@link checkSizes} has counted.
 */
export const checkSharedKeys = (agreement: Agreement, issues: Issues): void => {
  if (!mixesKeys(agreement)) return
  issues.attempt(() => {
    for (const contract of plannedContracts(agreement, new AccountKeys())) refuseSharedKeys(contract)
  })
}
