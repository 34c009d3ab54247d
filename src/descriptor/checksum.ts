import { shown } from '../errors.js'
import { descriptorError } from './errors.js'

/** BIP 380, "Checksum": three rows of 32 characters. */
const CHARACTERS =
  '0123456789()[],\'/*abcdefgh@:$%{}IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~ijklmnopqrstuvwxyzABCDEFGH`#"\\ '
const CHECKSUM_CHARACTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const CHECKSUM_LENGTH = 8

/** The generator's 40-bit constants in halves of 20 bits, which plain numbers can hold. */
const GENERATOR = [
  [0xf5dee, 0x51989],
  [0xa9fdc, 0xa3312],
  [0x1bab1, 0x0e32d],
  [0x3706b, 0x1677a],
  [0x644d6, 0x26ffd],
] as const

/** The remainder of a code word: each symbol shifts five bits in, and what falls out is reduced. */
const remainderOf = (symbols: Iterable<number>): readonly [high: number, low: number] => {
  let high = 0
  let low = 1
  for (const symbol of symbols) {
    const out = high >>> 15
    high = ((high & 0x7fff) << 5) | (low >>> 15)
    low = ((low & 0x7fff) << 5) ^ symbol
    GENERATOR.forEach(([generatorHigh, generatorLow], bit) => {
      if (((out >>> bit) & 1) === 0) return
      high ^= generatorHigh
      low ^= generatorLow
    })
  }
  return [high, low]
}

const symbolsOf = (text: string, field: string): readonly number[] => {
  const symbols: number[] = []
  let group = 0
  let inGroup = 0
  for (const character of text) {
    const position = CHARACTERS.indexOf(character)
    if (position === -1)
      throw descriptorError('DESCRIPTOR_CHARACTER', {
        field,
        expected: 'the characters of descriptors only',
        received: shown(character),
      })
    symbols.push(position & 31)
    group = group * 3 + (position >>> 5)
    inGroup++
    if (inGroup < 3) continue
    symbols.push(group)
    group = 0
    inGroup = 0
  }
  if (inGroup > 0) symbols.push(group)
  return symbols
}

/**
 * The eight characters that guard a descriptor against typing errors. Source: BIP 380, "Checksum".
 *
 * @throws EscrowError `DESCRIPTOR_CHARACTER`
 * @example
 * descriptorChecksum('raw(deadbeef)') // '89f8spxm'
 */
export const descriptorChecksum = (text: string, field = 'descriptor'): string => {
  const zeros = Array.from({ length: CHECKSUM_LENGTH }, () => 0)
  const [high, low] = remainderOf([...symbolsOf(text, field), ...zeros])
  const character = (half: number, position: number) =>
    CHECKSUM_CHARACTERS.charAt((half >>> (5 * (3 - position))) & 31)
  const halves = [high, low ^ 1]
  return halves.flatMap((half) => [0, 1, 2, 3].map((position) => character(half, position))).join('')
}

/** The descriptor with its checksum behind it. */
export const withChecksum = (text: string): string => `${text}#${descriptorChecksum(text)}`

export interface ChecksumOptions {
  readonly field?: string
  /** Whether a descriptor without a checksum passes; it does not unless told. */
  readonly checksum?: 'required' | 'optional'
}

/**
 * The descriptor before its checksum, which must fit.
 *
 * @throws EscrowError `DESCRIPTOR_CHARACTER`, `DESCRIPTOR_CHECKSUM_MISSING`, `DESCRIPTOR_CHECKSUM`
 */
export const withoutChecksum = (text: string, options: ChecksumOptions = {}): string => {
  const { field = 'descriptor', checksum = 'required' } = options
  const at = text.indexOf('#')
  const body = at === -1 ? text : text.slice(0, at)
  const right = descriptorChecksum(body, field)
  if (at === -1) {
    if (checksum === 'optional') return body
    throw descriptorError('DESCRIPTOR_CHECKSUM_MISSING', {
      field,
      expected: 'a checksum of 8 characters behind #',
      received: 'none',
    })
  }
  const received = text.slice(at + 1)
  // the right checksum is not told: it would be copied instead of the descriptor being looked at
  if (received !== right)
    throw descriptorError('DESCRIPTOR_CHECKSUM', {
      field,
      expected: 'a checksum that fits the descriptor (mistyped or cut off?)',
      received: shown(received),
    })
  return body
}
