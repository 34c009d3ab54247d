import { schnorr } from '@noble/curves/secp256k1.js'
import { numberToBytesBE } from '@noble/curves/utils.js'
import { expect, it } from 'vitest'
import { Multiples } from '../../../../src/audit/engine/multiples.js'

const { Point } = schnorr
const { n } = Point.CURVE()

it('a point plus a multiple of the generator is what the library adds, whatever the digits are', () => {
  const scalars = [
    ...[1n, 2n, 511n, 512n, 513n, 1023n, 1024n, 1025n, 2n ** 255n, n - 1n, n - 512n, n / 2n],
    // any numbers without a pattern in their digits
    ...Array.from({ length: 40 }, (_, at) => (n / 7n) ** BigInt(at + 2) % n),
  ]
  const points = [
    Point.BASE,
    Point.BASE.negate(),
    Point.BASE.multiply(1024n).negate(),
    Point.BASE.multiply(12345n),
  ]
  const summands = points.flatMap((point) =>
    scalars.map((scalar) => ({ point, scalar: numberToBytesBE(scalar, 32) })),
  )
  const expected = points.flatMap((point) =>
    scalars.map((scalar) => point.add(Point.BASE.multiplyUnsafe(scalar))),
  )
  // few are added one by one, many by a table, which is then there for few, too
  const many = Array.from({ length: Math.ceil(500 / summands.length) }, () => summands).flat()
  const multiples = new Multiples()
  for (const list of [summands, many, summands])
    for (const [at, sum] of multiples.plus(list).entries())
      expect(sum.equals(expected[at % expected.length]!)).toBe(true)
})
