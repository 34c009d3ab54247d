import { backend } from '#backend'
import { equalBytes } from '../units/bytes.js'
import { keyError } from './errors.js'
import { shownKey } from './privateKey.js'

const CHECKSUM_LENGTH = 4
/** An extended key has 111 characters; decoding is quadratic, so longer texts are not even tried. */
const MAX_LENGTH = 120

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const ALPHABET = /^[1-9A-HJ-NP-Za-km-z]+$/

const checksum = (payload: Uint8Array): Uint8Array =>
  backend.sha256(backend.sha256(payload)).subarray(0, CHECKSUM_LENGTH)

/** A number in another base, both with their first digit first; zeros in front stay as many as they are. */
const rebased = (
  digits: readonly number[],
  { from, to }: { from: number; to: number },
): readonly number[] => {
  const last: number[] = []
  for (const digit of digits) {
    let carry = digit
    for (let at = 0; at < last.length || carry > 0; at++) {
      carry += (last[at] ?? 0) * from
      last[at] = carry % to
      carry = Math.floor(carry / to)
    }
  }
  const leading = digits.findIndex((digit) => digit > 0)
  const zeros = leading < 0 ? digits.length : leading
  return [...new Array<number>(zeros).fill(0), ...last.reverse()]
}

/** The bytes of a text whose checksum fits, without it; `undefined` for any other text. */
export const base58Payload = (text: string): Uint8Array | undefined => {
  if (!ALPHABET.test(text)) return undefined
  const digits = Array.from(text, (character) => DIGITS.indexOf(character))
  const bytes = Uint8Array.from(rebased(digits, { from: 58, to: 256 }))
  const payload = bytes.subarray(0, -CHECKSUM_LENGTH)
  const fits =
    bytes.length > CHECKSUM_LENGTH && equalBytes(checksum(payload), bytes.subarray(-CHECKSUM_LENGTH))
  return fits ? payload : undefined
}

/**
 * The payload of a base58check text.
 *
 * @throws EscrowError `KEY_MALFORMED`, `KEY_TOO_LONG`, `KEY_CHECKSUM`
 */
export const decodeBase58check = (text: string, field: string): Uint8Array => {
  if (!ALPHABET.test(text))
    throw keyError('KEY_MALFORMED', {
      field,
      expected: 'an extended public key, or a public key in hex',
      received: shownKey(text),
    })
  if (text.length > MAX_LENGTH)
    throw keyError('KEY_TOO_LONG', {
      field,
      expected: `at most ${MAX_LENGTH} base58 characters`,
      received: `${text.length} characters`,
    })
  const payload = base58Payload(text)
  if (payload === undefined)
    throw keyError('KEY_CHECKSUM', {
      field,
      expected: 'a key whose checksum fits (mistyped or cut off?)',
      received: shownKey(text),
    })
  return payload
}

export const encodeBase58check = (payload: Uint8Array): string =>
  rebased([...payload, ...checksum(payload)], { from: 256, to: 58 })
    .map((digit) => DIGITS[digit])
    .join('')
