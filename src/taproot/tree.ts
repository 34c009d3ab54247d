import { taprootError } from './errors.js'

/** A binary tree of scripts (BIP 341, "Constructing and spending Taproot outputs"). */
export type ScriptTree<Leaf> =
  | { readonly leaf: Leaf }
  | { readonly left: ScriptTree<Leaf>; readonly right: ScriptTree<Leaf> }

/** A leaf to be placed: `order` breaks ties and decides left and right, so it is unique. */
export interface WeightedLeaf<Leaf> {
  readonly leaf: Leaf
  readonly weight: number
  readonly order: number
}

export const MAX_WEIGHT = 65_536

interface Node<Leaf> {
  readonly tree: ScriptTree<Leaf>
  readonly weight: number
  /** The smallest order inside. */
  readonly order: number
}

const lighter = <Leaf>(left: Node<Leaf>, right: Node<Leaf>): number =>
  left.weight - right.weight || left.order - right.order

/**
 * The Huffman tree of weighted leaves: the two lightest nodes are joined first; of nodes equally light the one
 * with the smallest order inside comes first; in a join that one stands left. One tree for one list, for ever.
 *
 * @throws EscrowError `TREE_EMPTY`, `TREE_WEIGHT_OUT_OF_RANGE`
 */
export const huffmanTree = <Leaf>(leaves: readonly WeightedLeaf<Leaf>[]): ScriptTree<Leaf> => {
  let nodes: readonly Node<Leaf>[] = leaves.map(({ leaf, weight, order }) => {
    if (!Number.isInteger(weight) || weight < 1 || weight > MAX_WEIGHT)
      throw taprootError('TREE_WEIGHT_OUT_OF_RANGE', {
        field: 'weights',
        expected: `whole numbers from 1 to ${MAX_WEIGHT}`,
        received: `${weight}`,
      })
    return { tree: { leaf }, weight, order }
  })
  for (;;) {
    const [first, second, ...rest] = [...nodes].sort(lighter)
    if (first === undefined)
      throw taprootError('TREE_EMPTY', { field: 'tree', expected: 'a leaf', received: 'nothing' })
    if (second === undefined) return first.tree
    const [left, right] = first.order < second.order ? [first, second] : [second, first]
    nodes = [
      ...rest,
      { tree: { left: left.tree, right: right.tree }, weight: left.weight + right.weight, order: left.order },
    ]
  }
}

/** The leaves from left to right, each with its depth. */
export const leavesOf = <Leaf>(
  tree: ScriptTree<Leaf>,
  depth = 0,
): readonly { readonly leaf: Leaf; readonly depth: number }[] =>
  'leaf' in tree
    ? [{ leaf: tree.leaf, depth }]
    : [...leavesOf(tree.left, depth + 1), ...leavesOf(tree.right, depth + 1)]

/** The same tree with every leaf replaced. */
export const mapTree = <From, To>(tree: ScriptTree<From>, map: (leaf: From) => To): ScriptTree<To> =>
  'leaf' in tree
    ? { leaf: map(tree.leaf) }
    : { left: mapTree(tree.left, map), right: mapTree(tree.right, map) }
