import type { ChainMoment } from '../paths/deadlines.js'
import { type Maturity, openingOf } from '../paths/opening.js'
import type { Lock } from '../units/lock.js'
import type { Funded } from './funded.js'

/**
 * How far a lock of a funded contract is from opening, seen from the tip of a chain; `undefined` where the
 * funding's own moment is not known.
 *
 * Relative blocks count from the block that confirmed the output, relative seconds from the median time of the
 * block before it (BIP 68). Absolute ones count from the tip.
 */
export const maturityOf = (
  lock: Lock,
  { confirmedAt, medianTimeBefore }: Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>,
  tip: ChainMoment,
): Maturity | undefined => {
  if ('blocks' in lock) {
    if (confirmedAt === undefined) return undefined
    return { unit: 'blocks', left: confirmedAt + lock.blocks - 1 - tip.height }
  }
  if ('seconds' in lock) {
    if (medianTimeBefore === undefined) return undefined
    return { unit: 'seconds', left: medianTimeBefore + lock.seconds - tip.medianTime }
  }
  return openingOf(lock, tip)
}
