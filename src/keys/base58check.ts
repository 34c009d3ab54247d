import { base58 } from '@scure/base'
import { backend } from '#backend'
import { concat, equalBytes } from '../units/bytes.js'
import { keyError } from './errors.js'
import { shownKey } from './privateKey.js'

const CHECKSUM_LENGTH = 4
/** An extended key has 111 characters; decoding is quadratic, so longer texts are not even tried. */
const MAX_LENGTH = 120

const ALPHABET = /^[1-9A-HJ-NP-Za-km-z]+$/

const checksum = (payload: Uint8Array): Uint8Array =>
  backend.sha256(backend.sha256(payload)).subarray(0, CHECKSUM_LENGTH)

/**
 * The payload of a base58check text.
 *
 * @throws EscrowError `KEY_MALFORMED`, `KEY_TOO_LONG`, `KEY_CHECKSUM`
 */
export const decodeBase58check = (text: string, field: string): Uint8Array => {
  if (text.length > MAX_LENGTH)
    throw keyError('KEY_TOO_LONG', {
      field,
      expected: `at most ${MAX_LENGTH} base58 characters`,
      received: `${text.length} characters`,
    })
  if (!ALPHABET.test(text))
    throw keyError('KEY_MALFORMED', {
      field,
      expected: 'an extended public key, or a public key in hex',
      received: shownKey(text),
    })
  const bytes = base58.decode(text)
  const payload = bytes.subarray(0, -CHECKSUM_LENGTH)
  if (bytes.length <= CHECKSUM_LENGTH || !equalBytes(checksum(payload), bytes.subarray(-CHECKSUM_LENGTH)))
    throw keyError('KEY_CHECKSUM', {
      field,
      expected: 'a key whose checksum fits (mistyped or cut off?)',
      received: shownKey(text),
    })
  return payload
}

export const encodeBase58check = (payload: Uint8Array): string =>
  base58.encode(concat(payload, checksum(payload)))
