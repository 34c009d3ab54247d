/** Numbers that follow from a seed. */
export class Dice {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
    for (let round = 0; round < 3; round++) this.below(2)
  }

  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }

  one<Item>(list: readonly Item[]): Item | undefined {
    return list[this.below(list.length || 1)]
  }

  bytes(length: number): Buffer {
    return Buffer.from(Array.from({ length }, () => this.below(256)))
  }
}

/** Any place, and often one near the start, where lengths and kinds stand. */
const place = ({ length }: Buffer, dice: Dice): number =>
  dice.below(dice.below(4) === 0 ? Math.min(4, length) : length)

const altered = (bytes: Buffer, change: (copy: Buffer) => void): Buffer => {
  const copy = Buffer.from(bytes)
  if (copy.length > 0) change(copy)
  return copy
}

/** One bit changed. */
export const flipped = (bytes: Buffer, dice: Dice): Buffer =>
  altered(bytes, (copy) => {
    const at = place(copy, dice)
    copy[at] = copy[at]! ^ (1 << dice.below(8))
  })

/** A number of 1, 2, 4 or 8 bytes somewhere in a value, one more or one less. */
export const stepped = (bytes: Buffer, dice: Dice): Buffer =>
  altered(bytes, (copy) => {
    const step = dice.below(2) === 0 ? 1 : 255
    let at = place(copy, dice)
    const end = Math.min(copy.length, at + (dice.one([1, 2, 4, 8]) ?? 1))
    for (; at < end; at++) {
      const before = copy[at]!
      copy[at] = before + step
      // carry on while the byte overflows
      if (step === 1 ? before !== 255 : before !== 0) break
    }
  })
