import type { Agreement, Dispute, Milestone, Party } from '../../agreement/types.js'
import { type ChainMoment, deadlinesPastAt, type PastDeadline } from '../../paths/deadlines.js'
import { lockedOut } from '../../paths/lockout.js'
import { TWO_YEARS, WARNING_MARGIN } from '../../paths/margins.js'
import { openingOf } from '../../paths/opening.js'
import { isRelative, type Lock, lockUnit, lockValue, type Span } from '../../units/lock.js'
import type { Role } from '../../words.js'
import { type ContractFinding, found } from './make.js'

const otherThan = (party: Party): Party => (party === 'employer' ? 'worker' : 'employer')

const spanOf = (unit: 'blocks' | 'seconds', value: number): Span =>
  unit === 'blocks' ? { blocks: value } : { seconds: value }

/** What the clocks of an agreement let happen; `at` is the tip of the chain. */
export const clockFindings = (
  agreement: Agreement,
  at: ChainMoment | undefined,
): readonly (readonly ContractFinding[])[] => {
  return agreement.milestones.map((terms, milestone) => [
    ...lockout(agreement, { milestone, at }),
    ...lateAward(terms),
    ...race(terms),
    ...deadlines(at === undefined ? [] : deadlinesPastAt(agreement, { milestone, at })),
    ...soon(terms, at),
    ...farLocks(terms, at),
    ...unchecked(terms, at),
  ])
}

const lockout = (
  agreement: Agreement,
  options: { readonly milestone: number; readonly at: ChainMoment | undefined },
): readonly ContractFinding[] => {
  const party = lockedOut(agreement, options)
  if (party === undefined) return []
  const never = lockedOut(agreement, { milestone: options.milestone }) === party
  return [
    found({
      code: 'LOCKED_OUT',
      data: { role: party, other: otherThan(party), within: never ? 'never' : 'twoYears' },
    }),
  ]
}

/** Silence before anybody else has had a day to look at what was delivered. */
const soon = ({ silence }: Milestone, at: ChainMoment | undefined): readonly ContractFinding[] => {
  const { pays, after } = silence
  const opening = openingOf(after, at)
  // what is over is DEADLINE_PAST
  if (opening === undefined || opening.left <= 0) return []
  const { unit, left } = opening
  const margin = WARNING_MARGIN[unit]
  if (left >= margin) return []
  return [
    found({
      code: 'SILENCE_TOO_SOON',
      data: { taker: pays, from: [after], ahead: spanOf(unit, left), margin: spanOf(unit, margin) },
    }),
  ]
}

/** Who decides last before silence ends the matter, and from when. */
const lastDecider = ({ from, backupFrom }: Dispute): { role: Role; lock?: Lock } => {
  if (backupFrom !== undefined) return { role: 'backupArbiter', lock: backupFrom }
  return from === undefined ? { role: 'arbiter' } : { role: 'arbiter', lock: from }
}

const lateAward = ({ silence, dispute }: Milestone): readonly ContractFinding[] => {
  if (dispute === undefined) return []
  const { role: decider, lock } = lastDecider(dispute)
  // without a beginning only the funding tells how much time an absolute deadline leaves
  if (lock === undefined && !isRelative(silence.after)) return []
  const unit = lockUnit(silence.after)
  const begins = lock === undefined ? 0 : lockValue(lock)
  const room = lockValue(silence.after) - begins - lockValue(dispute.decision)
  const margin = WARNING_MARGIN[unit]
  if (room >= margin) return []
  return [
    found({
      code: 'AWARD_TOO_LATE',
      data: {
        decider,
        decision: dispute.decision,
        ...(room > 0 && { room: spanOf(unit, room) }),
        taker: silence.pays,
        from: [silence.after],
        margin: spanOf(unit, margin),
      },
    }),
  ]
}

/** What the templates leave between silence and rescue, in which a party that is there acts: 60 days. */
const USUAL_GAP = { blocks: 8640, seconds: 60 * 86_400 } as const

const race = ({ silence, rescue }: Milestone): readonly ContractFinding[] => {
  if (rescue === undefined) return []
  const unit = lockUnit(rescue.after)
  const gap = lockValue(rescue.after) - lockValue(silence.after)
  return [
    found(
      {
        code: 'RACE_AFTER_RESCUE',
        data: { from: [rescue.after], taker: silence.pays, gap: spanOf(unit, gap) },
      },
      gap >= USUAL_GAP[unit] ? { severity: 'note' } : {},
    ),
  ]
}

const deadlines = (past: readonly PastDeadline[]): readonly ContractFinding[] =>
  past.map(({ term, lock, cause }) =>
    found(
      { code: cause === 'past' ? 'DEADLINE_PAST' : 'DEADLINE_TOO_NEAR', data: { lock } },
      { place: term },
    ),
  )

const statedLocks = ({ silence, rescue, dispute }: Milestone): readonly (readonly [string, Lock])[] =>
  Object.entries({
    'dispute.from': dispute?.from,
    'dispute.backupFrom': dispute?.backupFrom,
    silence: silence.after,
    rescue: rescue?.after,
  }).flatMap(([place, lock]) => (lock === undefined ? [] : [[place, lock] as const]))

/** Relative locks cannot say more than 65535 blocks or 388 days, so only the absolute ones may. */
const farLocks = (terms: Milestone, at: ChainMoment | undefined): readonly ContractFinding[] =>
  statedLocks(terms).flatMap(([place, lock]): readonly ContractFinding[] => {
    if (at === undefined || isRelative(lock)) return []
    const unit = lockUnit(lock)
    const left = lockValue(lock) - ('height' in lock ? at.height : at.medianTime)
    if (left <= TWO_YEARS[unit]) return []
    return [found({ code: 'LOCK_BEYOND_TWO_YEARS', data: { lock, ahead: spanOf(unit, left) } }, { place })]
  })

const unchecked = (terms: Milestone, at: ChainMoment | undefined): readonly ContractFinding[] =>
  at === undefined && !isRelative(terms.silence.after)
    ? [found({ code: 'DEADLINES_NOT_CHECKED', data: {} })]
    : []
