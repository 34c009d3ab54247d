import { bech32, bech32m } from 'bech32'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText } from '../../src/agreement/canonical.js'
import { bytesOfWords, decodeBech32, encodeBech32, wordsOfBytes } from '../../src/units/bech32.js'

const ENCODINGS = { bech32, bech32m } as const
const LONGEST = 1000

const prefixes = fc
  .string({ unit: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code)), minLength: 1 })
  .map((text) => text.toLowerCase())
const words = fc.array(fc.nat(31), { maxLength: 120 })
const encodings = fc.constantFrom('bech32', 'bech32m')

const theirs = (text: string, longest: number) => {
  for (const encoding of ['bech32', 'bech32m'] as const) {
    const read = ENCODINGS[encoding].decodeUnsafe(text, longest)
    if (read !== undefined) return { ...read, encoding }
  }
  return undefined
}

describe('bech32 and bech32m', () => {
  it('are what another library writes, and are read back, in capitals too', () => {
    fc.assert(
      fc.property(prefixes, words, encodings, (prefix, list, encoding) => {
        const text = encodeBech32({ prefix, words: list, encoding })
        expect(text).toBe(ENCODINGS[encoding].encode(prefix, list, LONGEST))
        for (const form of [text, text.toUpperCase()])
          expect(decodeBech32(form, { longest: LONGEST })).toEqual({ prefix, words: list, encoding })
        expect(decodeBech32(text, { longest: text.length })).toBeDefined()
        expect(decodeBech32(text, { longest: text.length - 1 })).toBeUndefined()
      }),
    )
  })

  it('are read as another library reads them, with a character changed, added or left out', () => {
    const characters = fc.oneof(fc.string({ maxLength: 1 }), fc.constantFrom('1', 'B', 'q', 'K', '\u212a'))
    fc.assert(
      fc.property(
        prefixes,
        words,
        encodings,
        fc.nat(),
        characters,
        fc.nat(1),
        (prefix, list, encoding, at, put, out) => {
          const text = encodeBech32({ prefix, words: list, encoding })
          const place = at % (text.length + 1)
          const changed = `${text.slice(0, place)}${put}${text.slice(place + out)}`
          const expected = /^[!-~]*$/.test(changed) ? theirs(changed, LONGEST) : undefined
          expect(decodeBech32(changed, { longest: LONGEST })).toEqual(expected)
        },
      ),
    )
  })

  it('takes no letter of another alphabet for one of its own', () => {
    const text = encodeBech32({ prefix: 'bc', words: wordsOfBytes(new Uint8Array(20)), encoding: 'bech32' })
    expect(decodeBech32(text.toUpperCase(), { longest: 90 })).toBeDefined()
    const k = encodeBech32({ prefix: 'k', words: [22], encoding: 'bech32' }).toUpperCase()
    expect(decodeBech32(k, { longest: 90 })?.prefix).toBe('k')
    expect(decodeBech32(k.replace('K', '\u212a'), { longest: 90 })).toBeUndefined()
  })

  it('holds bytes as another library does, and refuses words that are no whole bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), words, (bytes, list) => {
        expect(wordsOfBytes(bytes)).toEqual(bech32.toWords(bytes))
        expect(bytesOfWords(wordsOfBytes(bytes))).toEqual(bytes)
        const expected = bech32.fromWordsUnsafe(list)
        expect(bytesOfWords(list)).toEqual(expected && Uint8Array.from(expected))
      }),
    )
  })
})

it('canonical text is what another library makes of a value out of JSON', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const parsed: unknown = JSON.parse(JSON.stringify(value))
      const ours = (() => {
        try {
          return canonicalText(parsed)
        } catch {
          return undefined
        }
      })()
      const other = (() => {
        try {
          return canonicalize(parsed)
        } catch {
          return undefined
        }
      })()
      expect(ours).toBe(other)
    }),
  )
})
