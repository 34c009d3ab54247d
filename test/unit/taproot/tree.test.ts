import { describe, expect, it } from 'vitest'
import { huffmanTree, leavesOf, MAX_WEIGHT, mapTree, type ScriptTree } from '../../../src/taproot/tree.js'
import { thrown } from '../../support/thrown.js'

/** `1: 8, 4: 4` as a tree in braces. */
const treeOf = (weights: string): string => {
  const leaves = weights.split(', ').map((entry) => {
    const [order, weight] = entry.split(': ').map(Number)
    return { leaf: String(order), order: order!, weight: weight! }
  })
  return text(huffmanTree(leaves))
}

const text = (tree: ScriptTree<string>): string =>
  'leaf' in tree ? tree.leaf : `{${text(tree.left)},${text(tree.right)}}`

describe('the tree of a contract', () => {
  it.each([
    // the examples of the specification
    ['1: 8, 4: 4, 9: 1', '{1,{4,9}}'],
    ['1: 8, 5: 4, 6: 8, 9: 1', '{{1,{5,9}},6}'],
    ['1: 8, 2: 4, 3: 2, 4: 4, 9: 1', '{1,{{2,{3,9}},4}}'],
    ['1: 8, 2: 4, 3: 2, 4: 4, 5: 1, 6: 8, 7: 1, 8: 1, 9: 1', '{{1,{2,{8,9}}},{{{3,{5,7}},4},6}}'],
    ['1: 1, 2: 1, 3: 1, 9: 1', '{{1,2},{3,9}}'],
    // one leaf is the whole tree, two stand by their order
    ['9: 1', '9'],
    ['1: 1, 9: 65536', '{1,9}'],
    ['1: 65536, 9: 1', '{1,9}'],
    // three equally light: the first two by order are joined, and the pair is heavier than the third
    ['1: 1, 2: 1, 3: 1', '{{1,2},3}'],
    ['2: 1, 5: 1, 9: 1', '{{2,5},9}'],
    // a joined node as light as a leaf stands where its smallest order says
    ['1: 2, 2: 1, 9: 1', '{1,{2,9}}'],
    ['1: 1, 2: 1, 9: 2', '{{1,2},9}'],
    ['1: 2, 2: 2, 3: 1, 4: 1', '{{1,2},{3,4}}'],
    ['1: 1, 2: 2, 3: 2, 4: 1', '{{{1,4},2},3}'],
    ['1: 2, 2: 1, 3: 2, 4: 1, 9: 2', '{{1,{2,4}},{3,9}}'],
  ])('of %s is %s', (weights, tree) => {
    expect(treeOf(weights)).toBe(tree)
  })

  it('does not depend on the order in which its leaves are listed', () => {
    const leaves = [8, 4, 2, 4, 1, 8, 1, 1, 1].map((weight, at) => ({
      leaf: String(at + 1),
      order: at + 1,
      weight,
    }))
    for (let turn = 0; turn < leaves.length; turn++) {
      const turned = [...leaves.slice(turn), ...leaves.slice(0, turn)]
      expect(text(huffmanTree(turned))).toBe(text(huffmanTree(leaves)))
      expect(text(huffmanTree(turned.reverse()))).toBe(text(huffmanTree(leaves)))
    }
  })

  it.each([0, -1, MAX_WEIGHT + 1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])(
    'has no leaf of weight %d',
    (weight) => {
      const error = thrown(() => huffmanTree([{ leaf: 'x', order: 1, weight }]))
      expect([error.code, error.kind]).toEqual(['TREE_WEIGHT_OUT_OF_RANGE', 'input'])
      expect(error.message).toBe(`weights: expected whole numbers from 1 to 65536, received ${weight}`)
    },
  )

  it('takes the heaviest weight that the format knows', () => {
    expect(MAX_WEIGHT).toBe(65_536)
    expect(treeOf('1: 65536, 2: 65536')).toBe('{1,2}')
  })

  it('without leaves would be a bug of ours', () => {
    const error = thrown(() => huffmanTree([]))
    expect([error.code, error.kind]).toEqual(['TREE_EMPTY', 'internal'])
    expect(error.message).toBe('tree: expected a leaf, received nothing')
  })

  it('tells its leaves from left to right with their depths, and can be mapped', () => {
    const tree = mapTree(
      huffmanTree([
        { leaf: 1, order: 1, weight: 8 },
        { leaf: 4, order: 4, weight: 4 },
        { leaf: 9, order: 9, weight: 1 },
      ]),
      (leaf) => leaf * 10,
    )
    expect(leavesOf(tree)).toEqual([
      { leaf: 10, depth: 1 },
      { leaf: 40, depth: 2 },
      { leaf: 90, depth: 2 },
    ])
  })
})
