import { concatBytes } from '@noble/hashes/utils.js'
import { bech32m } from '@scure/base'
import { compareBytes, taggedHash, withLength } from './encoding.js'
import { hasOddY, type Multiples, type SecondPoint, xOnlyOf } from './multiples.js'
import { isBranch, type SecondTree } from './tree.js'

/** A leaf's place in the tree. */
export interface SecondPlace<Leaf> {
  readonly leaf: Leaf
  readonly leafHash: Uint8Array
  /** The hashes beside its way to the root, nearest first. */
  readonly merklePath: readonly Uint8Array[]
}

/** A tree with its hashes. */
export interface SecondHashedTree<Leaf> {
  readonly root: Uint8Array
  /** From left to right. */
  readonly places: readonly SecondPlace<Leaf>[]
}

const LEAF_VERSION = 0xc0

/** BIP 341, "Script validation rules": k₀ of a script. */
export const secondLeafHash = (script: Uint8Array): Uint8Array =>
  taggedHash('TapLeaf', Uint8Array.of(LEAF_VERSION), withLength(script))

/** BIP 341, "Script validation rules": k₀ of each leaf, and the way up from it. */
export const hashSecondTree = <Leaf extends { readonly script: Uint8Array }>(
  tree: SecondTree<Leaf>,
): SecondHashedTree<Leaf> => {
  if (!isBranch(tree)) {
    const leafHash = secondLeafHash(tree.script)
    return { root: leafHash, places: [{ leaf: tree, leafHash, merklePath: [] }] }
  }
  const [left, right] = [hashSecondTree(tree[0]), hashSecondTree(tree[1])]
  const sorted = [left.root, right.root].sort(compareBytes)
  const beside = (places: readonly SecondPlace<Leaf>[], hash: Uint8Array) =>
    places.map(({ leaf, leafHash, merklePath }) => ({ leaf, leafHash, merklePath: [...merklePath, hash] }))
  return {
    root: taggedHash('TapBranch', ...sorted),
    places: [...beside(left.places, right.root), ...beside(right.places, left.root)],
  }
}

/** What an output pays to. */
export interface SecondOutput {
  readonly internalKey: Uint8Array
  readonly outputKey: Uint8Array
  /** Of the output key's y: 0 even, 1 odd. */
  readonly parity: number
  readonly script: Uint8Array
  readonly address: string
}

/** What an output is made of. */
export interface WantedOutput {
  /** The internal key. */
  readonly point: SecondPoint
  /** Of the tree. */
  readonly root: Uint8Array
}

/**
 * The outputs of internal points and Merkle roots (BIP 341, `taproot_tweak_pubkey`). `p2tr` of the library makes the
 * same ones, but takes a square root for every key in every leaf, and an inversion for every output.
 */
export const secondOutputs = (
  wanted: readonly WantedOutput[],
  { hrp, multiples }: { hrp: string; multiples: Multiples },
): readonly SecondOutput[] => {
  const internal = wanted.map(({ point, root }) => {
    const internalKey = xOnlyOf(point)
    const scalar = taggedHash('TapTweak', internalKey, root)
    return { internalKey, point: hasOddY(point) ? point.negate() : point, scalar }
  })
  const points = multiples.plus(internal)
  return internal.flatMap(({ internalKey }, at) => {
    const point = points[at]
    if (point === undefined) return []
    const outputKey = xOnlyOf(point)
    return {
      internalKey,
      outputKey,
      parity: hasOddY(point) ? 1 : 0,
      script: concatBytes(Uint8Array.of(0x51, 0x20), outputKey),
      address: bech32m.encode(hrp, [1, ...bech32m.toWords(outputKey)]),
    }
  })
}

/** What reveals a leaf (BIP 341, "Script validation rules"). */
export const secondControlBlock = (
  { internalKey, parity }: SecondOutput,
  merklePath: readonly Uint8Array[],
): Uint8Array => concatBytes(Uint8Array.of(LEAF_VERSION + parity), internalKey, ...merklePath)
