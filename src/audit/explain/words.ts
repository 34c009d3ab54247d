import { counted } from '../../errors.js'
import type { Stretch } from '../../powers/matrix.js'
import { roughly, utcText } from '../../spend/recoveryWords.js'
import type { Lock, Span } from '../../units/lock.js'

/** `8640 blocks (about 60 days)`. */
export const spanText = (span: Span): string =>
  'blocks' in span
    ? `${counted(span.blocks, 'block')} (${roughly(span)})`
    : `${counted(span.seconds, 'second')} (${roughly(span)})`

/** `block 900000`, `block 8640 after the funding (about 60 days)`, `2030-01-01 00:00:00 UTC`. */
export const momentText = (lock: Lock): string => {
  if ('height' in lock) return `block ${lock.height}`
  if ('time' in lock) return utcText(lock.time)
  if ('blocks' in lock) return `block ${lock.blocks} after the funding (${roughly(lock)})`
  return `${counted(lock.seconds, 'second')} after the funding (${roughly(lock)})`
}

/** An absolute height is met by the block behind it, everything else by the moment itself. */
const openingText = (lock: Lock): string => `${'height' in lock ? 'after' : 'from'} ${momentText(lock)}`

/** `at any time`, `from block 8640 after the funding (about 60 days)`, `after block 900000`. */
export const fromText = ({ from, and = [] }: Stretch): string =>
  from === undefined ? 'at any time' : [from, ...and].map(openingText).join(' and ')

/** `a`, `a or b`, `a, b or c`. */
export const either = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1)}`

/** With a capital letter in front. */
export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
