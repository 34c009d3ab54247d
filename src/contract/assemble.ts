import { compileFragment, type Fragment, mapKeys } from '../script/miniscript.js'
import { type InternalPoint, merkleize, type OutputKey, tweakInternalKey } from '../taproot/commitment.js'
import { taprootError } from '../taproot/errors.js'
import { huffmanTree, leavesOf, mapTree, type ScriptTree, type WeightedLeaf } from '../taproot/tree.js'

/**
 * Deepest leaf that strict nodes relay (Bitcoin Knots counts the control block as data from here on); BIP 341
 * itself allows 128.
 */
export const MAX_DEPTH = 7

/** The tree of weighted leaves, refused where nodes would not relay its deepest spend. */
export const relayableTree = <Leaf>(
  leaves: readonly WeightedLeaf<Leaf>[],
  field: string,
): ScriptTree<Leaf> => {
  const tree = huffmanTree(leaves)
  const depth = Math.max(...leavesOf(tree).map((leaf) => leaf.depth))
  if (depth > MAX_DEPTH)
    throw taprootError('TREE_TOO_DEEP', {
      field,
      expected: `weights that keep every path at depth ${MAX_DEPTH} or less`,
      received: `depth ${depth}`,
      layer: 'relay',
    })
  return tree
}

/** A key inside a leaf: whatever else it is, 32 x-only bytes. */
export interface XOnlyKey {
  readonly xOnly: Uint8Array
}

export interface AssembledLeaf<Leaf> {
  readonly leaf: Leaf
  readonly script: Uint8Array
  readonly leafHash: Uint8Array
  readonly merklePath: readonly Uint8Array[]
}

/** An output and everything that reveals its leaves. */
export interface Assembled<Leaf> extends OutputKey {
  readonly merkleRoot: Uint8Array
  readonly leaves: readonly AssembledLeaf<Leaf>[]
}

/** Keys in, output out: scripts, hashes and the one tweak, with no derivation of keys. */
export const assemble = <Leaf extends { readonly fragment: Fragment<XOnlyKey> }>(options: {
  internalKey: InternalPoint
  tree: ScriptTree<Leaf>
}): Assembled<Leaf> => {
  const { hash, places } = merkleize(
    mapTree(options.tree, (leaf) => ({
      leaf,
      script: compileFragment(mapKeys(leaf.fragment, ({ xOnly }) => xOnly)),
    })),
  )
  return {
    ...tweakInternalKey(options.internalKey, hash),
    merkleRoot: hash,
    leaves: places.map((place) => ({
      leaf: place.leaf.leaf,
      script: place.leaf.script,
      leafHash: place.hash,
      merklePath: place.merklePath,
    })),
  }
}
