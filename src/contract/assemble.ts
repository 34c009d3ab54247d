import { compileFragment, type Fragment, mapKeys } from '../script/miniscript.js'
import { type InternalPoint, merkleize, type OutputKey, tweakInternalKey } from '../taproot/commitment.js'
import { mapTree, type ScriptTree } from '../taproot/tree.js'

/**
 * Deepest leaf that strict nodes relay (Bitcoin Knots counts the control block as data from here on); BIP 341
 * itself allows 128.
 */
export const MAX_DEPTH = 7

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
