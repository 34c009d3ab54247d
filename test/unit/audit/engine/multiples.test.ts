import { schnorr } from '@noble/curves/secp256k1.js'
import { numberToBytesBE } from '@noble/curves/utils.js'
import { expect, it } from 'vitest'
import { Multiples, type SecondPoint } from '../../../../src/audit/engine/multiples.js'

const { Point } = schnorr
const { n } = Point.CURVE()

/** From how many on a table is made. */
const MANY = 500

const scalars = [
  ...[0n, 1n, 2n, 511n, 512n, 513n, 1023n, 1024n, 1025n, 2n ** 255n, n - 1n, n - 512n, n / 2n],
  // any numbers without a pattern in their digits
  ...Array.from({ length: 40 }, (_, at) => (n / 7n) ** BigInt(at + 2) % n),
]

/** Every point with every scalar, few and many of them, and few where a table is there. */
const check = (points: readonly SecondPoint[]): void => {
  const summands = points.flatMap((point) =>
    scalars.map((scalar) => ({ point, scalar: numberToBytesBE(scalar, 32) })),
  )
  const expected = points.flatMap((point) =>
    scalars.map((scalar) => point.add(Point.BASE.multiplyUnsafe(scalar))),
  )
  const many = Array.from({ length: Math.ceil(MANY / summands.length) }, () => summands).flat()
  const multiples = new Multiples()
  for (const list of [summands, many, summands, []])
    for (const [at, sum] of multiples.plus(list).entries())
      expect(sum.equals(expected[at % expected.length]!)).toBe(true)
}

it('a point plus a multiple of the generator is what the library adds, whatever the digits are', () => {
  check([77n, 12345n, n - 7n].map((multiple) => Point.BASE.multiply(n / multiple)))
})

it('and where points meet on the way, or at infinity', () => {
  check([Point.BASE, Point.BASE.negate(), Point.BASE.multiply(1024n).negate(), Point.BASE.multiply(n / 3n)])
  check([Point.ZERO, Point.BASE.multiply(n / 3n)])
})
