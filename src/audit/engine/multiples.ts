import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { schnorr } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE, numberToBytesBE } from '@noble/curves/utils.js'
import { Field, LIMBS, type Numbers, numbersOf, valuesOf } from './field.js'

/** A point of the curve. */
export type SecondPoint = ReturnType<typeof schnorr.Point.fromBytes>

/** The x coordinate of a point, 32 bytes. */
export const xOnlyOf = ({ x }: SecondPoint): Uint8Array => numberToBytesBE(x, 32)

export const hasOddY = ({ y }: SecondPoint): boolean => (y & 1n) === 1n

/** Bits of a digit. */
const WIDTH = 10
/** Digits of a scalar. */
const DIGITS = 26

/** Affine coordinates of many points, none of them at infinity. */
interface Points {
  readonly xs: Numbers
  readonly ys: Numbers
}

const { Point } = schnorr
const { Fn } = Point

const coordinatesOf = (points: readonly SecondPoint[]): Points => {
  const affine = points.map((point) => point.toAffine())
  return { xs: numbersOf(affine.map(({ x }) => x)), ys: numbersOf(affine.map(({ y }) => y)) }
}

/** Points of a list, at these places; the negative one where a place is `~place`. */
const picked = (field: Field, { xs, ys }: Points, places: Int32Array): Points => {
  const length = places.length * LIMBS
  const some = { xs: field.room(length), ys: field.room(length) }
  for (let at = 0; at < places.length; at++) {
    const place = places[at] ?? 0
    const sign = place < 0 ? -1 : 1
    const from = (place < 0 ? ~place : place) * LIMBS
    for (let limb = 0; limb < LIMBS; limb++) {
      some.xs[at * LIMBS + limb] = xs[from + limb] ?? 0
      some.ys[at * LIMBS + limb] = sign * (ys[from + limb] ?? 0)
    }
  }
  return some
}

/**
 * Adds points to others, each to the one at its place, with one inversion for all (Montgomery's trick); `undefined` where
 * two have the same x.
 */
const added = (field: Field, left: Points, right: Points): Points | undefined => {
  const inverse = field.inverses(field.difference(right.xs, left.xs))
  if (inverse === undefined) return undefined
  const slopes = field.product(field.difference(right.ys, left.ys), inverse)
  const xs = field.product(slopes, slopes, field.difference(left.xs, right.xs, 1))
  return { xs, ys: field.product(slopes, field.difference(left.xs, xs), left.ys) }
}

/** Multiples of the generator, and what they are short of. */
interface Table {
  /** At `DIGITS · k + place`, half the generator times `2k + 1` times 2^(WIDTH · place). */
  readonly odd: Points
  /** Half the generator times 2^(WIDTH · DIGITS) - 1. */
  readonly rest: Points
}

/** The multiples of all places grow together, twice as many at each step. */
const tableOf = (): Table | undefined => {
  const half = Fn.inv(2n)
  const powers = [Point.BASE.multiplyUnsafe(half)]
  for (let bit = 1; bit < WIDTH * DIGITS; bit++) powers.push((powers[bit - 1] ?? Point.BASE).double())
  const doubled = coordinatesOf(normalizeZ(Point, powers))
  const field = new Field(0)
  const places = Int32Array.from({ length: DIGITS << (WIDTH - 1) }, (_, at) => WIDTH * (at % DIGITS))
  const odd = picked(field, doubled, places)
  for (let bit = 1; bit < WIDTH; bit++) {
    const length = DIGITS << (bit - 1)
    const known = { xs: odd.xs.subarray(0, length * LIMBS), ys: odd.ys.subarray(0, length * LIMBS) }
    const next = picked(
      field,
      doubled,
      places.subarray(0, length).map((place) => place + bit),
    )
    const sums = added(field, known, next)
    if (sums === undefined) return undefined
    odd.xs.set(sums.xs, length * LIMBS)
    odd.ys.set(sums.ys, length * LIMBS)
  }
  const rest = Point.BASE.multiplyUnsafe(Fn.create((2n ** BigInt(WIDTH * DIGITS) - 1n) * half))
  return { odd, rest: coordinatesOf([rest]) }
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
    if (summands.length >= MANY) this.#table ??= tableOf()
    return (
      (this.#table && plusMultiples(summands, this.#table)) ??
      normalizeZ(
        Point,
        summands.map(({ point, scalar }) => point.add(Point.BASE.multiplyUnsafe(bytesToNumberBE(scalar)))),
      )
    )
  }
}

/**
 * Each point plus its own multiple of the generator, many at once: all additions of one digit take one inversion
 * together, so each costs half of what it does alone. A digit d stands for `2d + 1 - 2^WIDTH` times half of its place,
 * which is never nothing; what all of these are short of is added first. `undefined` where two points to be added have
 * the same x, which nobody can bring about.
 */
const plusMultiples = (
  summands: readonly Summand[],
  { odd, rest }: Table,
): readonly SecondPoint[] | undefined => {
  if (summands.length === 0 || summands.some(({ point }) => point.is0())) return undefined
  const sums = coordinatesOf(summands.map(({ point }) => point))
  const field = new Field(summands.length)
  for (let place = -1; place < DIGITS; place++) {
    const more =
      place < 0
        ? picked(field, rest, new Int32Array(summands.length))
        : picked(
            field,
            odd,
            Int32Array.from(summands, ({ scalar }) => {
              const digit = digitOf(scalar, place) - 2 ** (WIDTH - 1)
              return digit < 0 ? ~(~digit * DIGITS + place) : digit * DIGITS + place
            }),
          )
    const next = added(field, sums, more)
    if (next === undefined) return undefined
    sums.xs.set(next.xs)
    sums.ys.set(next.ys)
    field.clear()
  }
  const ys = valuesOf(sums.ys)
  return valuesOf(sums.xs).map((x, at) => Point.fromAffine({ x, y: ys[at] ?? 0n }))
}

/** Of 32 bytes, big endian, the digit at a place, the lowest being at 0. */
const digitOf = (scalar: Uint8Array, place: number): number => {
  const bits = WIDTH * place
  const at = scalar.length - 1 - (bits >> 3)
  const bytes = (scalar[at] ?? 0) | ((scalar[at - 1] ?? 0) << 8)
  return (bytes >> (bits & 7)) & (2 ** WIDTH - 1)
}
