import { backend } from '#backend'
import { concat, utf8 } from '../units/bytes.js'

/** A tagged hash of BIP 340, "Design": SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ message). */
export type TaggedHash = (...message: readonly Uint8Array[]) => Uint8Array

/** The hash function of one tag; what the tag alone decides is computed once, at the first use. */
export const taggedHash = (tag: string): TaggedHash => {
  let prefix: Uint8Array | undefined
  return (...message) => {
    if (prefix === undefined) {
      const digest = backend.sha256(utf8(tag))
      prefix = concat(digest, digest)
    }
    return backend.sha256(concat(prefix, ...message))
  }
}
