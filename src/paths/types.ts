import type { Lock } from '../units/lock.js'
import type { LeafName, PathName, Role } from '../words.js'

interface PathTraits {
  readonly name: PathName
  /** The path's number p: paths, keys and trees follow its order. */
  readonly number: number
  /** Who signs, in the order of the leaf; nobody for `terms`. */
  readonly parties: readonly Role[]
  /** From when; without it at once. All locks of a milestone are of one kind, so that their values compare. */
  readonly lock?: Lock
  /** SHA-256 that the witness must open. */
  readonly secretHash?: Uint8Array
}

/** The internal key, where it is the aggregate of employer and worker. */
export interface KeyPath extends PathTraits {
  readonly name: 'key'
}

/** A leaf of the script tree. */
export interface LeafPath extends PathTraits {
  readonly name: LeafName
  /** Weight in the Huffman tree, 1–65536. */
  readonly weight: number
}

/** Who may sign and from when. */
export type Path = KeyPath | LeafPath
