import type { ScriptTree } from '../../taproot/tree.js'

/** A point of a drawn tree; the root of the scripts has depth 0. */
export interface TreeNode {
  /** Absent where scripts branch. */
  readonly leaf?: string
  readonly depth: number
  /** Row of a leaf, from the top; between the rows of its children for a branch. */
  readonly row: number
  readonly parent?: TreeNode
}

/** Every node of a tree with its place: each leaf has a row of its own, so no two labels meet. */
export const treeLayout = (tree: ScriptTree<string>): readonly TreeNode[] => {
  const rows = new Map<ScriptTree<string>, number>()
  let next = 0
  const measure = (node: ScriptTree<string>): number => {
    const row = 'leaf' in node ? next++ : (measure(node.left) + measure(node.right)) / 2
    rows.set(node, row)
    return row
  }
  measure(tree)
  const place = (node: ScriptTree<string>, depth: number, parent?: TreeNode): readonly TreeNode[] => {
    const own: TreeNode = {
      depth,
      row: rows.get(node) ?? 0,
      ...('leaf' in node ? { leaf: node.leaf } : {}),
      ...(parent === undefined ? {} : { parent }),
    }
    return 'leaf' in node
      ? [own]
      : [own, ...place(node.left, depth + 1, own), ...place(node.right, depth + 1, own)]
  }
  return place(tree, 0)
}
