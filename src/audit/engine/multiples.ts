import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { schnorr } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'

/** A point of the curve. */
export type SecondPoint = ReturnType<typeof schnorr.Point.fromBytes>

/** Bits of a digit. */
const WIDTH = 10
/** Digits of a scalar: 260 bits have room for the last carry. */
const DIGITS = 26

/** Affine coordinates of many points, x and y by themselves; (0, 0) is the point at infinity. */
interface Coordinates {
  readonly xs: bigint[]
  readonly ys: bigint[]
}

/** `table[multiple - 1]`: the generator times that multiple of the place of each digit. */
type Table = readonly Coordinates[]

const { Point } = schnorr
const { Fp } = Point

const coordinatesOf = (points: readonly SecondPoint[]): Coordinates => {
  const affine = points.map((point) => point.toAffine())
  return { xs: affine.map(({ x }) => x), ys: affine.map(({ y }) => y) }
}

const timesSize = (point: SecondPoint): SecondPoint => {
  let place = point
  for (let bit = 0; bit < WIDTH; bit++) place = place.double()
  return place
}

/** The multiples of all places grow together, with one inversion for each step. */
const tableOf = (): Table => {
  const points = [Point.BASE]
  for (let digit = 1; digit < DIGITS; digit++) points.push(timesSize(points[digit - 1] ?? Point.BASE))
  const places = coordinatesOf(normalizeZ(Point, points))
  const table = [places]
  while (table.length < 2 ** (WIDTH - 1)) {
    const { xs, ys } = table[table.length - 1] ?? places
    const next = { xs: [...xs], ys: [...ys] }
    addTo(next, places)
    table.push(next)
  }
  return table
}

/** Digits of 32 bytes from -2^(WIDTH - 1) + 1 to 2^(WIDTH - 1), the least first. */
const digitsOf = (scalar: Uint8Array): readonly number[] => {
  const size = 2 ** WIDTH
  const digits: number[] = []
  let rest = 0
  let bits = 0
  let at = scalar.length
  let carry = 0
  while (digits.length < DIGITS) {
    while (bits < WIDTH) {
      at -= 1
      rest += (scalar[at] ?? 0) << bits
      bits += 8
    }
    const digit = (rest & (size - 1)) + carry
    carry = digit > size / 2 ? 1 : 0
    digits.push(digit - carry * size)
    rest >>= WIDTH
    bits -= WIDTH
  }
  return digits
}

/** A point, and what the generator is multiplied by before it is added. Both are public, and nothing hides them. */
export interface Summand {
  readonly point: SecondPoint
  /** 32 bytes, big endian. */
  readonly scalar: Uint8Array
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
        summands.map(({ point, scalar }) => point.add(Point.BASE.multiplyUnsafe(bytesToNumberBE(scalar)))),
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
  const sums = coordinatesOf(summands.map(({ point }) => point))
  const more: Coordinates = { xs: [], ys: [] }
  for (let place = 0; place < DIGITS; place++) {
    for (const [at, each] of digits.entries()) {
      const digit = each[place] ?? 0
      const multiples = table[Math.abs(digit) - 1]
      more.xs[at] = multiples?.xs[place] ?? ZERO
      const y = multiples?.ys[place] ?? ZERO
      more.ys[at] = digit < 0 ? Fp.ORDER - y : y
    }
    addTo(sums, more)
  }
  return sums.xs.map((x, at) => Point.fromAffine({ x, y: sums.ys[at] ?? ZERO }))
}

const ZERO = 0n

/**
 * Adds points to others, each to the one at its place, with one inversion for all (Montgomery's trick). No point of the
 * curve has y = 0, so that stands for infinity here.
 */
const addTo = ({ xs, ys }: Coordinates, more: Coordinates): void => {
  const before: bigint[] = []
  const differences: bigint[] = []
  let product = Fp.ONE
  for (const [at, x] of xs.entries()) {
    const difference = ys[at] === ZERO || more.ys[at] === ZERO ? ZERO : (more.xs[at] ?? ZERO) - x
    differences.push(difference)
    before.push(product)
    // what has no inverse is added alone
    if (difference !== ZERO) product = Fp.mul(product, difference)
  }
  let inverse = Fp.inv(product)
  for (let at = xs.length - 1; at >= 0; at--) {
    const [x = ZERO, y = ZERO, otherX = ZERO, otherY = ZERO] = [xs[at], ys[at], more.xs[at], more.ys[at]]
    const difference = differences[at] ?? ZERO
    if (difference === ZERO) {
      const sum = Point.fromAffine({ x, y })
        .add(Point.fromAffine({ x: otherX, y: otherY }))
        .toAffine()
      xs[at] = sum.x
      ys[at] = sum.y
      continue
    }
    const slope = Fp.mul(otherY - y, Fp.mul(inverse, before[at] ?? ZERO))
    inverse = Fp.mul(inverse, difference)
    const sumX = Fp.create(slope * slope - x - otherX)
    xs[at] = sumX
    ys[at] = Fp.create(slope * (x - sumX) - y)
  }
}
