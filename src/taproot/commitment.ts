import { backend } from '#backend'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { compactSize, compareBytes, concat } from '../units/bytes.js'
import { taprootError } from './errors.js'
import type { ScriptTree } from './tree.js'

/** The leaf version of tapscript (BIP 342). */
export const TAPSCRIPT_VERSION = 0xc0

const tapLeaf: TaggedHash = /* @__PURE__ */ taggedHash('TapLeaf')
const tapBranch: TaggedHash = /* @__PURE__ */ taggedHash('TapBranch')
const tapTweak: TaggedHash = /* @__PURE__ */ taggedHash('TapTweak')

/** The hash of a leaf: BIP 341, "Script validation rules", k₀. */
export const leafHash = (script: Uint8Array, version: number = TAPSCRIPT_VERSION): Uint8Array =>
  tapLeaf(Uint8Array.of(version), compactSize(script.length), script)

/** The hash of two branches, the smaller first. */
export const branchHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  compareBytes(left, right) <= 0 ? tapBranch(left, right) : tapBranch(right, left)

/** A leaf's script in the tree. */
export interface LeafScript {
  readonly script: Uint8Array
  readonly version?: number
}

/** A leaf's place under the Merkle root: its hash, and the hashes beside its way up, nearest first. */
export interface LeafPlace<Leaf> {
  readonly leaf: Leaf
  readonly hash: Uint8Array
  readonly merklePath: readonly Uint8Array[]
}

interface Subtree<Leaf> {
  readonly hash: Uint8Array
  readonly places: readonly LeafPlace<Leaf>[]
}

const below = <Leaf>(places: readonly LeafPlace<Leaf>[], sibling: Uint8Array): readonly LeafPlace<Leaf>[] =>
  places.map((place) => ({ ...place, merklePath: [...place.merklePath, sibling] }))

/** The Merkle root of a tree and the place of each leaf, from left to right. */
export const merkleize = <Leaf extends LeafScript>(tree: ScriptTree<Leaf>): Subtree<Leaf> => {
  if ('leaf' in tree) {
    const hash = leafHash(tree.leaf.script, tree.leaf.version)
    return { hash, places: [{ leaf: tree.leaf, hash, merklePath: [] }] }
  }
  const left = merkleize(tree.left)
  const right = merkleize(tree.right)
  return {
    hash: branchHash(left.hash, right.hash),
    places: [...below(left.places, right.hash), ...below(right.places, left.hash)],
  }
}

/** What a Taproot output commits to, on its way to the chain: x-only output key and the sign of its y. */
export interface OutputKey {
  readonly outputKey: Uint8Array
  readonly parity: 0 | 1
}

/** The tweak that the Merkle root (or its absence) puts on an internal key: BIP 341, t. */
export const outputTweak = (internalKey: Uint8Array, merkleRoot: Uint8Array | undefined): Uint8Array =>
  tapTweak(internalKey, merkleRoot ?? new Uint8Array(0))

/** An internal key: 32 x-only bytes, and the whole point (65 bytes, uncompressed) where it is at hand. */
export interface InternalPoint {
  readonly xOnly: Uint8Array
  readonly point?: Uint8Array
}

/**
 * The output key of an internal key and a Merkle root (BIP 341, `taproot_tweak_pubkey`).
 *
 * @throws EscrowError `INTERNAL_KEY_INVALID`
 */
export const tweakInternalKey = (
  { xOnly, point }: InternalPoint,
  merkleRoot: Uint8Array | undefined,
): OutputKey => {
  const tweaked = backend.xOnlyPointAddTweak(point ?? xOnly, outputTweak(xOnly, merkleRoot))
  if (tweaked === null)
    throw taprootError('INTERNAL_KEY_INVALID', {
      field: 'internalKey',
      expected: 'the x coordinate of a point',
      received: 'a value that is none',
    })
  return { outputKey: tweaked.xOnlyPubkey, parity: tweaked.parity }
}

/** The control block that reveals one leaf (BIP 341, "Script validation rules"). */
export const controlBlock = (options: {
  internalKey: Uint8Array
  parity: 0 | 1
  merklePath: readonly Uint8Array[]
  version?: number
}): Uint8Array =>
  concat(
    Uint8Array.of((options.version ?? TAPSCRIPT_VERSION) | options.parity),
    options.internalKey,
    ...options.merklePath,
  )

/** Bytes of a control block at this depth. */
export const controlBlockLength = (depth: number): number => 33 + 32 * depth

/** The output script of an x-only output key: version 1, 32 bytes. */
export const outputScript = (outputKey: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(0x51, 0x20), outputKey)
