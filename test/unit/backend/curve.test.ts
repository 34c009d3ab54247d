import { schnorr } from '@noble/curves/secp256k1.js'
import { describe, expect, it } from 'vitest'
import { backend as browser } from '../../../src/backend/browser.js'
import { backend as node } from '../../../src/backend/node.js'
import { fromHex } from '../../../src/units/bytes.js'

const { Point } = schnorr

const bytes = (hex: string): Uint8Array => fromHex(hex)!

const G = bytes('0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')
const NEGATED_G = bytes('0379be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798')
const NO_POINT = bytes(`02${'00'.repeat(31)}05`)
const ORDER = bytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141')
const ZERO = new Uint8Array(32)
const ONE = bytes(`${'00'.repeat(31)}01`)
const MINUS_ONE = bytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140')

describe.each([
  ['tiny-secp256k1', node],
  ['pure JavaScript', browser],
])('the curve of %s answers instead of throwing', (_, curve) => {
  it('null for a scalar as large as the order', () => {
    expect(curve.pointFromScalar(ORDER)).toBeNull()
    expect(curve.pointAddScalar(G, ORDER)).toBeNull()
    expect(curve.pointMultiply(G, ORDER)).toBeNull()
    expect(curve.xOnlyPointAddTweak(G.subarray(1), ORDER)).toBeNull()
  })

  it('null for bytes that are no point', () => {
    expect(curve.pointAdd(NO_POINT, G)).toBeNull()
    expect(curve.pointAddScalar(NO_POINT, ONE)).toBeNull()
    expect(curve.pointMultiply(NO_POINT, ONE)).toBeNull()
    expect(curve.xOnlyPointAddTweak(NO_POINT.subarray(1), ONE)).toBeNull()
    expect(curve.isPoint(NO_POINT)).toBe(false)
    expect(curve.isXOnlyPoint(NO_POINT.subarray(1))).toBe(false)
  })

  it('null at infinity', () => {
    expect(curve.pointAdd(G, NEGATED_G)).toBeNull()
    expect(curve.pointAddScalar(G, MINUS_ONE)).toBeNull()
    expect(curve.xOnlyPointAddTweak(G.subarray(1), MINUS_ONE)).toBeNull()
  })

  it('the sum that @noble/curves has, of a point in either form and with any scalar', () => {
    const scalars = ['03', '07', 'ff'].map((end) => bytes(`${'5a'.repeat(31)}${end}`))
    for (const of of [ONE, MINUS_ONE, ...scalars])
      for (const tweak of [ZERO, ONE, MINUS_ONE, ...scalars]) {
        const point = Point.BASE.multiply(Point.Fn.fromBytes(of))
        const even = point.y % 2n === 0n ? point : point.negate()
        const added = (to: typeof point) => to.add(Point.BASE.multiplyUnsafe(Point.Fn.fromBytes(tweak)))
        const [plain, xOnly] = [added(point), added(even)]
        for (const form of [point.toBytes(true), point.toBytes(false)])
          expect(curve.pointAddScalar(form, tweak)).toEqual(plain.is0() ? null : plain.toBytes(false))
        for (const form of [point.toBytes(true).subarray(1), point.toBytes(false)])
          expect(curve.xOnlyPointAddTweak(form, tweak)).toEqual(
            xOnly.is0()
              ? null
              : { parity: Number(xOnly.y % 2n), xOnlyPubkey: xOnly.toBytes(true).subarray(1) },
          )
      }
  })

  it('false for a signature whose parts are out of range', () => {
    expect(curve.verifySchnorr(ONE, G.subarray(1), new Uint8Array(64).fill(0xff))).toBe(false)
    expect(curve.verifySchnorr(ONE, NO_POINT.subarray(1), new Uint8Array(64).fill(1))).toBe(false)
  })
})
