import { backend } from '#backend'
import type { Agreement, Quorum } from '../agreement/types.js'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { childNode, childTweak, type TweakedChild } from '../keys/derivation.js'
import { fingerprintOf, type KeyNode } from '../keys/extendedKey.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import type { ExtendedKey, RoleKey } from '../keys/roleKey.js'
import { shiftedUnspendableNode, unspendableNode } from '../keys/unspendable.js'
import { branchOf } from '../paths/branches.js'
import type { LeafPath } from '../paths/types.js'
import { leafFragment } from '../script/leaf.js'
import { keysOf } from '../script/miniscript.js'
import { leavesOf, type ScriptTree } from '../taproot/tree.js'
import { concat, fromHex } from '../units/bytes.js'
import type { Role } from '../words.js'
import type { AccountKeys } from './accountKeys.js'
import { contractError } from './errors.js'

/** A key of a leaf: whose it is, its place in that role's list, and where a signer finds it. */
export interface LeafKey {
  readonly role: Role | 'terms'
  /** Position in the role's list of keys. */
  readonly position: number
  readonly xOnly: Uint8Array
  /** From the master key to this very key; a bare key has none. */
  readonly origin?: KeyOrigin
}

/**
 * The quorum that an agreement names for a role.
 *
 * @throws EscrowError `CONTRACT_NOT_COMPILABLE` where it names none
 */
export const quorumOf = (agreement: Agreement, role: Role): Quorum => {
  const quorum = agreement[role]
  if (quorum === undefined)
    throw contractError('CONTRACT_NOT_COMPILABLE', {
      field: role,
      expected: 'a role of the agreement',
      received: 'none',
    })
  return quorum
}

/** The last 32 bytes of a compressed point. */
export const xOnly = (publicKey: Uint8Array): Uint8Array => publicKey.subarray(1)

const termsChainCode: TaggedHash = /* @__PURE__ */ taggedHash('taproot-escrow/terms')

/**
 * The extended key U of the terms leaf, with a chain code c that only this agreement has. Its point is H, or H + c·G
 * where the key path is closed and has H for itself: BIP 388 wants no point twice.
 *
 * @throws EscrowError `KEY_CHAIN_CODE_OVER_ORDER`, for which nobody finds an agreement
 */
export const termsNode = ({ id, keyPath }: Agreement): KeyNode => {
  const chainCode = termsChainCode(fromHex(id) ?? new Uint8Array(0))
  return keyPath === 'musig2' ? unspendableNode(chainCode) : shiftedUnspendableNode(chainCode)
}

/** The internal extended key: what its children 0/i are, and who takes part in it. */
export type InternalKey = {
  readonly node: KeyNode
  /** Its child 0, of which contracts have the children i; with the tweak that leads there (BIP 328). */
  readonly branch: TweakedChild
  /** Of the node (BIP 32, "Key identifiers"): how signing devices find it among the keys that they know. */
  readonly fingerprint: string
} & (
  | { readonly kind: 'musig2'; readonly participants: readonly [ExtendedKey, ExtendedKey] }
  | { readonly kind: 'closed' }
)

const soleExtendedKey = ({ keys: [key] }: Quorum, field: string): ExtendedKey => {
  if (key?.kind !== 'extended')
    throw contractError('CONTRACT_NOT_COMPILABLE', {
      field,
      expected: 'one extended key',
      received: 'another key',
    })
  return key
}

/** The aggregate of employer and worker (BIP 327, BIP 328); one for all contracts of an agreement. */
export const musigInternalKey = (agreement: Agreement, accounts: AccountKeys): InternalKey => {
  const participants = [
    soleExtendedKey(agreement.employer, 'employer'),
    soleExtendedKey(agreement.worker, 'worker'),
  ] as const
  const { node, branch } = accounts.aggregateOf(participants)
  return { kind: 'musig2', participants, node, branch, fingerprint: fingerprintOf(node.publicKey) }
}

/**
 * The provably unspendable internal key of a tree: H, and as chain code the SHA-256 of the compressed points of
 * all extended keys in the tree from left to right, U among them, so that signing devices can recognise it.
 */
export const closedInternalKey = (
  agreement: Agreement,
  { tree, terms }: { readonly tree: ScriptTree<LeafPath>; readonly terms: KeyNode },
): InternalKey => {
  const keysFor = { quorum: (role: Role) => quorumOf(agreement, role), terms }
  const points = leavesOf(tree)
    .flatMap(({ leaf }) => keysOf(leafFragment<RoleKey | KeyNode>(leaf, keysFor)))
    .flatMap((key) => ('publicKey' in key ? [key.publicKey] : []))
  const node = unspendableNode(backend.sha256(concat(...points)))
  return { kind: 'closed', node, branch: childTweak(node, 0), fingerprint: fingerprintOf(node.publicKey) }
}

/** The keys of the contracts of one agreement: branches are derived once, only the last step per contract. */
export interface KeySource {
  /** {@link termsNode} of the agreement. */
  readonly terms: KeyNode
  readonly leafKeys: (place: {
    readonly leaves: readonly LeafPath[]
    readonly leaf: LeafPath
    readonly index: number
  }) => (role: Role) => {
    readonly threshold: number
    readonly keys: readonly LeafKey[]
  }
  readonly termsKey: (index: number) => LeafKey
}

/** BIP 32 keys `xpub/2k/i` of every role, and `U/0/i`. */
export const keySource = (agreement: Agreement, accounts: AccountKeys): KeySource => {
  const branches = new Map<RoleKey, Map<number, KeyNode>>()
  const branchNode = (key: ExtendedKey, branch: number): KeyNode => {
    const known = branches.get(key) ?? accounts.branchesOf(key)
    branches.set(key, known)
    const node = known.get(branch) ?? childNode(key, branch)
    known.set(branch, node)
    return node
  }
  const terms = termsNode(agreement)
  let termsBranch: KeyNode | undefined
  return {
    terms,
    leafKeys:
      ({ leaves, leaf, index }) =>
      (role) => {
        const { threshold, keys } = quorumOf(agreement, role)
        const branch = branchOf(leaves, { leaf, role })
        return {
          threshold,
          keys: keys.map((key, position) =>
            key.kind === 'bare'
              ? { role, position, xOnly: key.xOnly }
              : {
                  role,
                  position,
                  xOnly: xOnly(childNode(branchNode(key, branch), index).publicKey),
                  origin: {
                    fingerprint: key.origin.fingerprint,
                    path: [...key.origin.path, branch, index],
                  },
                },
          ),
        }
      },
    termsKey: (index) => {
      termsBranch ??= childNode(terms, 0)
      return { role: 'terms', position: 0, xOnly: xOnly(childNode(termsBranch, index).publicKey) }
    },
  }
}
