import { backend } from '#backend'
import { concat, equalBytes } from '../units/bytes.js'
import { keyError } from './errors.js'
import { shownKey } from './privateKey.js'

const CHECKSUM_LENGTH = 4
/** An extended key has 111 characters; decoding is quadratic, so longer texts are not even tried. */
const MAX_LENGTH = 120

const DIGITS = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
const ALPHABET = /^[1-9A-HJ-NP-Za-km-z]+$/

const checksum = (payload: Uint8Array): Uint8Array =>
  backend.sha256(backend.sha256(payload)).subarray(0, CHECKSUM_LENGTH)

/** Base58 of bytes; zeros in front stay as many as they are. */
const encoded = (bytes: Uint8Array): string => {
  const last: number[] = []
  for (const byte of bytes) {
    let carry = byte
    for (let at = 0; at < last.length || carry > 0; at++) {
      carry += (last[at] ?? 0) * 256
      last[at] = carry % 58
      carry = Math.floor(carry / 58)
    }
  }
  const first = bytes.findIndex((byte) => byte > 0)
  const zeros = '1'.repeat(first < 0 ? bytes.length : first)
  return (
    zeros +
    last
      .reverse()
      .map((digit) => DIGITS[digit])
      .join('')
  )
}

/** The bytes of base58, which is read four digits at a time: 255 · 58⁴ and a carry have 32 bits. */
const decoded = (text: string): Uint8Array => {
  const last = new Uint8Array(text.length)
  let length = 0
  let next = text.length % 4
  for (let at = 0; at < text.length; next += 4) {
    let carry = 0
    for (; at < next; at++) carry = carry * 58 + DIGITS.indexOf(text.charAt(at))
    for (let place = 0; place < length || carry > 0; place++) {
      carry += (last[place] ?? 0) * 58 ** 4
      last[place] = carry & 0xff
      carry >>>= 8
      length = Math.max(length, place + 1)
    }
  }
  const first = text.search(/[^1]/)
  const zeros = first < 0 ? text.length : first
  const bytes = new Uint8Array(zeros + length)
  bytes.set(last.subarray(0, length).reverse(), zeros)
  return bytes
}

/** The bytes of a text whose checksum fits, without it; `undefined` for any other text. */
export const base58Payload = (text: string): Uint8Array | undefined => {
  if (!ALPHABET.test(text)) return undefined
  const bytes = decoded(text)
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

export const encodeBase58check = (payload: Uint8Array): string => encoded(concat(payload, checksum(payload)))
