import { compile, parseAgreement } from 'taproot-escrow'
import { type Lifted, liftDescriptor, liftOutput, type OutputMaterial } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { scriptOfText } from '../../../../src/audit/lift/miniscript.js'
import type { ContractLeaf } from '../../../../src/contract/contract.js'
import { termsNode } from '../../../../src/contract/keys.js'
import { encodeExtendedPublicKey } from '../../../../src/keys/extendedKey.js'
import { unspendableNode } from '../../../../src/keys/unspendable.js'
import { mapTree } from '../../../../src/taproot/tree.js'
import { concat, toHex } from '../../../../src/units/bytes.js'
import { everyPathDocument } from '../../../support/contracts.js'
import { bareHolder, extendedHolder } from '../../../support/holders.js'
import { materialOf } from '../../../support/lifting.js'

/*
 * Contracts with one thing wrong, each as a hostile peer would hand it out: every one is refused for its own reason.
 */

const document = everyPathDocument('blocks', {
  from: 144,
  backupFrom: 1008,
  silence: 4320,
  rescue: 8640,
  decision: 144,
})
const agreement = parseAgreement(JSON.stringify(document))
const [contract] = compile(agreement)
const closedAgreement = parseAgreement(JSON.stringify({ ...document, keyPath: 'closed' }))
const [closed] = compile(closedAgreement)
const { index } = contract!

const [employer, worker, arbiter] = [1, 2, 3].map((seed) => extendedHolder(seed).text)
const stranger = bareHolder(77).text
const terms = `${encodeExtendedPublicKey({ node: termsNode(agreement), network: 'regtest' })}/0/*`

const codes = (lifted: Lifted): readonly string[] =>
  lifted.kind === 'contract' ? [] : lifted.differences.map(({ code }) => code)

const body = (text: string): string => text.replace(/#.*$/, '')

/** The descriptor with one piece of it replaced; the piece has to be there. */
const changed = (piece: string | RegExp, into: string, of = contract!): string => {
  const before = body(of.descriptor)
  const after = before.replace(piece, into)
  expect(after).not.toBe(before)
  return after
}

/** The scripts with one leaf's replaced. */
const withScript = (
  name: ContractLeaf['path']['name'],
  script: (leaf: ContractLeaf) => Uint8Array,
): OutputMaterial => ({
  ...materialOf(contract!),
  tree: mapTree(contract!.tree, (leaf) => {
    const known = contract!.leaves.find(({ path }) => path.name === leaf)!
    return { script: leaf === name ? script(known) : known.script }
  }),
})

const byDescriptor: readonly (readonly [string, () => string, string])[] = [
  [
    'an account without its origin',
    () => body(contract!.descriptor).replaceAll(arbiter!, arbiter!.replace(/^.*\]/, '')),
    'KEY_OF_UNKNOWN_ACCOUNT',
  ],
  [
    'an account of another network',
    () => body(contract!.descriptor).replaceAll(arbiter!, extendedHolder(3, 'mainnet').text),
    'KEY_OF_UNKNOWN_ACCOUNT',
  ],
  ['an internal key of a stranger', () => changed(/musig\([^)]*\)\/0\/\*/, stranger), 'INTERNAL_KEY_UNKNOWN'],
  [
    'an internal key of the employer alone',
    () => changed(/musig\([^)]*\)\/0\/\*/, `${employer}/0/*`),
    'INTERNAL_KEY_OF_ONE_PARTY',
  ],
  [
    'an aggregate of employer and arbiter',
    () => changed(`musig(${employer},${worker})`, `musig(${employer},${arbiter})`),
    'INTERNAL_KEY_NOT_AGGREGATE',
  ],
  ['an aggregate on another branch', () => changed(')/0/*,', ')/1/*,'), 'INTERNAL_KEY_NOT_AGGREGATE'],
  [
    'a closed key path with a chain code of its own',
    () =>
      changed(
        /^tr\([^/]*\/0\/\*/,
        `tr(${encodeExtendedPublicKey({ node: unspendableNode(new Uint8Array(32).fill(7)), network: 'regtest' })}/0/*`,
        closed!,
      ),
    'INTERNAL_KEY_CHAIN_CODE',
  ],
  [
    'the employer where the worker should be alone',
    () => changed(`pk(${worker}/10/*)`, `pk(${employer}/10/*)`),
    'LEAF_KEYS_WRONG',
  ],
  [
    'a leaf on the branch of another one',
    () => changed(`pk(${employer}/8/*)`, `pk(${employer}/12/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a leaf on a branch of no path',
    () => changed(`pk(${employer}/8/*)`, `pk(${employer}/40/*)`),
    'LEAF_BRANCH_WRONG',
  ],
  [
    'a leaf twice',
    () => changed(`pk(${terms})`, `{pk(${terms}),and_v(v:pk(${employer}/8/*),older(4321))}`),
    'PATH_TWICE',
  ],
  [
    'a combination of no path',
    () => changed(`pk(${terms})`, `{pk(${terms}),pk(${bareHolder(78).text})}`),
    'LEAF_OF_NO_PATH',
  ],
  ['a key in two leaves', () => changed(`pk(${worker}/10/*)`, `pk(${worker}/12/*)`), 'KEY_REPEATED'],
  ['keys of several indices', () => changed(`pk(${employer}/8/*)`, `pk(${employer}/8/5)`), 'INDEX_DIFFERS'],
  ['a terms leaf that somebody can sign for', () => changed(terms, `${employer}/18/*`), 'TERMS_MISSING'],
  ['a terms key on another branch', () => changed(terms, terms.replace('/0/*', '/1/*')), 'TERMS_MISSING'],
  [
    'a hash leaf without a key',
    () => changed(/and_v\(v:pk\([^)]*\/12\/\*\),(sha256\([0-9a-f]*\))\)/, '$1'),
    'LEAF_WITHOUT_SIGNATURE',
  ],
  ['a lock that locks nothing', () => changed('older(4320)', 'older(65536)'), 'LEAF_LOCK_WITHOUT_EFFECT'],
  ['a lock of another kind', () => changed('older(4320)', 'after(900000)'), 'LOCK_KINDS_MIXED'],
  [
    'a silence before the arbiter can decide',
    () => changed('older(4320)', 'older(100)'),
    'CLOCKS_OUT_OF_ORDER',
  ],
  [
    'a fragment of none of the paths',
    () => changed('older(4320)', `ripemd160(${'11'.repeat(20)})`),
    'LEAF_NOT_OURS',
  ],
]

describe('descriptors', () => {
  it('lift back as long as nothing is changed', () => {
    expect(codes(liftDescriptor(body(contract!.descriptor), { index }))).toEqual([])
    expect(codes(liftDescriptor(closed!.descriptor, { index }))).toEqual([])
  })

  it.each(byDescriptor)('with %s are refused', (_, text, code) => {
    const lifted = liftDescriptor(text(), { index })
    expect(codes(lifted)).toContain(code)
    expect(lifted.kind === 'foreign' && lifted.description.length > 0).toBe(true)
  })

  it('with left and right exchanged are refused', () => {
    const tree = body(contract!.descriptor)
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

  it('of a key path alone are refused', () => {
    expect(codes(liftDescriptor(`tr(${stranger})`))).toEqual(['NO_TREE'])
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
    const { internalKey, tree } = materialOf(contract!)
    const lifted = liftOutput({ internalKey, tree })
    expect(codes(lifted)).toContain('KEY_OF_UNKNOWN_ACCOUNT')
    expect(lifted.output.internal).toEqual({ kind: 'unknown' })
  })

  it.each([['employerAndWorker'], ['arbiterAndEmployer'], ['backupAndWorker'], ['terms']] as const)(
    'without the leaf %s are refused',
    (missing) => {
      type Tree = NonNullable<OutputMaterial['tree']>
      const script = contract!.leaves.find(({ path }) => path.name === missing)!.script
      const pruned = (tree: Tree): Tree => {
        if ('leaf' in tree) return tree
        if ('leaf' in tree.left && tree.left.leaf.script === script) return tree.right
        if ('leaf' in tree.right && tree.right.leaf.script === script) return tree.left
        return { left: pruned(tree.left), right: pruned(tree.right) }
      }
      const { tree, ...rest } = materialOf(contract!)
      const lifted = liftOutput({ ...rest, tree: pruned(tree!) })
      expect(codes(lifted)).toContain(missing === 'terms' ? 'TERMS_MISSING' : 'PATH_MISSING')
    },
  )

  it('with a leaf version of its own are refused', () => {
    const { tree, ...rest } = materialOf(contract!)
    const versioned = tree && mapTree(tree, (leaf) => ({ ...leaf, version: 0xc2 }))
    expect(new Set(codes(liftOutput({ ...rest, tree: versioned })))).toEqual(
      new Set(['LEAF_VERSION_UNKNOWN']),
    )
  })

  it('deeper than contracts are refused', () => {
    const { tree, ...rest } = materialOf(contract!)
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
