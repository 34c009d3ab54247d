import { isRelative, type Lock, lockUnit, lockValue } from '../units/lock.js'
import type { ChainMoment } from './deadlines.js'

/** How long until a transaction that meets a lock can be in the next block; zero or less where it can be now. */
export interface Maturity {
  readonly unit: 'blocks' | 'seconds'
  readonly left: number
}

/**
 * How far a lock is from opening in a contract that is paid now: a relative one counts from the confirmation of what
 * pays, an absolute one from the tip, and is unknown without it. Times are compared with the median time of the tip
 * and must lie before it (BIP 113).
 */
export const openingOf = (lock: Lock, tip: ChainMoment | undefined): Maturity | undefined => {
  const unit = lockUnit(lock)
  if (isRelative(lock)) return { unit, left: lockValue(lock) }
  if (tip === undefined) return undefined
  return { unit, left: 'height' in lock ? lock.height - tip.height : lock.time + 1 - tip.medianTime }
}
