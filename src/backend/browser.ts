import { hmac } from '@noble/hashes/hmac.js'
import { ripemd160 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { curveOf } from './curve.js'
import { noble } from './noble.js'
import type { Backend } from './types.js'

/** Pure JavaScript, for places without WebAssembly files or Node's modules. */
export const backend: Backend = {
  libraries: { curve: '@noble/curves', hashes: '@noble/hashes' },
  ...curveOf(noble),
  sha256: (message) => sha256(message),
  hash160: (message) => ripemd160(sha256(message)),
  hmacSha512: (key, message) => hmac(sha512, key, message),
}
