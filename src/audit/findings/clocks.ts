import type { Agreement, Dispute, Milestone, Party } from '../../agreement/types.js'
import { type ChainMoment, deadlinesPastAt, type PastDeadline } from '../../paths/deadlines.js'
import { lockedOut } from '../../paths/lockout.js'
import { TWO_YEARS, WARNING_MARGIN } from '../../paths/margins.js'
import { openingOf } from '../../paths/opening.js'
import { isRelative, type Lock, lockUnit, lockValue, type Span } from '../../units/lock.js'
import { capital, fromText, momentText, spanText } from '../explain/words.js'
import type { ContractFinding } from './make.js'

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
    {
      code: 'LOCKED_OUT',
      text: never
        ? `If the ${otherThan(party)} vanishes, the ${party} never gets the money: there is no arbiter, and no time from which the ${party} may take it alone (a rescue).`
        : `If the ${otherThan(party)} vanishes, the ${party} does not get the money within two years: no arbiter can act by then, and the time from which the ${party} may take it alone is farther away.`,
    },
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
    {
      code: 'SILENCE_TOO_SOON',
      text: `The ${pays} may take the money alone ${fromText({ from: after })}: after ${spanText(spanOf(unit, left))}, where nobody pays in less than ${spanText(spanOf(unit, margin))} before.`,
    },
  ]
}

/** Who decides last before silence ends the matter, and from when. */
const lastDecider = ({ from, backupFrom }: Dispute): { name: string; lock?: Lock } => {
  if (backupFrom !== undefined) return { name: 'backup arbiter', lock: backupFrom }
  return from === undefined ? { name: 'arbiter' } : { name: 'arbiter', lock: from }
}

const lateAward = ({ silence, dispute }: Milestone): readonly ContractFinding[] => {
  if (dispute === undefined) return []
  const { name, lock } = lastDecider(dispute)
  // without a beginning only the funding tells how much time an absolute deadline leaves
  if (lock === undefined && !isRelative(silence.after)) return []
  const unit = lockUnit(silence.after)
  const begins = lock === undefined ? 0 : lockValue(lock)
  const room = lockValue(silence.after) - begins - lockValue(dispute.decision)
  const margin = WARNING_MARGIN[unit]
  if (room >= margin) return []
  return [
    {
      code: 'AWARD_TOO_LATE',
      text: `If the ${name} needs all of the agreed ${spanText(dispute.decision)} for a decision, ${room === 0 ? 'nothing is' : `only ${spanText(spanOf(unit, room))} are`} left before the ${silence.pays} may take the money alone (${fromText({ from: silence.after })}). Leave ${spanText(spanOf(unit, margin))} or more: an award counts only once it is in a block.`,
    },
  ]
}

/** What the templates leave between silence and rescue, in which a party that is there acts: 60 days. */
const USUAL_GAP = { blocks: 8640, seconds: 60 * 86_400 } as const

const race = ({ silence, rescue }: Milestone): readonly ContractFinding[] => {
  if (rescue === undefined) return []
  const unit = lockUnit(rescue.after)
  const gap = lockValue(rescue.after) - lockValue(silence.after)
  return [
    {
      code: 'RACE_AFTER_RESCUE',
      ...(gap >= USUAL_GAP[unit] && { severity: 'note' as const }),
      text: `${capital(fromText({ from: rescue.after }))} on both the employer and the worker can take everything alone, and whoever is first in a block has it. The ${silence.pays} must have taken it in the ${spanText(spanOf(unit, gap))} before.`,
    },
  ]
}

const deadlines = (past: readonly PastDeadline[]): readonly ContractFinding[] =>
  past.map(({ term, lock, cause }) =>
    cause === 'past'
      ? {
          code: 'DEADLINE_PAST',
          place: term,
          text: `The chain is past ${momentText(lock)} already: whoever may act from then on can act as soon as the contract is paid.`,
        }
      : {
          code: 'DEADLINE_TOO_NEAR',
          place: term,
          text: `${capital(momentText(lock))} is nearer than the time that a decision takes: no arbiter can decide before it.`,
        },
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
    return [
      {
        code: 'LOCK_BEYOND_TWO_YEARS',
        place,
        text: `${capital(momentText(lock))} is ${spanText(spanOf(unit, left))} ahead, more than two years (${TWO_YEARS[unit]} ${unit}): if nobody acts before, the money lies that long.`,
      },
    ]
  })

const unchecked = (terms: Milestone, at: ChainMoment | undefined): readonly ContractFinding[] =>
  at === undefined && !isRelative(terms.silence.after)
    ? [
        {
          code: 'DEADLINES_NOT_CHECKED',
          text: 'The deadlines are block heights or dates. Whether they are past, or very far, was not checked: that takes the height and the time of the chain.',
        },
      ]
    : []
