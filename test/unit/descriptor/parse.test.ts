import { describe, expect, it } from 'vitest'
import { withChecksum } from '../../../src/descriptor/checksum.js'
import { descriptorKeyAt, outputScriptAt } from '../../../src/descriptor/derive.js'
import { formatDescriptor } from '../../../src/descriptor/format.js'
import { parseDescriptorKey } from '../../../src/descriptor/key.js'
import { parseDescriptor } from '../../../src/descriptor/parse.js'
import type { EscrowError } from '../../../src/errors.js'
import { aggregateKeys, aggregateNode, sortKeys } from '../../../src/keys/aggregate.js'
import { encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { parseRoleKey } from '../../../src/keys/roleKey.js'
import { toHex } from '../../../src/units/bytes.js'
import { accountText, master } from '../../support/accounts.js'

const E = accountText(11)
const W = accountText(12)
const A = accountText(13)
const H = '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0'
const escrow = `tr(musig(${E},${W})/0/*,{and_v(v:pk(${E}/2/*),pk(${W}/2/*)),{and_v(v:multi_a(1,${A}/4/*,${H}),and_v(v:pk(${W}/4/*),older(4194305))),and_v(v:pk(${E}/8/*),after(800000))}})`

const refusal = (text: string, checksum: 'required' | 'optional' = 'optional'): EscrowError => {
  try {
    parseDescriptor(text, { checksum })
  } catch (error) {
    // whatever is thrown is looked at by the caller's expectations
    return error as EscrowError
  }
  throw new Error(`accepted ${text}`)
}

describe('a descriptor', () => {
  it('prints as it was written', () => {
    const text = withChecksum(escrow)
    expect(formatDescriptor(parseDescriptor(text))).toBe(text)
  })

  it('describes one output for each index', () => {
    const descriptor = parseDescriptor(withChecksum(escrow))
    const scripts = [0, 1, 7].map((index) => toHex(outputScriptAt(descriptor, { index })))
    expect(new Set(scripts).size).toBe(3)
    for (const script of scripts) expect(script).toMatch(/^5120[0-9a-f]{64}$/)
  })

  it('with musig() describes the same outputs as with the synthetic key in its place', () => {
    const [employer, worker] = [E, W].map((text) => parseRoleKey(text, { network: 'regtest', field: 'key' }))
    if (employer?.kind !== 'extended' || worker?.kind !== 'extended') throw new Error('bare')
    const node = aggregateNode(aggregateKeys(sortKeys([employer.publicKey, worker.publicKey])))
    const synthetic = escrow.replace(
      `musig(${E},${W})`,
      encodeExtendedPublicKey({ node, network: 'regtest' }),
    )
    expect(synthetic).not.toBe(escrow)
    for (const index of [0, 7])
      expect(outputScriptAt(parseDescriptor(synthetic, { checksum: 'optional' }), { index })).toEqual(
        outputScriptAt(parseDescriptor(escrow, { checksum: 'optional' }), { index }),
      )
  })

  it('takes the participants of musig() in any order', () => {
    const [one, other] = [`musig(${E},${W})/0/*`, `musig(${W},${E})/0/*`].map((text) =>
      parseDescriptorKey(text),
    )
    expect(descriptorKeyAt(one!, { index: 3 })).toEqual(descriptorKeyAt(other!, { index: 3 }))
  })

  it.each([
    ['without a number for the wildcard', undefined, 'KEY_INDEX_MISSING'],
    ['at a hardened index', 0x80000000, 'KEY_INDEX_OUT_OF_RANGE'],
    ['at a negative index', -1, 'KEY_INDEX_OUT_OF_RANGE'],
    ['at half an index', 0.5, 'KEY_INDEX_OUT_OF_RANGE'],
  ])('%s describes no output', (_, index, code) => {
    const descriptor = parseDescriptor(escrow, { checksum: 'optional' })
    expect(() => outputScriptAt(descriptor, index === undefined ? {} : { index })).toThrow(
      expect.objectContaining({ code }),
    )
  })

  it('with a multipath step describes one output for each alternative', () => {
    const descriptor = parseDescriptor(`tr(${E}/<2;3>/*)`, { checksum: 'optional' })
    for (const [multipath, step] of [2, 3].entries())
      expect(outputScriptAt(descriptor, { index: 7, multipath })).toEqual(
        outputScriptAt(parseDescriptor(`tr(${E}/${step}/*)`, { checksum: 'optional' }), { index: 7 }),
      )
    for (const point of [{ index: 7 }, { index: 7, multipath: 2 }])
      expect(() => outputScriptAt(descriptor, point)).toThrow(
        expect.objectContaining({ code: 'KEY_INDEX_MISSING' }),
      )
  })

  const nested = (depth: number): string =>
    `tr(${H},${`{pk(${H}),`.repeat(depth)}pk(${H})${'}'.repeat(depth)})`

  it('holds a tree of 128 levels and no deeper', () => {
    expect(outputScriptAt(parseDescriptor(nested(128), { checksum: 'optional' })).length).toBe(34)
    expect(refusal(nested(129)).code).toBe('DESCRIPTOR_TOO_DEEP')
  })

  it.each([
    ['empty', '', 'DESCRIPTOR_NOT_TAPROOT'],
    ['of another kind', `wpkh(${E}/0/*)`, 'DESCRIPTOR_NOT_TAPROOT'],
    ['with a space before it', ` tr(${H})`, 'DESCRIPTOR_NOT_TAPROOT'],
    ['without a key', 'tr()', 'DESCRIPTOR_MALFORMED'],
    ['without a tree behind the comma', `tr(${H},)`, 'DESCRIPTOR_MALFORMED'],
    ['that does not end', `tr(${H}`, 'DESCRIPTOR_MALFORMED'],
    ['that goes on', `tr(${H}))`, 'DESCRIPTOR_MALFORMED'],
    ['with two trees', `tr(${H},pk(${H}),pk(${H}))`, 'DESCRIPTOR_MALFORMED'],
    ['with a branch of one', `tr(${H},{pk(${H})})`, 'DESCRIPTOR_MALFORMED'],
    ['with a branch of three', `tr(${H},{pk(${H}),pk(${H}),pk(${H})})`, 'DESCRIPTOR_MALFORMED'],
    ['with a leaf of another kind', `tr(${H},pkh(${H}))`, 'DESCRIPTOR_LEAF_UNSUPPORTED'],
    ['with a sorted key list', `tr(${H},sortedmulti_a(1,${H}))`, 'DESCRIPTOR_LEAF_UNSUPPORTED'],
    ['with a lock that locks nothing', `tr(${H},and_v(v:pk(${H}),older(65536)))`, 'MINISCRIPT_LOCK'],
    ['with text before an origin', `tr(x${E})`, 'KEY_ORIGIN_MALFORMED'],
    ['endless', `tr(${'('.repeat(36_000)}`, 'DESCRIPTOR_TOO_LARGE'],
    ['with an aggregate of nothing', 'tr(musig())', 'DESCRIPTOR_MUSIG'],
    ['with an aggregate in an aggregate', `tr(musig(musig(${E},${W}),${A}))`, 'DESCRIPTOR_MUSIG'],
    ['with an x-only participant', `tr(musig(${H},${E}))`, 'DESCRIPTOR_MUSIG'],
    ['with text behind an aggregate', `tr(musig(${E},${W})x)`, 'DESCRIPTOR_MUSIG'],
    ['with multipath steps of two lengths', `tr(${E}/<0;1>,pk(${W}/<0;1;2>))`, 'DESCRIPTOR_MULTIPATH'],
  ])('%s is refused', (_, text, code) => {
    expect(refusal(text).code).toBe(code)
  })

  it('is refused without its checksum', () => {
    expect(refusal(escrow, 'required').code).toBe('DESCRIPTOR_CHECKSUM_MISSING')
    expect(refusal(`${withChecksum(escrow).slice(0, -1)}b`, 'required').code).toBe('DESCRIPTOR_CHECKSUM')
  })

  it('tells which key of which leaf is wrong', () => {
    const bad = escrow.replace(`pk(${E}/8/*)`, 'pk(nonsense)')
    expect(refusal(bad).data.field).toBe('descriptor.leaves[2].keys[0]')
    expect(refusal(`tr(musig(${E},nonsense))`).data.field).toBe('descriptor.internalKey.participants[1]')
  })

  it('of another chain is refused', () => {
    expect(() => parseDescriptor(escrow, { checksum: 'optional', network: 'mainnet' })).toThrow(
      expect.objectContaining({ code: 'KEY_NETWORK' }),
    )
  })

  it('never shows a private key that it holds', () => {
    const root = master(14)
    for (const secret of [root.toWIF(), root.toBase58(), `${root.toBase58()}/0/*`])
      for (const text of [
        `tr(${secret})`,
        `tr(${secret},pk(${H}))`,
        `tr(${H},pk(${secret}))`,
        `tr(${H},pkh(${secret}))`,
        `tr(musig(${secret},${E}))`,
        `wpkh(${secret})`,
        `tr(${H},{pk(${H}),oops(${secret}`,
        secret,
      ]) {
        const { code, message } = refusal(text)
        expect(code).toBe('KEY_PRIVATE')
        expect(message).not.toContain(secret.slice(0, 12))
      }
  })
})
