import { shown } from '../errors.js'
import { psbtError } from './errors.js'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PADDING = '='

const NO_DIGIT = 64

/** The character codes of the digits. */
const LETTERS: Uint8Array = /* @__PURE__ */ Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))

/** The value of each character code; 64 for those outside the alphabet. */
const digits = (): Uint8Array => {
  const table = new Uint8Array(128).fill(NO_DIGIT)
  for (let value = 0; value < LETTERS.length; value++) table[LETTERS[value] ?? 0] = value
  return table
}

/**
 * Bytes of base64 (RFC 4648): padded, without white space, unused bits zero.
 *
 * @throws EscrowError `PSBT_NOT_BASE64`
 */
export const fromBase64 = (text: string, field: string): Uint8Array => {
  const bytes = text.length % 4 === 0 ? decode(text) : undefined
  if (bytes === undefined)
    throw psbtError('PSBT_NOT_BASE64', {
      field,
      expected: 'base64 with its padding and without white space',
      received: shown(text),
    })
  return bytes
}

const decode = (text: string): Uint8Array | undefined => {
  const padding = text.endsWith(PADDING + PADDING) ? 2 : text.endsWith(PADDING) ? 1 : 0
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  const table = digits()
  const characters = text.length - padding
  let bits = 0
  let width = 0
  let at = 0
  for (let index = 0; index < characters; index++) {
    const digit = table[text.charCodeAt(index)] ?? NO_DIGIT
    if (digit === NO_DIGIT) return undefined
    bits = ((bits << 6) | digit) & 0xfff
    width += 6
    if (width >= 8) {
      width -= 8
      bytes[at] = bits >>> width
      at += 1
    }
  }
  return (bits & ((1 << width) - 1)) === 0 ? bytes : undefined
}

/** Characters that are joined at a time: engines take only so many arguments. */
const CHUNK = 8192

/** Base64 with its padding. React Native's engine has no `TextDecoder`. */
export const toBase64 = (bytes: Uint8Array): string => {
  const text = new Uint8Array(4 * Math.ceil(bytes.length / 3))
  let at = 0
  for (let index = 0; index < bytes.length; index += 3) {
    const group = ((bytes[index] ?? 0) << 16) | ((bytes[index + 1] ?? 0) << 8) | (bytes[index + 2] ?? 0)
    text[at] = LETTERS[group >>> 18] ?? 0
    text[at + 1] = LETTERS[(group >>> 12) & 63] ?? 0
    text[at + 2] = LETTERS[(group >>> 6) & 63] ?? 0
    text[at + 3] = LETTERS[group & 63] ?? 0
    at += 4
  }
  text.fill(PADDING.charCodeAt(0), text.length - ((3 - (bytes.length % 3)) % 3))
  const parts: string[] = []
  for (let from = 0; from < text.length; from += CHUNK)
    // spreading takes three times as long as everything else here
    parts.push(Reflect.apply(String.fromCharCode, undefined, text.subarray(from, from + CHUNK)))
  return parts.join('')
}
