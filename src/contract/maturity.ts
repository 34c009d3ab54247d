import type { ChainMoment } from '../paths/deadlines.js'
import type { Lock } from '../units/lock.js'
import type { Funded } from './funded.js'

/** How long until a transaction that meets a lock can be in the next block; zero or less where it can be now. */
export interface Maturity {
  readonly unit: 'blocks' | 'seconds'
  readonly left: number
}

/**
 * How far a lock of a funded contract is from opening, seen from the tip of a chain; `undefined` where the
 * funding's own moment is not known.
 *
 * Relative blocks count from the block that confirmed the output, relative seconds from the median time of the
 * block before it (BIP 68). Absolute times are compared with the median time of the tip and must lie before it
 * (BIP 113).
 */
export const maturityOf = (
  lock: Lock,
  { confirmedAt, medianTimeBefore }: Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>,
  tip: ChainMoment,
): Maturity | undefined => {
  if ('height' in lock) return { unit: 'blocks', left: lock.height - tip.height }
  if ('time' in lock) return { unit: 'seconds', left: lock.time + 1 - tip.medianTime }
  if ('blocks' in lock) {
    if (confirmedAt === undefined) return undefined
    return { unit: 'blocks', left: confirmedAt + lock.blocks - 1 - tip.height }
  }
  if (medianTimeBefore === undefined) return undefined
  return { unit: 'seconds', left: medianTimeBefore + lock.seconds - tip.medianTime }
}
