import { createHmac, hash } from 'node:crypto'
import { createRequire } from 'node:module'
import { curveOf, type TinySecp256k1 } from './curve.js'
import { noble } from './noble.js'
import type { Backend } from './types.js'

const plain = (buffer: Buffer): Uint8Array => new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)

const sha256 = (message: Uint8Array): Uint8Array => plain(hash('sha256', message, 'buffer'))

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
  hash160: (message) => plain(hash('ripemd160', sha256(message), 'buffer')),
  hmacSha512: (key, message) => plain(createHmac('sha512', key).update(message).digest()),
}
