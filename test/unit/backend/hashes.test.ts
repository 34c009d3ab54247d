import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { backend as browser } from '../../../src/backend/browser.js'
import { backend as node } from '../../../src/backend/node.js'
import { taggedHash } from '../../../src/backend/tagged.js'
import { concat, toHex, utf8 } from '../../../src/units/bytes.js'

describe.each([
  ['Node', node],
  ['browsers', browser],
])('the hashes of %s', (_, backend) => {
  it('are those that the world knows', () => {
    expect(toHex(backend.sha256(utf8('abc')))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    )
    expect(toHex(backend.hash160(utf8('')))).toBe('b472a266d0bd89c13706a4132ccfb16f7c3b9fcb')
    // RFC 4231, test case 2
    expect(toHex(backend.hmacSha512(utf8('Jefe'), utf8('what do ya want for nothing?')))).toBe(
      '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737',
    )
  })

  it('authenticate as Node does, whatever the length of key and message', () => {
    for (const length of [0, 1, 32, 63, 64, 127, 128, 129, 300]) {
      const key = Uint8Array.from({ length }, (_, at) => 7 * at + length)
      for (const message of [utf8(''), utf8('abc'), key, concat(key, key)])
        expect(toHex(backend.hmacSha512(key, message))).toBe(
          createHmac('sha512', key).update(message).digest('hex'),
        )
    }
  })

  it('answer bytes that are nothing else and share no memory', () => {
    const message = utf8('abc')
    for (const hash of [
      backend.sha256(message),
      backend.hash160(message),
      backend.hmacSha512(message, message),
    ]) {
      expect(hash.constructor).toBe(Uint8Array)
      const again = Uint8Array.from(hash)
      backend.sha256(utf8('another'))
      backend.hmacSha512(utf8('another'), message)
      expect(hash).toEqual(again)
    }
  })

  it('read a part of a longer array as that part alone', () => {
    const long = utf8('xxabcxx')
    expect(backend.sha256(long.subarray(2, 5))).toEqual(backend.sha256(utf8('abc')))
    expect(backend.hmacSha512(long.subarray(2, 5), long.subarray(2, 5))).toEqual(
      backend.hmacSha512(utf8('abc'), utf8('abc')),
    )
  })
})

describe('a tagged hash', () => {
  it('is the hash behind twice the hash of its tag, parts joined', () => {
    const tag = node.sha256(utf8('TapLeaf'))
    const tapLeaf = taggedHash('TapLeaf')
    const expected = node.sha256(concat(tag, tag, utf8('ab')))
    expect(tapLeaf(utf8('a'), utf8('b'))).toEqual(expected)
    expect(tapLeaf(utf8('ab'))).toEqual(expected)
    expect(tapLeaf()).toEqual(node.sha256(concat(tag, tag)))
    expect(taggedHash('TapBranch')(utf8('ab'))).not.toEqual(expected)
  })

  it('is that of its message alone, whatever was hashed before and however long', () => {
    const tag = node.sha256(utf8('TapLeaf'))
    const tapLeaf = taggedHash('TapLeaf')
    for (const length of [255, 0, 256, 257, 1, 10_000, 64]) {
      const message = Uint8Array.from({ length }, (_, at) => 7 * at + length)
      expect(tapLeaf(message.subarray(0, 40), message.subarray(40))).toEqual(
        node.sha256(concat(tag, tag, message)),
      )
    }
  })
})
