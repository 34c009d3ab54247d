import { backend } from '#backend'
import { concat, utf8 } from '../units/bytes.js'

/** The 64 bytes that start every hash with this tag: twice the SHA-256 of the tag. */
export const tagPrefix = (tag: string): Uint8Array => {
  const digest = backend.sha256(utf8(tag))
  return concat(digest, digest)
}

/** BIP 340, "Design": SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ message). */
export const taggedHash = (tag: string, ...message: readonly Uint8Array[]): Uint8Array =>
  backend.sha256(concat(tagPrefix(tag), ...message))
