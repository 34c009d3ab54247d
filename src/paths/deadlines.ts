import type { Agreement, Milestone } from '../agreement/types.js'
import { anObject, aWhole, type Check, type Members } from '../given/check.js'
import { type AbsoluteLock, isRelative, type Lock, lockValue } from '../units/lock.js'

/** A moment of the chain: its height and the median time of its last 11 blocks (BIP 113). */
export interface ChainMoment {
  readonly height: number
  readonly medianTime: number
}

/** Its height and its median time; what else a node's answer holds is passed over. */
export const aMoment: Check = (value, field) => {
  anObject(value, field)
  const { height, medianTime } = value as Members // the line above makes it one
  aWhole(height, `${field}.height`)
  aWhole(medianTime, `${field}.medianTime`)
}

/** An absolute deadline that leaves a contract funded now without the time that its parties agreed on. */
export interface PastDeadline {
  readonly term: 'silence' | 'rescue' | 'dispute.from' | 'dispute.backupFrom'
  readonly lock: AbsoluteLock
  /** `past`: reached already. `noTimeToDecide`: nearer than the time that the arbiter needs. */
  readonly cause: 'past' | 'noTimeToDecide'
}

/**
 * The absolute deadlines of a milestone that a contract funded at this moment would miss. Relative locks count from the funding
 * and are never past. Where disputes may begin at once (no `dispute.from`), the moment takes its place: the next
 * deadline must leave the arbiter `dispute.decision`.
 *
 * @example
 * deadlinesPastAt(agreement, { milestone: 0, at: { height: 812_000, medianTime: 1_700_000_000 } }) // []
 */
export const deadlinesPastAt = (
  agreement: Agreement,
  { milestone, at }: { readonly milestone: number; readonly at: ChainMoment },
): readonly PastDeadline[] => {
  const terms = agreement.milestones[milestone]
  return terms === undefined ? [] : pastOf(terms, at)
}

const pastOf = ({ silence, rescue, dispute }: Milestone, now: ChainMoment): readonly PastDeadline[] => {
  const decision = dispute === undefined || dispute.from !== undefined ? 0 : lockValue(dispute.decision)
  const stated: readonly { term: PastDeadline['term']; lock: Lock | undefined; room: number }[] = [
    { term: 'dispute.from', lock: dispute?.from, room: 0 },
    { term: 'dispute.backupFrom', lock: dispute?.backupFrom, room: decision },
    { term: 'silence', lock: silence.after, room: dispute?.backupFrom === undefined ? decision : 0 },
    { term: 'rescue', lock: rescue?.after, room: 0 },
  ]
  return stated.flatMap(({ term, lock, room }): readonly PastDeadline[] => {
    if (lock === undefined || isRelative(lock)) return []
    const reached = 'height' in lock ? now.height : now.medianTime
    const deadline = { term, lock }
    if (lockValue(lock) <= reached) return [{ ...deadline, cause: 'past' }]
    return lockValue(lock) < reached + room ? [{ ...deadline, cause: 'noTimeToDecide' }] : []
  })
}
