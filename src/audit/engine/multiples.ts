import { FpInvertBatch } from '@noble/curves/abstract/modular.js'
import { schnorr } from '@noble/curves/secp256k1.js'

/** A point of the curve. */
export type SecondPoint = ReturnType<typeof schnorr.Point.fromBytes>

/** Bits of a digit. */
const WIDTH = 10
/** Digits of a scalar: 260 bits have room for the last carry. */
const DIGITS = 26

interface Coordinates {
  readonly x: bigint
  readonly y: bigint
}

const { Point } = schnorr

/** `table[digit][multiple - 1]`: the generator times that multiple of the digit's place. */
const tableOf = (): readonly (readonly Coordinates[])[] => {
  const { Fp } = Point
  let place = Point.BASE
  const rows: SecondPoint[][] = []
  for (let digit = 0; digit < DIGITS; digit++) {
    const row = [place]
    while (row.length < 2 ** (WIDTH - 1)) row.push((row.at(-1) ?? place).add(place))
    rows.push(row)
    place = (row.at(-1) ?? place).double()
  }
  const inverses = FpInvertBatch(
    Fp,
    rows.flat().map(({ Z }) => Z),
  )
  let at = 0
  return rows.map((row) =>
    row.map(({ X, Y }) => {
      const inverse = inverses[at++] ?? 0n
      return { x: Fp.mul(X, inverse), y: Fp.mul(Y, inverse) }
    }),
  )
}

/** Digits from -2^(WIDTH - 1) + 1 to 2^(WIDTH - 1), the least first. */
const digitsOf = (scalar: bigint): readonly number[] => {
  const size = 2 ** WIDTH
  const digits: number[] = []
  let rest = scalar
  let carry = 0
  while (digits.length < DIGITS) {
    const digit = Number(rest & BigInt(size - 1)) + carry
    carry = digit > size / 2 ? 1 : 0
    digits.push(digit - carry * size)
    rest >>= BigInt(WIDTH)
  }
  return digits
}

/**
 * Each point plus its own multiple of the generator, many at once: all additions of one digit take one inversion
 * together, so each costs half of what it does alone. Scalars are public, and nothing hides them.
 */
export const plusMultiples = (
  summands: readonly { readonly point: SecondPoint; readonly scalar: bigint }[],
): readonly SecondPoint[] => {
  const table = tableOf()
  const digits = summands.map(({ scalar }) => digitsOf(scalar))
  let sums = summands.map(({ point }): Coordinates => point.toAffine())
  for (const [place, row] of table.entries()) {
    const more = digits.map((each): Coordinates | undefined => {
      const digit = each[place] ?? 0
      const found = row[Math.abs(digit) - 1]
      return found === undefined || digit > 0 ? found : { x: found.x, y: -found.y }
    })
    sums = added(sums, more)
  }
  return sums.map((sum) => Point.fromAffine(sum))
}

/** Sums of two points each; a missing one adds nothing. */
const added = (sums: readonly Coordinates[], more: readonly (Coordinates | undefined)[]): Coordinates[] => {
  const { Fp } = Point
  // a difference of zero has no inverse
  const inverses = FpInvertBatch(
    Fp,
    sums.map(({ x }, at) => (more[at]?.x ?? x) - x),
  )
  return sums.map((sum, at) => {
    const other = more[at]
    if (other === undefined) return sum
    const inverse = inverses[at]
    if (inverse === undefined || sum.y === 0n) return addedAlone(sum, other)
    const slope = Fp.mul(other.y - sum.y, inverse)
    const x = Fp.create(Fp.sqr(slope) - sum.x - other.x)
    return { x, y: Fp.create(Fp.mul(slope, sum.x - x) - sum.y) }
  })
}

/** A point and itself, or its opposite, or something to nothing, which is (0, 0) here. */
const addedAlone = (one: Coordinates, other: Coordinates): Coordinates =>
  Point.fromAffine(one)
    .add(Point.fromAffine({ x: other.x, y: Point.Fp.create(other.y) }))
    .toAffine()
