import type { Funded } from '../contract/funded.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { WARNING_MARGIN } from '../paths/margins.js'
import { lockUnit } from '../units/lock.js'
import type { PathOpening } from '../watch/openings.js'
import { withoutMe } from '../watch/withoutMe.js'
import type { PathName } from '../words.js'
import { streamError } from './errors.js'

/** What the tip of a chain has reached: a height, or a median time where the contract's clocks count time. */
export type StreamMoment = { readonly height: number } | { readonly medianTime: number }

/** From when the money of a stream can move without the worker. */
export interface StreamEnd {
  /** Nodes take its spend from here on. */
  readonly from: StreamMoment
  /** The first path without the worker. */
  readonly path: PathName
  /** Position of the deposit that it spends. */
  readonly deposit: number
}

/** The number of a moment. */
const numberOf = (moment: StreamMoment): number => ('height' in moment ? moment.height : moment.medianTime)

/** `height 900000`, `median time 1800000000`. */
const describeMoment = (moment: StreamMoment): string =>
  `${'height' in moment ? 'height' : 'median time'} ${numberOf(moment)}`

/** Whether a chain has reached a moment. */
export const isReached = (moment: StreamMoment, at: ChainMoment): boolean =>
  ('height' in moment ? at.height : at.medianTime) >= numberOf(moment)

/** It is time to close. */
export const overError = (
  { from, path }: StreamEnd,
  closeBefore: StreamMoment,
): ReturnType<typeof streamError> =>
  streamError('STREAM_OVER', {
    field: 'at',
    expected: `a tip before ${describeMoment(closeBefore)}`,
    received:
      numberOf(from) === 0
        ? `${path}, which is open at once`
        : `one that is there: from ${describeMoment(from)} on ${path} can take the money`,
  })

/** The same clock, this much before. */
const before = (moment: StreamMoment, margin: number): StreamMoment => {
  const value = Math.max(0, numberOf(moment) - margin)
  return 'height' in moment ? { height: value } : { medianTime: value }
}

/** The tip at which nodes take a path's spend; a path without a lock is open since ever. */
const openFrom = (opening: PathOpening, deposit: number): StreamMoment => {
  if (opening.kind === 'unknown')
    throw streamError('STREAM_UNCONFIRMED', {
      field: `deposits[${deposit}].${opening.missing}`,
      expected: 'the moment from which its clock counts',
      received: 'nothing',
    })
  return 'from' in opening && opening.from !== undefined ? opening.from.tip : { height: 0 }
}

/**
 * When a stream ends, and when it has to be closed: the first of all deposits from which the money can move without
 * the worker, and a margin before.
 *
 * @throws EscrowError `STREAM_UNCONFIRMED`, `STREAM_SILENCE`; whoever finds that the end has come throws `STREAM_OVER`
 */
export const endOf = (
  deposits: readonly Funded[],
  { at, margin }: { readonly at: ChainMoment; readonly margin: number | undefined },
): { readonly ends: StreamEnd; readonly closeBefore: StreamMoment } => {
  const { height, medianTime } = at
  const openings = deposits.flatMap((funded, deposit) =>
    withoutMe(funded, { as: 'worker', at: { height, medianTime } }).map((opening) => ({
      path: opening.path,
      from: openFrom(opening, deposit),
      deposit,
    })),
  )
  const [first] = openings.sort((left, right) => numberOf(left.from) - numberOf(right.from))
  // whoever silence pays has a path of their own: a list without one is of no deposits
  if (first === undefined)
    throw streamError('STREAM_SILENCE', {
      field: 'deposits',
      expected: 'a contract whose silence pays the employer',
      received: 'none',
    })
  const { from, path, deposit } = first
  const room = margin ?? (path.lock === undefined ? 0 : WARNING_MARGIN[lockUnit(path.lock)])
  return { ends: { from, path: path.name, deposit }, closeBefore: before(from, room) }
}
