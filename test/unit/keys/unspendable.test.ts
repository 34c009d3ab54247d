import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import {
  isUnspendable,
  shiftedUnspendableNode,
  unspendableFormOf,
  unspendableNode,
  unspendablePoint,
} from '../../../src/keys/unspendable.js'
import { concat, fromHex, toHex } from '../../../src/units/bytes.js'
import { master } from '../../support/accounts.js'
import { thrown } from '../../support/thrown.js'

const G =
  '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8'

describe('the unspendable point', () => {
  it('has the hash of the generator as its x, so nobody chose it', () => {
    const hash = backend.sha256(concat(Uint8Array.of(4), fromHex(G)!))
    expect(toHex(unspendablePoint())).toBe(`02${toHex(hash)}`)
    expect(backend.isPoint(unspendablePoint())).toBe(true)
  })

  it('is recognised in every form', () => {
    const x = unspendablePoint().subarray(1)
    for (const form of [x, concat(Uint8Array.of(2), x), concat(Uint8Array.of(3), x)])
      expect(isUnspendable(form)).toBe(true)
    expect(isUnspendable(master(6).publicKey)).toBe(false)
  })

  it('is a node under any chain code', () => {
    const chainCode = new Uint8Array(32).fill(7)
    expect(unspendableNode(chainCode)).toEqual({ publicKey: unspendablePoint(), chainCode })
  })
})

const ORDER = fromHex('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')!

describe('the unspendable point with its chain code added', () => {
  const chainCode = new Uint8Array(32).fill(7)

  it('is H + c·G, so that H comes out when c·G is taken off', () => {
    const { publicKey, chainCode: kept } = shiftedUnspendableNode(chainCode)
    expect(kept).toEqual(chainCode)
    expect(publicKey).toEqual(backend.pointAdd(unspendablePoint(), backend.pointFromScalar(chainCode)!))
    const shift = backend.pointFromScalar(chainCode)!
    const negated = concat(Uint8Array.of(shift[0] === 2 ? 3 : 2), shift.subarray(1))
    expect(backend.pointAdd(publicKey, negated)).toEqual(unspendablePoint())
  })

  it('takes every c below the order, and no other', () => {
    const last = ORDER.map((byte, at) => byte - (at === 31 ? 1 : 0))
    expect(backend.isPoint(shiftedUnspendableNode(last).publicKey)).toBe(true)
    for (const over of [ORDER, new Uint8Array(32).fill(0xff)])
      expect(thrown(() => shiftedUnspendableNode(over))).toMatchObject({
        code: 'KEY_CHAIN_CODE_OVER_ORDER',
        kind: 'input',
        message: `chainCode: expected a chain code below the order of secp256k1, received ${toHex(over)}`,
      })
  })

  it('is told from H and from everybody’s keys by the node alone', () => {
    const shifted = shiftedUnspendableNode(chainCode)
    expect(unspendableFormOf(unspendableNode(chainCode))).toBe('H')
    expect(unspendableFormOf(unspendableNode(ORDER))).toBe('H')
    expect(unspendableFormOf(shifted)).toBe('shifted')
    expect(unspendableFormOf({ ...shifted, chainCode: new Uint8Array(32).fill(8) })).toBeUndefined()
    expect(unspendableFormOf({ ...shifted, chainCode: ORDER })).toBeUndefined()
    expect(unspendableFormOf({ publicKey: master(6).publicKey, chainCode })).toBeUndefined()
    const negated = concat(Uint8Array.of(3), unspendablePoint().subarray(1))
    expect(unspendableFormOf({ publicKey: negated, chainCode })).toBeUndefined()
  })
})
