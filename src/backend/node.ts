import { createHmac, hash } from 'node:crypto'
import { createRequire } from 'node:module'
import { curveOf, type TinySecp256k1 } from './curve.js'
import { noble } from './noble.js'
import type { Backend } from './types.js'

const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

/** By way of a text of bytes, which Node makes in a third of the time of a buffer; for digests that are no secrets. */
const digest = (algorithm: string, message: Uint8Array): Uint8Array => {
  const text = hash(algorithm, message, 'binary')
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

const sha256 = (message: Uint8Array): Uint8Array => digest('sha256', message)

/** Bytes of a block of SHA-512. */
const BLOCK = 128

/** Of RFC 2104, `K XOR ipad` or `K XOR opad`, and room for `length` bytes behind it. */
const padded = (key: Uint8Array, { pad, length }: { pad: number; length: number }): Uint8Array => {
  const bytes = new Uint8Array(BLOCK + length)
  bytes.fill(pad, 0, BLOCK)
  for (let at = 0; at < key.length; at++) bytes[at] = pad ^ (key[at] ?? 0)
  return bytes
}

/**
 * RFC 2104 as two plain hashes: `createHmac` takes three times as long for a message as short as those of BIP 32. Longer
 * keys, which that hashes first, are left to it.
 */
const hmacSha512 = (key: Uint8Array, message: Uint8Array): Uint8Array => {
  if (key.length > BLOCK) return plain(createHmac('sha512', key).update(message).digest())
  const inner = padded(key, { pad: 0x36, length: message.length })
  inner.set(message, BLOCK)
  const digest = hash('sha512', inner, 'buffer')
  const outer = padded(key, { pad: 0x5c, length: digest.length })
  outer.set(digest, BLOCK)
  const code = plain(hash('sha512', outer, 'buffer'))
  // a message may be a private key's, and its digest another one
  for (const bytes of [inner, digest, outer]) bytes.fill(0)
  return code
}

/** How it shows that a package, or the file beside it, was left behind by a bundler. */
const LEFT_BEHIND: readonly string[] = ['MODULE_NOT_FOUND', 'ENOENT', 'ERR_INVALID_ARG_VALUE']

/**
 * tiny-secp256k1, or `undefined` where there is no WebAssembly (`node --jitless`) and where a bundler took the code and
 * left its WebAssembly behind. Any other failure is one of the installation, and not passed over.
 */
const webAssemblyCurve = (): TinySecp256k1 | undefined => {
  if (!('WebAssembly' in globalThis)) return undefined
  try {
    return createRequire(import.meta.url)('tiny-secp256k1')
  } catch (error) {
    if (error instanceof Error && 'code' in error && LEFT_BEHIND.includes(String(error.code)))
      return undefined
    throw error
  }
}

const tiny = /* @__PURE__ */ webAssemblyCurve()

/** tiny-secp256k1 (WebAssembly) where it can run, else the curve of browsers; Node's own hashes. */
export const backend: Backend = {
  libraries: { curve: tiny === undefined ? '@noble/curves' : 'tiny-secp256k1', hashes: 'node:crypto' },
  ...curveOf(tiny ?? noble),
  sha256,
  hash160: (message) => digest('ripemd160', sha256(message)),
  hmacSha512,
}
