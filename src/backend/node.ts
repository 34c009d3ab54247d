import { createHmac, hash } from 'node:crypto'
import * as tiny from 'tiny-secp256k1'
import { curveOf } from './curve.js'
import type { Backend } from './types.js'

const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

const sha256 = (message: Uint8Array): Uint8Array => plain(hash('sha256', message, 'buffer'))

/** tiny-secp256k1 (WebAssembly) and Node's own hashes. */
export const backend: Backend = {
  libraries: { curve: 'tiny-secp256k1', hashes: 'node:crypto' },
  ...curveOf(tiny),
  sha256,
  hash160: (message) => plain(hash('ripemd160', sha256(message), 'buffer')),
  hmacSha512: (key, message) => plain(createHmac('sha512', key).update(message).digest()),
}
