import { liftDescriptor, liftOutput } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { outputScriptAt } from '../../../../src/descriptor/derive.js'
import { parseDescriptor } from '../../../../src/descriptor/parse.js'
import { encodeExtendedPublicKey } from '../../../../src/keys/extendedKey.js'
import { shiftedUnspendableNode, unspendableNode } from '../../../../src/keys/unspendable.js'
import { mapTree } from '../../../../src/taproot/tree.js'
import { FOREIGN_TREES } from '../../../support/foreignTrees.js'
import { bareHolder, extendedHolder } from '../../../support/holders.js'
import { thrown } from '../../../support/thrown.js'

const [A, B] = [bareHolder(41).text, bareHolder(42).text]

describe.each(FOREIGN_TREES)('$name', ({ descriptor, sentences }) => {
  it('is described as what it is', () => {
    const lifted = liftDescriptor(descriptor)
    expect(lifted.kind === 'foreign' && lifted.description).toEqual(sentences)
    expect(lifted.kind === 'foreign' && lifted.differences.length > 0).toBe(true)
  })

  it('is described alike from its scripts alone, but for what only a descriptor says', () => {
    const { output } = liftDescriptor(descriptor)
    const tree =
      output.tree &&
      mapTree(output.tree, (name) => ({ script: output.leaves.find((leaf) => leaf.name === name)!.script }))
    const lifted = liftOutput({ internalKey: output.internalKey, tree })
    const isLeaf = (sentence: string): boolean => /[Ll]eaf/.test(sentence)
    expect(lifted.kind === 'foreign' && lifted.description.filter(isLeaf)).toEqual(sentences.filter(isLeaf))
    expect(lifted.output.outputScript).toEqual(output.outputScript)
  })
})

it('is the output that the descriptor describes, where the library can read it by itself', () => {
  const { descriptor } = FOREIGN_TREES[0]!
  expect(liftDescriptor(descriptor).output.outputScript).toEqual(
    outputScriptAt(parseDescriptor(descriptor, { checksum: 'optional' })),
  )
})

describe('other descriptors', () => {
  const described = (text: string): readonly string[] => {
    const lifted = liftDescriptor(text)
    return lifted.kind === 'foreign' ? lifted.description : []
  }

  it.each([
    [
      'a key path alone',
      `tr(${A})`,
      ['Key A can take everything at once, by the key path.', `Key A is ${A}.`],
    ],
    [
      'a key by its hash, and a choice inside a leaf',
      `tr(${A},or_d(pk(${A}),and_v(v:pkh(${B}),older(144))))`,
      [
        'Key A can take everything at once, by the key path.',
        'Key A can take everything at once, by leaf 1.',
        'Key B can take everything from about 24 hours (144 blocks) after the funding on, by leaf 1.',
        'Leaf 1 branches inside its script: strict nodes do not relay it.',
        `Key A is ${A}.`,
        `Key B is ${B}.`,
      ],
    ],
    [
      'a secret alone',
      `tr(${A},sha256(${'11'.repeat(32)}))`,
      [
        'Key A can take everything at once, by the key path.',
        `Anybody with a secret whose SHA-256 is ${'11'.repeat(32)} can take everything at once, by leaf 1.`,
        'Leaf 1 can be spent without a signature: whoever sees the spend can send the money elsewhere.',
        `Key A is ${A}.`,
      ],
    ],
    [
      'a list in an order of its own, beside a key',
      `tr(${A},and_v(v:pk(${A}),sortedmulti_a(1,${B},${A})))`,
      [
        'Key A can take everything at once, by the key path.',
        '1 of the keys A and B together with key A can take everything at once, by leaf 1.',
        `Key A is ${A}.`,
        `Key B is ${B}.`,
      ],
    ],
  ])('%s', (_, text, due) => {
    expect(described(text)).toEqual(due)
  })

  it('says from which account a key comes', () => {
    const { text } = extendedHolder(1)
    expect(described(`tr(${text}/0/*)`)).toEqual([
      'Key A can take everything at once, by the key path.',
      `Key A comes from the account ${text}.`,
    ])
  })

  it.each([
    ['no tr', `wpkh(${A})`, 'AUDIT_DESCRIPTOR_MALFORMED'],
    ['a tree that does not end', `tr(${A},{pk(${A}),pk(${B})`, 'AUDIT_DESCRIPTOR_MALFORMED'],
    ['a leaf that is no Miniscript', `tr(${A},and_v(pk(${A}),pk(${B})))`, 'AUDIT_DESCRIPTOR_LEAF'],
    ['a fragment that nobody knows', `tr(${A},covenant(pk(${B})))`, 'AUDIT_DESCRIPTOR_LEAF'],
    ['a wrong checksum', `tr(${A})#aaaaaaaa`, 'DESCRIPTOR_CHECKSUM'],
    ['a private key', 'tr(KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn)', 'KEY_PRIVATE'],
    ['text without an end', `tr(${'('.repeat(30_000)}`, 'AUDIT_DESCRIPTOR_MALFORMED'],
  ])('refuses %s', (_, text, code) => {
    expect(thrown(() => liftDescriptor(text))).toMatchObject({ code })
  })
})

it.each([
  ['the point H of BIP 341, or a child of it', unspendableNode],
  ['a child of H + c·G: the point H of BIP 341 and its own chain code c, no secret', shiftedUnspendableNode],
])('an internal key that nobody holds is called %s', (why, nodeOf) => {
  const key = encodeExtendedPublicKey({ node: nodeOf(new Uint8Array(32).fill(7)), network: 'regtest' })
  expect(liftDescriptor(`tr(${key}/0/*,pk(${A}))`).output.internal).toEqual({ kind: 'nobody', why })
})
