import { anAgreement } from '../agreement/given.js'
import type { Agreement } from '../agreement/types.js'
import { listOf } from '../given/check.js'
import { childNode } from '../keys/derivation.js'
import type { KeyNode } from '../keys/extendedKey.js'
import { pathsOf } from '../paths/paths.js'
import type { LeafPath, Path } from '../paths/types.js'
import { leafFragment } from '../script/leaf.js'
import { huffmanTree, mapTree, type ScriptTree } from '../taproot/tree.js'
import { AccountKeys } from './accountKeys.js'
import { assemble } from './assemble.js'
import { type Contract, type ContractParts, compiledContract, type PlannedLeaf } from './contract.js'
import { contractError } from './errors.js'
import { closedInternalKey, type InternalKey, keySource, musigInternalKey, xOnly } from './keys.js'

/** What all milestones with the same paths share: their tree, and the branch that internal keys come from. */
interface Shape {
  readonly tree: ScriptTree<LeafPath['name']>
  readonly internal: InternalKey
}

const isLeaf = (path: Path): path is LeafPath => path.name !== 'key'

/** A contract with all of its keys, before anything is hashed. */
export interface PlannedContract extends Omit<ContractParts, 'agreement' | 'assembled' | 'internalParity'> {
  readonly internalNode: KeyNode
  readonly planned: ScriptTree<PlannedLeaf>
}

/** The Huffman tree of a milestone's leaves. */
export const treeOf = (leaves: readonly LeafPath[]): ScriptTree<LeafPath> =>
  huffmanTree(leaves.map((leaf) => ({ leaf, weight: leaf.weight, order: leaf.number })))

/** The contracts of an agreement with their keys, one by one: nothing is derived for those that nobody asks for. */
export function* plannedContracts(
  agreement: Agreement,
  accounts: AccountKeys,
): Generator<PlannedContract, void> {
  const source = keySource(agreement, accounts)
  const musig = agreement.keyPath === 'musig2' ? musigInternalKey(agreement, accounts) : undefined
  const shapes = new Map<string, Shape>()

  const shapeOf = (leaves: readonly LeafPath[]): Shape => {
    const name = leaves.map((leaf) => `${leaf.number}:${leaf.weight}`).join()
    const known = shapes.get(name)
    if (known !== undefined) return known
    const tree = treeOf(leaves)
    const internal = musig ?? closedInternalKey(agreement, { tree, terms: source.terms })
    const shape = { tree: mapTree(tree, (leaf) => leaf.name), internal }
    shapes.set(name, shape)
    return shape
  }

  for (const [milestone, { amount }] of agreement.milestones.entries()) {
    const index = agreement.index + milestone
    const paths = pathsOf(agreement, milestone)
    const leaves = paths.filter(isLeaf)
    const { tree: shape, internal } = shapeOf(leaves)
    const tree = mapTree(shape, (name) => leafNamed(leaves, name))
    const internalNode = childNode(internal.branch.node, index)
    const internalKey = xOnly(internalNode.publicKey)
    const terms = source.termsKey(index)
    const planned = mapTree(
      tree,
      (path): PlannedLeaf => ({
        path,
        fragment: leafFragment(path, { quorum: source.leafKeys({ leaves, leaf: path, index }), terms }),
      }),
    )
    yield { milestone, amount, paths, internal, internalKey, internalNode, tree: shape, planned }
  }
}

const compileWith = (agreement: Agreement, accounts: AccountKeys): readonly [Contract, ...Contract[]] =>
  // one for each milestone, of which there is one at least
  Array.from(plannedContracts(agreement, accounts), ({ internalNode, planned, ...parts }) =>
    compiledContract({
      ...parts,
      agreement,
      internalParity: internalNode.publicKey[0] === 3 ? 1 : 0,
      assembled: assemble({
        internalKey: { ...internalNode, xOnly: parts.internalKey },
        tree: planned,
      }),
    }),
  ) as [Contract, ...Contract[]]

/**
 * Compiles an agreement: one contract for each milestone, in their order. Pure and deterministic: the same
 * agreement gives the same addresses for ever. Whatever could be in the way is found when an agreement is read, so
 * every agreement compiles.
 *
 * Source: BIP 341, "Constructing and spending Taproot outputs"; BIP 327, "Key aggregation"; BIP 379; `docs/spec.md`.
 *
 * @throws EscrowError `CONTRACT_NOT_COMPILABLE`, `ARGUMENT_TYPE`
 * @example
 * const [contract] = compile(parseAgreement(text))
 * contract.address
 */
export const compile = (agreement: Agreement): readonly [Contract, ...Contract[]] => {
  anAgreement(agreement, 'agreement')
  return compileWith(agreement, new AccountKeys())
}

/**
 * Compiles many agreements, each as {@link compile} does. What agreements of the same accounts have in common, the
 * branches and the aggregate, is derived once.
 *
 * @throws EscrowError as `compile`
 * @example
 * const contracts = compileAll(texts.map((text) => parseAgreement(text))).flat()
 */
export const compileAll = (
  agreements: readonly Agreement[],
): readonly (readonly [Contract, ...Contract[]])[] => {
  listOf(anAgreement)(agreements, 'agreements')
  const accounts = new AccountKeys()
  return agreements.map((agreement) => compileWith(agreement, accounts))
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
