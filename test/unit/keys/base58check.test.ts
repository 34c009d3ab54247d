import { base58, createBase58check } from '@scure/base'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import { base58Payload, encodeBase58check } from '../../../src/keys/base58check.js'

const theirs = createBase58check(backend.sha256)
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 90 }),
  // zeros in front are digits of their own
  fc
    .tuple(fc.nat(5), fc.uint8Array({ maxLength: 30 }))
    .map(([zeros, rest]) => Uint8Array.of(...new Uint8Array(zeros), ...rest)),
)

describe('base58 with a checksum', () => {
  it('is what another library writes, and reads what it writes', () => {
    fc.assert(
      fc.property(bytes, (payload) => {
        const text = theirs.encode(payload)
        expect(encodeBase58check(payload)).toBe(text)
        // what is nothing but a checksum holds nothing
        expect(base58Payload(text)).toEqual(payload.length === 0 ? undefined : payload)
      }),
    )
  })

  it('reads no text whose checksum does not fit, or that is none', () => {
    fc.assert(
      fc.property(bytes, (raw) => {
        const text = base58.encode(raw)
        const expected = (() => {
          try {
            return theirs.decode(text)
          } catch {
            return undefined
          }
        })()
        expect(base58Payload(text)).toEqual(expected?.length === 0 ? undefined : expected)
      }),
    )
    for (const text of ['', '0', 'l', 'O', 'I', ' ', '1111', 'ä', '3yZe7d '])
      expect(base58Payload(text)).toBeUndefined()
  })
})
