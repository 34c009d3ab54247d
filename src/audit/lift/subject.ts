import type { KeyNode } from '../../keys/extendedKey.js'
import type { ScriptTree } from '../../taproot/tree.js'

/** Where a key comes from, as far as that is known. */
export interface KeySource {
  /** The account as agreements write it, a bare key in hex, or an origin where nothing more is known. */
  readonly account: string
  /** Absent where only an origin is known. */
  readonly node?: KeyNode
  /** From the account to the key; empty for a bare key. */
  readonly steps: readonly number[]
}

/** A leaf that is to be lifted. */
export interface SubjectLeaf {
  readonly script: Uint8Array
  readonly version: number
  /** As a descriptor writes it, keys as 64 hex digits. */
  readonly miniscript?: string
}

/** Who stands behind an internal key. */
export type InternalSource =
  /** An aggregate of these accounts, then these steps. */
  | { readonly kind: 'aggregate'; readonly participants: readonly KeySource[] }
  | { readonly kind: 'key'; readonly source: KeySource }

/** An output of which everything that can be known about its keys has been collected. */
export interface LiftSubject {
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  readonly internal?: InternalSource
  readonly tree: ScriptTree<SubjectLeaf> | undefined
  /** By the key's x coordinate in hex. */
  readonly sources: ReadonlyMap<string, KeySource>
}
