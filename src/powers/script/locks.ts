import type { Facts } from './facts.js'
import { withAfter, withOlder } from './facts.js'

/** BIP 68: this bit of the operand turns the check off; nSequence cannot have it then. */
const DISABLED = 2 ** 31
/** BIP 68: bit 22 of a sequence says that it counts units of 512 seconds. */
const SECONDS_FLAG = 0x400000
const MASK = 0xffff
const UNIT = 512
/** Consensus `LOCKTIME_THRESHOLD`: smaller absolute locks are heights, the others times. */
const TIME_THRESHOLD = 500_000_000
const MAX_LOCK_TIME = 0xffffffff

/** What a lock leaves of a way: `undefined` where nobody can pass it. */
export interface Locked {
  readonly facts: Facts | undefined
  /** False where the number locks nothing. */
  readonly effective: boolean
}

/** `OP_CHECKSEQUENCEVERIFY` with this number. Source: BIP 112, "Summary"; BIP 68, "Specification". */
export const checkSequence = (facts: Facts, number: number): Locked => {
  if (number < 0) return { facts: undefined, effective: true }
  // the bit beyond what JavaScript's bitwise operators keep apart from the sign
  if (Math.floor(number / DISABLED) % 2 === 1) return { facts, effective: false }
  const value = number % (MASK + 1)
  const seconds = Math.floor(number / SECONDS_FLAG) % 2 === 1
  const locked = withOlder(facts, {
    type: seconds ? 'seconds' : 'blocks',
    lock: value === 0 ? undefined : seconds ? { seconds: value * UNIT } : { blocks: value },
  })
  return { facts: locked, effective: value > 0 }
}

/** `OP_CHECKLOCKTIMEVERIFY` with this number. Source: BIP 65, "Summary". */
export const checkLockTime = (facts: Facts, number: number): Locked => {
  if (number < 0 || number > MAX_LOCK_TIME) return { facts: undefined, effective: true }
  const height = number < TIME_THRESHOLD
  const locked = withAfter(facts, {
    type: height ? 'height' : 'time',
    lock: number === 0 ? undefined : height ? { height: number } : { time: number },
  })
  return { facts: locked, effective: number > 0 }
}
