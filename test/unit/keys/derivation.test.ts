import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import { childNode, childTweak, descendant } from '../../../src/keys/derivation.js'
import { decodeExtendedPublicKey, encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { toHex } from '../../../src/units/bytes.js'
import { master } from '../../support/accounts.js'

const parent = master(3)

describe('a child key', () => {
  it('is the one that a foreign implementation derives', () => {
    for (const index of [0, 1, 18, 0x7fffffff]) {
      const foreign = parent.neutered().derive(index)
      const node = childNode(parent, index)
      expect(toHex(node.publicKey)).toBe(toHex(foreign.publicKey))
      expect(toHex(node.chainCode)).toBe(toHex(foreign.chainCode))
    }
    expect(toHex(descendant(parent, [4, 7]).publicKey)).toBe(toHex(parent.derivePath('4/7').publicKey))
  })

  it('is its parent plus the tweak', () => {
    const { node, tweak } = childTweak(parent, 7)
    expect(backend.pointAddScalar(parent.publicKey, tweak)).toEqual(node.point)
  })

  it.each([
    [0x80000000, 'KEY_HARDENED'],
    [0xffffffff, 'KEY_HARDENED'],
    [0x100000000, 'KEY_INDEX_OUT_OF_RANGE'],
    [-1, 'KEY_INDEX_OUT_OF_RANGE'],
    [0.5, 'KEY_INDEX_OUT_OF_RANGE'],
    [Number.NaN, 'KEY_INDEX_OUT_OF_RANGE'],
  ])('with index %s is refused', (index, code) => {
    expect(() => childNode(parent, index, 'index')).toThrow(expect.objectContaining({ code }))
  })
})

describe('an extended public key', () => {
  it('is written as it was read', () => {
    const text = parent.derivePath("m/87'/1'/5'").neutered().toBase58()
    const key = decodeExtendedPublicKey(text)
    expect(encodeExtendedPublicKey({ node: key, ...key, network: 'regtest' })).toBe(text)
  })
})
