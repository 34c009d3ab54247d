import { backend } from '#backend'
import { concat, utf8 } from '../units/bytes.js'

/** A tagged hash of BIP 340, "Design": SHA-256(SHA-256(tag) ‖ SHA-256(tag) ‖ message). */
export type TaggedHash = (...message: readonly Uint8Array[]) => Uint8Array

/** Bytes that start each message: twice the hash of the tag. */
const PREFIX = 64
/** For the longest message of fixed length, that of a signature through a leaf, and more. */
const ROOM = 256

/**
 * The hash function of one tag; what the tag alone decides is computed once, at the first use, and stands in a buffer
 * that has room for a message: engines keep arrays of more than 64 bytes outside of their heap, which takes time.
 */
export const taggedHash = (tag: string): TaggedHash => {
  let buffer: Uint8Array | undefined
  return (...message) => {
    if (buffer === undefined) {
      const digest = backend.sha256(utf8(tag))
      buffer = concat(digest, digest, new Uint8Array(ROOM))
    }
    let end = PREFIX
    for (const { length } of message) end += length
    const whole = end > buffer.length ? concat(buffer, new Uint8Array(end)) : buffer
    let at = PREFIX
    for (const part of message) {
      whole.set(part, at)
      at += part.length
    }
    const digest = backend.sha256(whole.subarray(0, end))
    // what was hashed may have been a secret
    whole.fill(0, PREFIX, end)
    return digest
  }
}
