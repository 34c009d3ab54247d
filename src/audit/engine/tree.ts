/** A binary tree of leaves. */
export type SecondTree<Leaf> = Leaf | readonly [SecondTree<Leaf>, SecondTree<Leaf>]

interface Heap<Leaf> {
  readonly weight: number
  readonly order: number
  readonly tree: SecondTree<Leaf>
}

/** Takes the lightest, of equals the first in order, out of the list. */
const takeLightest = <Leaf>(heaps: Heap<Leaf>[]): Heap<Leaf> => {
  let best = 0
  heaps.forEach((heap, at) => {
    const lightest = heaps[best]
    if (
      lightest !== undefined &&
      (heap.weight < lightest.weight || (heap.weight === lightest.weight && heap.order < lightest.order))
    )
      best = at
  })
  const [taken] = heaps.splice(best, 1)
  if (taken === undefined) throw new Error('no leaves')
  return taken
}

/** Section 11 of the specification: the one Huffman tree of these leaves. */
export const secondTree = <Leaf extends { readonly weight: number; readonly path: number }>(
  leaves: readonly Leaf[],
): SecondTree<Leaf> => {
  const heaps = leaves.map((leaf): Heap<Leaf> => ({ weight: leaf.weight, order: leaf.path, tree: leaf }))
  while (heaps.length > 1) {
    const one = takeLightest(heaps)
    const other = takeLightest(heaps)
    heaps.push({
      weight: one.weight + other.weight,
      order: Math.min(one.order, other.order),
      tree: one.order < other.order ? [one.tree, other.tree] : [other.tree, one.tree],
    })
  }
  return takeLightest(heaps).tree
}

/** Whether a tree has two halves. */
export const isBranch = <Leaf>(
  tree: SecondTree<Leaf>,
): tree is readonly [SecondTree<Leaf>, SecondTree<Leaf>] => Array.isArray(tree)

/** The same tree with every leaf replaced. */
export const mapSecondTree = <From, To>(tree: SecondTree<From>, map: (leaf: From) => To): SecondTree<To> =>
  isBranch(tree) ? [mapSecondTree(tree[0], map), mapSecondTree(tree[1], map)] : map(tree)

/** The leaves from left to right. */
export const secondLeaves = <Leaf>(tree: SecondTree<Leaf>): readonly Leaf[] =>
  isBranch(tree) ? [...secondLeaves(tree[0]), ...secondLeaves(tree[1])] : [tree]
