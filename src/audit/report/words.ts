import { counted } from '../../errors.js'
import type { Stretch } from '../../powers/matrix.js'
import { roughly, utcText } from '../../spend/recoveryWords.js'
import { coinsOfSats } from '../../units/coins.js'
import { isRelative, type Lock } from '../../units/lock.js'
import type { Severity } from '../finding.js'

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** `1,000,000 sat`. */
export const satsText = (amount: bigint): string => `${grouped(amount.toString())} sat`

/** `0.01 BTC`. */
export const coinsText = (amount: bigint): string => `${coinsOfSats(amount).replace(/\.?0+$/, '')} BTC`

/** A moment, short enough for the head of a column. */
const momentShort = (lock: Lock | undefined): string => {
  if (lock === undefined) return 'at once'
  if ('blocks' in lock) return counted(lock.blocks, 'block')
  if ('seconds' in lock) return `${lock.seconds} seconds`
  return 'height' in lock ? `block ${lock.height}` : `time ${lock.time}`
}

/** From when something is open. */
export const fromShort = (lock: Lock): string => `${isRelative(lock) ? 'after' : 'from'} ${momentShort(lock)}`

/** What the same moment is to somebody with a calendar; nothing where only the chain can tell. */
export const fromCalendar = (lock: Lock | undefined): string | undefined => {
  if (lock === undefined || 'height' in lock) return undefined
  return 'time' in lock ? utcText(lock.time) : roughly(lock)
}

/** When a stretch begins, and what else must have opened. */
export const stretchWords = ({
  from,
  and = [],
}: Stretch): { readonly when: string; readonly calendar?: string } => {
  const calendar = fromCalendar(from)
  return {
    when: [from, ...and].map(momentShort).join(', '),
    ...(calendar === undefined || and.length > 0 ? {} : { calendar }),
  }
}

/** Severities in words, each with a shape of its own: never by colour alone. */
export const SEVERITY_SIGNS: Readonly<Record<Severity, { readonly sign: string; readonly word: string }>> = {
  danger: { sign: '▲', word: 'Danger' },
  warning: { sign: '◆', word: 'Warning' },
  note: { sign: '●', word: 'Note' },
}
