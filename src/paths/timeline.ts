import type { Agreement } from '../agreement/types.js'
import { type Lock, lockValue } from '../units/lock.js'
import type { SpendPath } from '../words.js'
import { pathsOf } from './paths.js'

/** A moment of a contract's life and the paths that open at it. */
export interface TimelineEntry {
  /** Absent at the beginning: these paths are open as soon as the contract is funded. */
  readonly lock?: Lock
  readonly opens: readonly SpendPath[]
}

/**
 * What opens when, in order of time, beginning with what is open at once. Paths never close: what opened stays
 * open until the money moves.
 *
 * @throws EscrowError `MILESTONE_UNKNOWN`
 * @example
 * timelineOf(agreement, 0) // [{ opens: ['key', 'employerAndWorker'] }, { lock: { blocks: 8640 }, opens: ['employerAlone'] }]
 */
export const timelineOf = (agreement: Agreement, milestone: number): readonly TimelineEntry[] => {
  const moments = new Map<number, { lock?: Lock; opens: SpendPath[] }>()
  for (const { name, lock } of pathsOf(agreement, milestone)) {
    if (name === 'terms') continue
    // the locks of one contract are of one kind, so their numbers compare; nothing opens before 1
    const value = lock === undefined ? 0 : lockValue(lock)
    const moment = moments.get(value) ?? { ...(lock === undefined ? {} : { lock }), opens: [] }
    moment.opens.push(name)
    moments.set(value, moment)
  }
  return [...moments].sort(([left], [right]) => left - right).map(([, moment]) => moment)
}
