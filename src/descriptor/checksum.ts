import { shown } from '../errors.js'
import { checksumError, descriptorError } from './errors.js'

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

const POSITIONS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  Array.from(CHARACTERS, (character, position) => [character, position]),
)

/** What remains of a code word: each symbol shifts five bits in, and what falls out is reduced. */
interface Remainder {
  high: number
  low: number
}

const absorb = (remainder: Remainder, symbol: number): void => {
  let out = remainder.high >>> 15
  remainder.high = ((remainder.high & 0x7fff) << 5) | (remainder.low >>> 15)
  remainder.low = ((remainder.low & 0x7fff) << 5) ^ symbol
  for (const [high, low] of GENERATOR) {
    if ((out & 1) === 1) {
      remainder.high ^= high
      remainder.low ^= low
    }
    out >>>= 1
  }
}

const absorbText = (remainder: Remainder, text: string, field: string): void => {
  let group = 0
  let inGroup = 0
  for (const character of text) {
    const position = POSITIONS.get(character)
    if (position === undefined)
      throw checksumError('DESCRIPTOR_CHARACTER', {
        field,
        expected: 'the characters of descriptors only',
        received: shown(character),
      })
    absorb(remainder, position & 31)
    group = group * 3 + (position >>> 5)
    inGroup++
    if (inGroup < 3) continue
    absorb(remainder, group)
    group = 0
    inGroup = 0
  }
  if (inGroup > 0) absorb(remainder, group)
}

/**
 * The eight characters that guard a descriptor against typing errors. Source: BIP 380, "Checksum".
 *
 * @throws EscrowError `DESCRIPTOR_CHARACTER`
 * @example
 * descriptorChecksum('raw(deadbeef)') // '89f8spxm'
 */
export const descriptorChecksum = (text: string, field = 'descriptor'): string => {
  const remainder = { high: 0, low: 1 }
  absorbText(remainder, text, field)
  for (let zero = 0; zero < CHECKSUM_LENGTH; zero++) absorb(remainder, 0)
  return [remainder.high, remainder.low ^ 1]
    .flatMap((half) => [15, 10, 5, 0].map((shift) => CHECKSUM_CHARACTERS.charAt((half >>> shift) & 31)))
    .join('')
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
