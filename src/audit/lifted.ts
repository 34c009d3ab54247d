import type { AuditedOutput } from '../powers/output.js'
import type { Lock } from '../units/lock.js'
import type { PathName, Role } from '../words.js'

/** A role as it was found in an output. */
export interface LiftedRole {
  readonly role: Role
  readonly threshold: number
  /** Key expressions as agreements write them; where only an origin is known, that alone: `[d34db33f/87h/1h/5h]`. */
  readonly keys: readonly string[]
}

/** A path as it was found in an output. */
export interface LiftedPath {
  readonly name: PathName
  /** p: paths, keys and trees follow its order. */
  readonly number: number
  readonly parties: readonly Role[]
  readonly lock?: Lock
  readonly secretHash?: Uint8Array
}

/** What an agreement's contract says without its agreement. */
export interface LiftedContract {
  /** The last step of every key. */
  readonly index: number
  readonly roles: readonly LiftedRole[]
  /** In the order of their numbers; `terms` last. */
  readonly paths: readonly LiftedPath[]
  readonly keyPath: 'musig2' | 'closed'
  /** The chain code of U, 32 bytes: the tagged hash of the agreement's id. */
  readonly termsChainCode: Uint8Array
  /** Whether the tree is the one of the default weights. */
  readonly weights: 'default' | 'others'
  /** Whether every key was derived again from its account, or some are placed by the origin that somebody gave. */
  readonly proof: 'derived' | 'claimed'
}

/** Why an output is not an agreement's contract. */
export const DIFFERENCES = [
  'NO_TREE',
  'TREE_TOO_DEEP',
  'TREE_NOT_HUFFMAN',
  'LEAF_VERSION_UNKNOWN',
  'LEAF_OP_SUCCESS',
  'LEAF_KEY_TYPE_UNKNOWN',
  'LEAF_LOCK_WITHOUT_EFFECT',
  'LEAF_WITHOUT_SIGNATURE',
  'LEAF_NOT_OURS',
  'LEAF_OF_NO_PATH',
  'LEAF_BRANCH_WRONG',
  'LEAF_KEYS_WRONG',
  'PATH_MISSING',
  'PATH_TWICE',
  'KEY_REPEATED',
  'KEY_OF_UNKNOWN_ACCOUNT',
  'INDEX_DIFFERS',
  'TERMS_MISSING',
  'TERMS_POINT_WRONG',
  'LOCK_KINDS_MIXED',
  'CLOCKS_OUT_OF_ORDER',
  'INTERNAL_KEY_NOT_AGGREGATE',
  'INTERNAL_KEY_CHAIN_CODE',
  'INTERNAL_KEY_OF_ONE_PARTY',
  'INTERNAL_KEY_UNKNOWN',
] as const
export type DifferenceCode = (typeof DIFFERENCES)[number]

/** One difference between an output and an agreement's contract. */
export interface Difference {
  readonly code: DifferenceCode
  /** `leaf 3`, `internal key`, `tree`. */
  readonly subject: string
  /** One plain sentence. */
  readonly text: string
}

/** What an output turned out to be. */
export type Lifted =
  | { readonly kind: 'contract'; readonly contract: LiftedContract; readonly output: AuditedOutput }
  | {
      readonly kind: 'foreign'
      readonly differences: readonly Difference[]
      /** Plain sentences: who can take the money, from when, by which leaf, and who holds the key path. */
      readonly description: readonly string[]
      readonly output: AuditedOutput
    }
