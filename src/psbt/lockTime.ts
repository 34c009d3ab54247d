import { psbtError } from './errors.js'
import { rowError } from './shapes.js'

/** What a version 2 input demands of the transaction's locktime (BIP 370), where it demands anything. */
export interface InputLocks {
  /** Unix time, 500000000 or later. */
  readonly time?: number
  /** Block height, 1–499999999. */
  readonly height?: number
}

/** Consensus `LOCKTIME_THRESHOLD`: smaller locktimes are heights, the others times. */
const TIME_THRESHOLD = 500_000_000

const checkLocks = ({ time, height }: InputLocks, field: string): void => {
  if (time !== undefined && time < TIME_THRESHOLD)
    throw rowError(`${field}.requiredTime`, `${TIME_THRESHOLD} or later`, `${time}`)
  if (height !== undefined && (height === 0 || height >= TIME_THRESHOLD))
    throw rowError(`${field}.requiredHeight`, `a height from 1 to ${TIME_THRESHOLD - 1}`, `${height}`)
}

/**
 * The locktime of a version 2 PSBT: the greatest height where every input that demands a lock knows a height,
 * else the greatest time where each knows a time; the fallback where none demands any.
 *
 * Source: BIP 370, "Determining Lock Time".
 *
 * @throws EscrowError `PSBT_ROW_MALFORMED`, `PSBT_LOCK_TIMES_CONFLICT`
 */
export const lockTimeOf = (
  inputs: readonly InputLocks[],
  { fallback, field }: { fallback: number; field: string },
): number => {
  let [height, time] = [0, 0]
  let [everyHeight, everyTime] = [true, true]
  for (const [index, locks] of inputs.entries()) {
    checkLocks(locks, `${field}[${index}]`)
    if (locks.height === undefined && locks.time === undefined) continue
    height = Math.max(height, locks.height ?? 0)
    time = Math.max(time, locks.time ?? 0)
    everyHeight &&= locks.height !== undefined
    everyTime &&= locks.time !== undefined
  }
  if (height === 0 && time === 0) return fallback
  if (everyHeight) return height
  if (everyTime) return time
  throw psbtError('PSBT_LOCK_TIMES_CONFLICT', {
    field,
    expected: 'locks of one kind that all inputs with a lock can share',
    received: 'an input with a height only and one with a time only',
  })
}
