import type { Agreement } from '../agreement/types.js'
import { childNode } from '../keys/derivation.js'
import type { KeyNode } from '../keys/extendedKey.js'
import { pathsOf } from '../paths/paths.js'
import type { LeafPath, Path } from '../paths/types.js'
import { leafFragment } from '../script/leaf.js'
import { checkRelayable } from '../script/limits.js'
import { keysOf } from '../script/miniscript.js'
import { controlBlockLength } from '../taproot/commitment.js'
import { mapTree, type ScriptTree } from '../taproot/tree.js'
import { toHex } from '../units/bytes.js'
import { type AssembledLeaf, assemble, relayableTree } from './assemble.js'
import { type Contract, compiledContract, type PlannedLeaf } from './contract.js'
import { contractError } from './errors.js'
import { closedInternalKey, type InternalKey, keySource, musigInternalKey, xOnly } from './keys.js'

/** What all milestones with the same paths share: their tree, and the branch that internal keys come from. */
interface Shape {
  readonly tree: ScriptTree<LeafPath['name']>
  readonly internal: InternalKey
  readonly internalBranch: KeyNode
}

const isLeaf = (path: Path): path is LeafPath => path.name !== 'key'

/**
 * Compiles an agreement: one contract for each milestone, in their order. Pure and deterministic: the same
 * agreement gives the same addresses for ever.
 *
 * @throws EscrowError `TREE_TOO_DEEP` where chosen weights make a path unrelayable; `SCRIPT_TOO_MANY_KEYS` or
 * `SCRIPT_WITNESS_TOO_LARGE` where lists of keys do; `CONTRACT_KEY_SHARED` where keys of two roles meet
 * @example
 * const [contract] = compile(parseAgreement(text))
 * contract.address
 */
export const compile = (agreement: Agreement): readonly Contract[] => {
  const source = keySource(agreement)
  const musig = agreement.keyPath === 'musig2' ? musigInternalKey(agreement) : undefined
  const musigBranch = musig && childNode(musig.node, 0)
  const shapes = new Map<string, Shape>()

  const shapeOf = (leaves: readonly LeafPath[], milestone: number): Shape => {
    const name = leaves.map((leaf) => `${leaf.number}:${leaf.weight}`).join()
    const known = shapes.get(name)
    if (known !== undefined) return known
    const tree = relayableTree(
      leaves.map((leaf) => ({ leaf, weight: leaf.weight, order: leaf.number })),
      `milestones[${milestone}].weights`,
    )
    const internal = musig ?? closedInternalKey(agreement, { tree, terms: source.terms })
    const shape = {
      tree: mapTree(tree, (leaf) => leaf.name),
      internal,
      internalBranch: musigBranch ?? childNode(internal.node, 0),
    }
    shapes.set(name, shape)
    return shape
  }

  return agreement.milestones.map(({ amount }, milestone) => {
    const index = agreement.index + milestone
    const paths = pathsOf(agreement, milestone)
    const leaves = paths.filter(isLeaf)
    const { tree: shape, internal, internalBranch } = shapeOf(leaves, milestone)
    const tree = mapTree(shape, (name) => leafNamed(leaves, name))
    const internalNode = childNode(internalBranch, index)
    const internalKey = xOnly(internalNode.publicKey)
    const terms = source.termsKey(index)
    const planned = mapTree(
      tree,
      (path): PlannedLeaf => ({
        path,
        fragment: leafFragment(path, { quorum: source.leafKeys({ leaves, leaf: path, index }), terms }),
      }),
    )
    const assembled = assemble({ internalKey: { ...internalNode, xOnly: internalKey }, tree: planned })
    refuseSharedKeys(
      internalKey,
      assembled.leaves.map(({ leaf }) => leaf),
    )
    assembled.leaves.forEach(refuseUnrelayable)
    return compiledContract({
      agreement,
      milestone,
      amount,
      paths,
      internal,
      internalKey,
      internalParity: internalNode.publicKey[0] === 3 ? 1 : 0,
      tree,
      assembled,
    })
  })
}

const leafNamed = (leaves: readonly LeafPath[], name: LeafPath['name']): LeafPath => {
  const leaf = leaves.find((candidate) => candidate.name === name)
  if (leaf === undefined)
    throw contractError('CONTRACT_NOT_COMPILABLE', {
      field: 'tree',
      expected: `a leaf ${name}`,
      received: 'none',
    })
  return leaf
}

/** Nobody may be paid into a contract that some nodes would not let out again. */
const refuseUnrelayable = ({ leaf, script, merklePath }: AssembledLeaf<PlannedLeaf>): void =>
  checkRelayable(
    {
      fragment: leaf.fragment,
      scriptLength: script.length,
      controlBlockLength: controlBlockLength(merklePath.length),
    },
    leaf.path.parties.map((role) => `${role}.keys`).join(' and '),
  )

/** Whoever holds a key of two roles can act as both; keys that differ before derivation may meet after it. */
const refuseSharedKeys = (internalKey: Uint8Array, leaves: readonly PlannedLeaf[]): void => {
  const holders = new Map<string, string>([[toHex(internalKey), 'keyPath']])
  for (const { fragment } of leaves)
    for (const { role, position, xOnly: key } of keysOf(fragment)) {
      const holder = role === 'terms' ? role : `${role}.keys[${position}]`
      const other = holders.get(toHex(key)) ?? holder
      if (other !== holder)
        throw contractError('CONTRACT_KEY_SHARED', {
          field: holder,
          expected: 'keys that no other role holds after derivation',
          received: `a key of ${other}`,
        })
      holders.set(toHex(key), holder)
    }
}
