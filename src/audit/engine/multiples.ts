import { normalizeZ } from '@noble/curves/abstract/curve.js'
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

/** `table[multiple - 1][digit]`: the generator times that multiple of the digit's place. */
type Table = readonly (readonly Coordinates[])[]

const { Point } = schnorr

const timesSize = (point: SecondPoint): SecondPoint => {
  let place = point
  for (let bit = 0; bit < WIDTH; bit++) place = place.double()
  return place
}

/** The multiples of all places grow together, with one inversion for each step. */
const tableOf = (): Table => {
  const points = [Point.BASE]
  for (let digit = 1; digit < DIGITS; digit++) points.push(timesSize(points[digit - 1] ?? Point.BASE))
  const places = normalizeZ(Point, points).map((point): Coordinates => point.toAffine())
  const table = [places]
  while (table.length < 2 ** (WIDTH - 1)) table.push(added(table[table.length - 1] ?? places, places))
  return table
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

/** A point, and what the generator is multiplied by before it is added. Both are public, and nothing hides them. */
export interface Summand {
  readonly point: SecondPoint
  readonly scalar: bigint
}

/** Points from which on a table of multiples earns what it costs. */
const MANY = 500

/** Adds multiples of the generator to points; keeps the table that it had to make once. */
export class Multiples {
  #table: Table | undefined

  /** Each point plus its own multiple, all with one inversion at the end. */
  plus(summands: readonly Summand[]): readonly SecondPoint[] {
    if (this.#table === undefined && summands.length < MANY)
      return normalizeZ(
        Point,
        summands.map(({ point, scalar }) => point.add(Point.BASE.multiplyUnsafe(scalar))),
      )
    this.#table ??= tableOf()
    return plusMultiples(summands, this.#table)
  }
}

/**
 * Each point plus its own multiple of the generator, many at once: all additions of one digit take one inversion
 * together, so each costs half of what it does alone.
 */
const plusMultiples = (summands: readonly Summand[], table: Table): readonly SecondPoint[] => {
  const digits = summands.map(({ scalar }) => digitsOf(scalar))
  let sums = summands.map(({ point }): Coordinates => point.toAffine())
  for (let place = 0; place < DIGITS; place++) {
    const more = digits.map((each): Coordinates | undefined => {
      const digit = each[place] ?? 0
      const found = table[Math.abs(digit) - 1]?.[place]
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
