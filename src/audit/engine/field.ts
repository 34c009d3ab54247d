import { schnorr } from '@noble/curves/secp256k1.js'

/*
 * Numbers modulo the prime of secp256k1, p = 2^256 - 2^32 - 977, many at once. They are public, and nothing hides them.
 * A number is eleven limbs of 24 bits in doubles, the lowest first, each between -2^23 and 2^23 but for a little. So
 * eleven products of sums or differences of two such limbs fit into the 53 bits of a double, and nothing is rounded.
 */

/** Numbers, one after the other. */
export type Numbers = Float64Array

export const LIMBS = 11

const { Fp } = schnorr.Point

/** Added and taken away again, they leave of a limb what is above its 24 bits, or above 16 bits. */
const [ABOVE, ABOVE_TOP] = [1.5 * 2 ** 76, 1.5 * 2 ** 68]
const LIMB = 2 ** 24
const DOWN = 2 ** -24

/** As many numbers as there are bigints. */
export const numbersOf = (values: readonly bigint[]): Numbers => {
  const numbers = new Float64Array(values.length * LIMBS)
  for (const [at, value] of values.entries()) {
    for (let limb = 0; limb < LIMBS; limb++)
      numbers[at * LIMBS + limb] = Number(BigInt.asUintN(24, value >> BigInt(24 * limb)))
  }
  return numbers
}

/** Each as a bigint below p. */
export const valuesOf = (numbers: Numbers): readonly bigint[] => {
  const values: bigint[] = []
  for (let at = 0; at < numbers.length; at += LIMBS) {
    const limbs = numbers.subarray(at, at + LIMBS)
    values.push(Fp.create(limbs.reduceRight((sum, limb) => (sum << 24n) + BigInt(limb), 0n)))
  }
  return values
}

/** Arithmetic on many numbers at once, each with the one at its place. */
export class Field {
  readonly #room: Numbers
  #used = 0

  /** With room for the steps of this many numbers; more of them take longer. */
  constructor(count: number) {
    this.#room = new Float64Array(STEPS * count * LIMBS)
  }

  /** Room for numbers, until it is needed again. */
  room(length: number): Numbers {
    const from = this.#used
    if (from + length > this.#room.length) return new Float64Array(length)
    this.#used += length
    return this.#room.subarray(from, from + length)
  }

  /** Everything computed so far may be written over. */
  clear(): void {
    this.#used = 0
  }

  /** `left - right`, or `left + right`; to be multiplied, or taken from a product, and no more. */
  difference(left: Numbers, right: Numbers, sign: 1 | -1 = -1): Numbers {
    const numbers = this.room(left.length)
    for (let at = 0; at < left.length; at++) numbers[at] = (left[at] ?? 0) + sign * (right[at] ?? 0)
    return numbers
  }

  /** `left · right`, or `left · right - less`. */
  product(left: Numbers, right: Numbers, less?: Numbers): Numbers {
    const numbers = this.room(left.length)
    multiply({ left, right, less: less ?? left, times: less === undefined ? 0 : 1, numbers })
    return numbers
  }

  /** 1 over each, with one inversion for all; `undefined` where one of them is 0. */
  inverses(numbers: Numbers): Numbers | undefined {
    if (numbers.length === LIMBS) {
      const [value = 0n] = valuesOf(numbers)
      return value === 0n ? undefined : numbersOf([Fp.inv(value)])
    }
    // of an odd count, both halves have the one in the middle
    const second = Math.floor(numbers.length / LIMBS / 2) * LIMBS
    const [low, high] = [numbers.subarray(0, numbers.length - second), numbers.subarray(second)]
    const inverse = this.inverses(this.product(low, high))
    if (inverse === undefined) return undefined
    const both = this.room(numbers.length)
    both.set(this.product(inverse, high))
    both.set(this.product(inverse, low), second)
    return both
  }
}

/** What an addition of points takes, in numbers for each. */
const STEPS = 15

/** `left · right - times · less`. */
const multiply = ({
  left,
  right,
  less,
  times,
  numbers,
}: {
  readonly left: Numbers
  readonly right: Numbers
  readonly less: Numbers
  readonly times: 0 | 1
  readonly numbers: Numbers
}): void => {
  // biome-ignore format: a limb is a column
  for (let at = 0; at < left.length; at += LIMBS) {
    const a0 = left[at] ?? 0; const a1 = left[at + 1] ?? 0; const a2 = left[at + 2] ?? 0; const a3 = left[at + 3] ?? 0
    const a4 = left[at + 4] ?? 0; const a5 = left[at + 5] ?? 0; const a6 = left[at + 6] ?? 0; const a7 = left[at + 7] ?? 0
    const a8 = left[at + 8] ?? 0; const a9 = left[at + 9] ?? 0; const a10 = left[at + 10] ?? 0
    let c0 = 0, c1 = 0, c2 = 0, c3 = 0, c4 = 0, c5 = 0, c6 = 0, c7 = 0, c8 = 0, c9 = 0, c10 = 0
    for (let limb = LIMBS - 1; limb >= 0; limb--) {
      const b = right[at + limb] ?? 0
      // what is above 2^264 in two limbs, as 2^264 = 2^40 + 2^8 · 977
      const above = (c10 + ABOVE - ABOVE) * DOWN
      const beside = c10 - above * LIMB
      c10 = c9 + a10 * b; c9 = c8 + a9 * b; c8 = c7 + a8 * b; c7 = c6 + a7 * b
      c6 = c5 + a6 * b; c5 = c4 + a5 * b; c4 = c3 + a4 * b; c3 = c2 + a3 * b
      c2 = c1 + a2 * b + above * 65536
      c1 = c0 + a1 * b + beside * 65536 + above * 250112
      c0 = a0 * b + beside * 250112
    }
    c0 -= times * (less[at] ?? 0); c1 -= times * (less[at + 1] ?? 0); c2 -= times * (less[at + 2] ?? 0)
    c3 -= times * (less[at + 3] ?? 0); c4 -= times * (less[at + 4] ?? 0); c5 -= times * (less[at + 5] ?? 0)
    c6 -= times * (less[at + 6] ?? 0); c7 -= times * (less[at + 7] ?? 0); c8 -= times * (less[at + 8] ?? 0)
    c9 -= times * (less[at + 9] ?? 0); c10 -= times * (less[at + 10] ?? 0)
    // the first time carries of 27 bits come out
    for (let time = 0; time < 2; time++) {
      // 2^256 = 2^32 + 977
      let q = c10 + ABOVE_TOP - ABOVE_TOP; c10 -= q; q *= 2 ** -16; c0 += q * 977; c1 += q * 256
      q = c9 + ABOVE - ABOVE; c9 -= q; c10 += q * DOWN
      q = c8 + ABOVE - ABOVE; c8 -= q; c9 += q * DOWN
      q = c7 + ABOVE - ABOVE; c7 -= q; c8 += q * DOWN
      q = c6 + ABOVE - ABOVE; c6 -= q; c7 += q * DOWN
      q = c5 + ABOVE - ABOVE; c5 -= q; c6 += q * DOWN
      q = c4 + ABOVE - ABOVE; c4 -= q; c5 += q * DOWN
      q = c3 + ABOVE - ABOVE; c3 -= q; c4 += q * DOWN
      q = c2 + ABOVE - ABOVE; c2 -= q; c3 += q * DOWN
      q = c1 + ABOVE - ABOVE; c1 -= q; c2 += q * DOWN
      q = c0 + ABOVE - ABOVE; c0 -= q; c1 += q * DOWN
    }
    numbers[at] = c0; numbers[at + 1] = c1; numbers[at + 2] = c2; numbers[at + 3] = c3
    numbers[at + 4] = c4; numbers[at + 5] = c5; numbers[at + 6] = c6; numbers[at + 7] = c7
    numbers[at + 8] = c8; numbers[at + 9] = c9; numbers[at + 10] = c10
  }
}
