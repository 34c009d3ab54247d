import { type Lifted, liftDescriptor, liftOutput, type OutputMaterial } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { scriptOfText } from '../../../../src/audit/lift/miniscript.js'
import type { ContractLeaf } from '../../../../src/contract/contract.js'
import { mapTree } from '../../../../src/taproot/tree.js'
import { concat, toHex } from '../../../../src/units/bytes.js'
import { bareHolder } from '../../../support/holders.js'
import { materialOf } from '../../../support/lifting.js'
import {
  body,
  changed,
  closed,
  contract,
  DESCRIPTORS,
  index,
  stranger,
} from '../../../support/provocations/descriptors.js'

/*
 * Contracts with one thing wrong, each as a hostile peer would hand it out: every one is refused for its own reason.
 */

const codes = (lifted: Lifted): readonly string[] =>
  lifted.kind === 'contract' ? [] : lifted.differences.map(({ code }) => code)

/** The scripts with one leaf's replaced. */
const withScript = (
  name: ContractLeaf['path']['name'],
  script: (leaf: ContractLeaf) => Uint8Array,
): OutputMaterial => ({
  ...materialOf(contract),
  tree: mapTree(contract.tree, (leaf) => {
    const known = contract.leaves.find(({ path }) => path.name === leaf)!
    return { script: leaf === name ? script(known) : known.script }
  }),
})

describe('descriptors', () => {
  it('lift back as long as nothing is changed', () => {
    expect(codes(liftDescriptor(body(contract.descriptor), { index }))).toEqual([])
    expect(codes(liftDescriptor(closed.descriptor, { index }))).toEqual([])
  })

  it.each(DESCRIPTORS)('with %s are refused', (_, text, code) => {
    const lifted = liftDescriptor(text(), { index })
    expect(codes(lifted)).toContain(code)
    expect(lifted.kind === 'foreign' && lifted.description.length > 0).toBe(true)
  })

  it('with left and right exchanged are refused', () => {
    const tree = body(contract.descriptor)
      .replace(/^[^{]*/, '')
      .slice(0, -1)
    const inner = /^\{(.*)\}$/.exec(tree)![1]!
    let depth = 0
    const comma = [...inner].findIndex((character) => {
      if ('{('.includes(character)) depth++
      if ('})'.includes(character)) depth--
      return character === ',' && depth === 0
    })
    const mirrored = `{${inner.slice(comma + 1)},${inner.slice(0, comma)}}`
    expect(codes(liftDescriptor(changed(tree, mirrored), { index }))).toEqual(['TREE_NOT_HUFFMAN'])
  })
})

describe('scripts', () => {
  const keyOf = ({ script }: ContractLeaf): string => toHex(script.subarray(1, 33))

  it.each([
    [
      'a key of 33 bytes',
      (leaf: ContractLeaf) => concat(Uint8Array.of(33, 2), leaf.script.subarray(1)),
      'LEAF_KEY_TYPE_UNKNOWN',
    ],
    ['an OP_SUCCESS', (leaf: ContractLeaf) => concat(leaf.script, Uint8Array.of(0x50)), 'LEAF_OP_SUCCESS'],
    [
      'older(65536)',
      (leaf: ContractLeaf) =>
        scriptOfText(`<${keyOf(leaf)}> OP_CHECKSIGVERIFY <000001> OP_CHECKSEQUENCEVERIFY`)!,
      'LEAF_LOCK_WITHOUT_EFFECT',
    ],
    [
      'a key of nobody that is known',
      () => scriptOfText(`<${stranger}> OP_CHECKSIGVERIFY <e010> OP_CHECKSEQUENCEVERIFY`)!,
      'KEY_OF_UNKNOWN_ACCOUNT',
    ],
    [
      'a lock that is dropped instead of verified',
      (leaf: ContractLeaf) =>
        scriptOfText(`<e010> OP_CHECKSEQUENCEVERIFY OP_DROP <${keyOf(leaf)}> OP_CHECKSIG`)!,
      'LEAF_NOT_OURS',
    ],
    [
      'bytes dropped before the lock',
      (leaf: ContractLeaf) =>
        scriptOfText(
          `<${stranger}> OP_DROP <${keyOf(leaf)}> OP_CHECKSIGVERIFY <e010> OP_CHECKSEQUENCEVERIFY`,
        )!,
      'LEAF_NOT_OURS',
    ],
  ])('with %s are refused', (_, script, code) => {
    expect(codes(liftOutput(withScript('employerAlone', script)))).toContain(code)
  })

  it('without the accounts are refused, and nothing is said of the internal key', () => {
    const { internalKey, tree } = materialOf(contract)
    const lifted = liftOutput({ internalKey, tree })
    expect(codes(lifted)).toContain('KEY_OF_UNKNOWN_ACCOUNT')
    expect(lifted.output.internal).toEqual({ kind: 'unknown' })
  })

  it.each([['employerAndWorker'], ['arbiterAndEmployer'], ['backupAndWorker'], ['terms']] as const)(
    'without the leaf %s are refused',
    (missing) => {
      type Tree = NonNullable<OutputMaterial['tree']>
      const script = contract.leaves.find(({ path }) => path.name === missing)!.script
      const pruned = (tree: Tree): Tree => {
        if ('leaf' in tree) return tree
        if ('leaf' in tree.left && tree.left.leaf.script === script) return tree.right
        if ('leaf' in tree.right && tree.right.leaf.script === script) return tree.left
        return { left: pruned(tree.left), right: pruned(tree.right) }
      }
      const { tree, ...rest } = materialOf(contract)
      const lifted = liftOutput({ ...rest, tree: pruned(tree!) })
      expect(codes(lifted)).toContain(missing === 'terms' ? 'TERMS_MISSING' : 'PATH_MISSING')
    },
  )

  it('with a leaf version of its own are refused', () => {
    const { tree, ...rest } = materialOf(contract)
    const versioned = tree && mapTree(tree, (leaf) => ({ ...leaf, version: 0xc2 }))
    expect(new Set(codes(liftOutput({ ...rest, tree: versioned })))).toEqual(
      new Set(['LEAF_VERSION_UNKNOWN']),
    )
  })

  it('deeper than contracts are refused', () => {
    const { tree, ...rest } = materialOf(contract)
    const deeper = Array.from({ length: 8 }).reduce<NonNullable<typeof tree>>(
      (below, _, at) => ({
        left: { leaf: { script: scriptOfText(`<${bareHolder(50 + at).text}> OP_CHECKSIG`)! } },
        right: below,
      }),
      tree!,
    )
    expect(codes(liftOutput({ ...rest, tree: deeper }))).toContain('TREE_TOO_DEEP')
  })
})
