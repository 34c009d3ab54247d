import { shown } from '../errors.js'
import { psbtError } from './errors.js'

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/

/** Characters that one call of String.fromCharCode takes without trouble. */
const CHUNK = 8192

/**
 * Bytes of base64 (RFC 4648): padded, without white space, unused bits zero.
 *
 * @throws EscrowError `PSBT_NOT_BASE64`
 */
export const fromBase64 = (text: string, field: string): Uint8Array => {
  if (text.length % 4 === 0 && BASE64.test(text)) {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at)
    // unused bits can only hide in the last group
    if (toBase64(bytes.subarray(bytes.length - (bytes.length % 3 || 3))) === text.slice(-4)) return bytes
  }
  throw psbtError('PSBT_NOT_BASE64', {
    field,
    expected: 'base64 with its padding and without white space',
    received: shown(text),
  })
}

export const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK))
  return btoa(binary)
}
