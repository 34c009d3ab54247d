import { expect, it } from 'vitest'
import { signatureType } from '../../../src/deeds/signatures.js'

const withType = (type: number): Uint8Array => Uint8Array.of(...new Uint8Array(64).fill(1), type)

it('a signature of 64 bytes is of type 0, one of 65 of the type that its last byte says', () => {
  expect(signatureType(new Uint8Array(64).fill(1))).toBe(0)
  for (const type of [0x01, 0x02, 0x03, 0x81, 0x82, 0x83]) expect(signatureType(withType(type))).toBe(type)
})

it('no rule knows a signature of another length, or of another type; type 0 must be left out', () => {
  for (const length of [0, 1, 63, 66]) expect(signatureType(new Uint8Array(length).fill(1))).toBeUndefined()
  for (const type of [0x00, 0x04, 0x80, 0x84, 0xff]) expect(signatureType(withType(type))).toBeUndefined()
})
