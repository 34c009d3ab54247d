import { shown } from '../errors.js'
import { anything, type Check, membersOf } from '../given/check.js'
import { MAX_SATS } from '../units/sats.js'
import { planError } from './errors.js'
import type { ExactSplit, Split } from './splitTerms.js'

export const FULL_SHARE = 10_000

/** Whether a split names satoshis: those of one transaction, which no other one pays again. */
export const isExact = (split: Split): split is ExactSplit =>
  split.employer === undefined || split.worker === undefined

/** A part of an amount, rounded down. */
export const part = (amount: bigint, basisPoints: number): bigint =>
  (amount * BigInt(basisPoints)) / BigInt(FULL_SHARE)

/** What each side gets; a side that is to have nothing is not there, and gets no output. */
export interface Sides {
  readonly employer?: bigint
  readonly worker?: bigint
}

/** An amount divided by a split, by arithmetic alone: possibly into less than nothing. */
export const sidesOf = (split: Split, rest: bigint): Sides => {
  if (split.employer === undefined)
    return split.worker === 0n ? { employer: rest } : { employer: rest - split.worker, worker: split.worker }
  if (split.worker === undefined)
    return split.employer === 0n
      ? { worker: rest }
      : { employer: split.employer, worker: rest - split.employer }
  const employer = part(rest, split.employer)
  return {
    ...(split.employer > 0 && { employer }),
    ...(split.employer < FULL_SHARE && { worker: rest - employer }),
  }
}

/** The side that a split gives everything to, if it does. */
export const wholeTo = (split: Split): 'employer' | 'worker' | undefined => {
  const { employer, worker } = sidesOf(split, 0n)
  if (worker === undefined) return 'employer'
  return employer === undefined ? 'worker' : undefined
}

/**
 * Checks that a split is one: callers without types pass anything.
 *
 * @throws EscrowError `SPLIT_MALFORMED`
 */
export const checkSplit = (split: Split): void => {
  const { employer, worker } = split
  if (employer === undefined && worker === undefined)
    throw planError('SPLIT_MALFORMED', {
      field: 'split',
      expected: 'basis points for employer and worker, or satoshis for one of them',
      received: 'neither',
    })
  if (employer === undefined) checkExact(worker, 'worker')
  else if (worker === undefined) checkExact(employer, 'employer')
  else checkShares(employer, worker)
}

/** A split, in either form. */
export const aSplit: Check = (value, field) => {
  membersOf<Sides>({ 'employer?': anything, 'worker?': anything })(value, field)
  checkSplit(value as Split) // an object, whose members are judged there
}

const checkExact = (amount: unknown, side: string): void => {
  if (typeof amount !== 'bigint' || amount < 0n || amount > MAX_SATS)
    throw planError('SPLIT_MALFORMED', {
      field: `split.${side}`,
      expected: `satoshis from 0 to ${MAX_SATS} as a bigint, or basis points for both sides`,
      received: shown(amount),
    })
}

const checkShares = (employer: number, worker: number): void => {
  for (const [side, share] of Object.entries({ employer, worker }))
    if (!Number.isInteger(share) || share < 0 || share > FULL_SHARE)
      throw planError('SPLIT_MALFORMED', {
        field: `split.${side}`,
        expected: `whole basis points from 0 to ${FULL_SHARE}`,
        received: shown(share),
      })
  if (employer + worker !== FULL_SHARE)
    throw planError('SPLIT_MALFORMED', {
      field: 'split',
      expected: `employer and worker together ${FULL_SHARE} basis points`,
      received: `${employer + worker}`,
    })
}
