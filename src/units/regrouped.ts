interface Widths {
  /** Bits of a value. */
  readonly from: number
  /** Bits of what it becomes a part of. */
  readonly to: number
}

/** Values taken apart again, their highest bits first. */
export interface Regrouped {
  readonly whole: readonly number[]
  /** What is left over: so many bits. */
  readonly held: number
  readonly bits: number
}

/** The bits of values, one after the other, in groups of another width; both together are at most 31 wide. */
export const regrouped = (values: Iterable<number>, { from, to }: Widths): Regrouped => {
  const whole: number[] = []
  let held = 0
  let bits = 0
  for (const value of values) {
    held = (held << from) | value
    bits += from
    while (bits >= to) {
      bits -= to
      whole.push(held >> bits)
      held &= (1 << bits) - 1
    }
  }
  return { whole, held, bits }
}
