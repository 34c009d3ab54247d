import { counted } from '../../errors.js'
import { roughly } from '../../spend/recoveryWords.js'
import type { Lock, Span } from '../../units/lock.js'

/** `8640 blocks (about 60 days)`. */
export const spanText = (span: Span): string =>
  'blocks' in span
    ? `${counted(span.blocks, 'block')} (${roughly(span)})`
    : `${counted(span.seconds, 'second')} (${roughly(span)})`

/** A Unix time as a date in UTC, to the minute where it is a whole one. */
export const dateText = (time: number): string => {
  const [day, clock = ''] = new Date(time * 1000).toISOString().split('T')
  return `${day} ${clock.replace(/(:00)?\.000Z$/, '')} UTC`
}

/** `from block 900000`, `from 8640 blocks (about 60 days) after the funding`, `from 2030-01-01 00:00 UTC`. */
export const openingText = (lock: Lock, from: 'from' | 'From' = 'from'): string => {
  if ('height' in lock) return `${from} block ${lock.height}`
  if ('time' in lock) return `${from} ${dateText(lock.time)}`
  return `${from} ${spanText(lock)} after the funding`
}
