import { describe, expect, it } from 'vitest'
import { safeParseAgreement } from '../../src/terms/parse.js'
import {
  forbiddenIn,
  loneSurrogateIn,
  spaceAtAnEndOf,
  visible,
  visibleJson,
  visibleLines,
  visibleSaid,
} from '../../src/text.js'
import { plainDocument } from '../support/documents.js'

/** The table of the specification, written a second time: first and last code points. */
const FORBIDDEN: readonly (readonly [number, number])[] = [
  [0x0, 0x1f],
  [0x7f, 0x9f],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200b],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xe000, 0xf8ff],
  [0xfdd0, 0xfdef],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xfffe, 0xffff],
  ...Array.from({ length: 14 }, (_, at): [number, number] => [
    0x1fffe + at * 0x10000,
    0x1ffff + at * 0x10000,
  ]),
  [0xe0000, 0xe007f],
  [0xf0000, 0x10ffff],
]
const SPACES: readonly (readonly [number, number])[] = [
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
]
const SURROGATES: readonly [number, number] = [0xd800, 0xdfff]

const within = (ranges: readonly (readonly [number, number])[], point: number): boolean =>
  ranges.some(([first, last]) => first <= point && point <= last)

/** What is wrong with a memo of this text, by the parser. */
const refused = (memo: string): string => {
  const document = plainDocument()
  document.milestones[0].memo = memo
  const result = safeParseAgreement(JSON.stringify(document))
  return result.ok ? 'valid' : result.issues.map(({ code }) => code).join()
}

const written = (point: number): string => `U+${point.toString(16).toUpperCase().padStart(4, '0')}`
const edges = (ranges: readonly (readonly [number, number])[]): readonly number[] =>
  [...new Set(ranges.flatMap(([first, last]) => [first - 1, first, last, last + 1]))].filter(
    (point) => point >= 0 && point <= 0x10ffff,
  )

describe('text for people', () => {
  it('is judged by the table alone, code point by code point', () => {
    const different: string[] = []
    // every one of the first two planes, some of each later block of 256
    for (let point = 0; point <= 0x10ffff; point += point < 0x20000 ? 1 : 61) {
      const character = String.fromCodePoint(point)
      const text = `a${character}b`
      const isHalf = within([SURROGATES], point)
      if (
        (forbiddenIn(text) !== undefined) !== within(FORBIDDEN, point) ||
        (loneSurrogateIn(text) !== undefined) !== isHalf ||
        (spaceAtAnEndOf(character) !== undefined) !== within(SPACES, point) ||
        spaceAtAnEndOf(text) !== undefined ||
        (visible(text) === text) !== !(isHalf || within(FORBIDDEN, point))
      )
        different.push(written(point))
    }
    expect(different).toEqual([])
  })

  it.each(edges(FORBIDDEN).map((point) => [written(point), point] as const))(
    'is refused with %s where the table has it, and valid beside it',
    (_, point) => {
      const expected = within(FORBIDDEN, point)
        ? 'TEXT_CHARACTER_FORBIDDEN'
        : within([SURROGATES], point)
          ? 'TEXT_LONE_SURROGATE'
          : 'valid'
      expect(refused(`a${String.fromCodePoint(point)}b`)).toBe(expected)
    },
  )

  it.each(edges(SPACES).map((point) => [written(point), point] as const))(
    'begins, ends and stands alone with %s where it is no white space',
    (_, point) => {
      const character = String.fromCodePoint(point)
      const expected = within(SPACES, point)
        ? 'TEXT_WHITE_SPACE'
        : within(FORBIDDEN, point)
          ? 'TEXT_CHARACTER_FORBIDDEN'
          : 'valid'
      for (const text of [character, `${character}a`, `a${character}`]) expect(refused(text)).toBe(expected)
    },
  )

  it.each(edges([SURROGATES]))('has a code of its own for half of a surrogate pair: %d', (point) => {
    const expected = within([SURROGATES], point)
      ? 'TEXT_LONE_SURROGATE'
      : within(FORBIDDEN, point)
        ? 'TEXT_CHARACTER_FORBIDDEN'
        : 'valid'
    expect(refused(`a${String.fromCodePoint(point)}b`)).toBe(expected)
    expect(refused('whole \u{1f58b}')).toBe('valid')
  })

  it('is valid with U+1ACF, which runtimes of different age normalise differently', () => {
    expect(refused('a\u1acf')).toBe('valid')
    expect(refused('a\u1acf\u0301')).toBe('valid')
  })

  it('keeps the joiners that languages need, and letters in any normalization form', () => {
    for (const text of [
      'می\u200cخواهم',
      'क\u094d\u200dष',
      '👩\u200d🚀',
      'a\u0308',
      'ä',
      '\u{1f1e9}\u{1f1ea}',
      '❤\ufe0f',
    ])
      expect(refused(text)).toBe('valid')
  })

  it('is 1 to 1024 bytes of UTF-8', () => {
    expect(refused('')).toBe('TEXT_LENGTH')
    expect(refused('ä'.repeat(512))).toBe('valid')
    expect(refused(`${'ä'.repeat(512)}a`)).toBe('TEXT_LENGTH')
    expect(refused('\u{1f58b}'.repeat(256))).toBe('valid')
    expect(refused('\u{1f58b}'.repeat(257))).toBe('TEXT_LENGTH')
  })

  it('is refused with the first place that is wrong', () => {
    expect(forbiddenIn('\u{1f58b}b\u202ec\u200b')).toEqual({ at: 3, name: 'U+202E' })
    expect(forbiddenIn('\u{e0041}')).toEqual({ at: 0, name: 'U+E0041' })
    expect(spaceAtAnEndOf('a ')).toEqual({ at: 1, name: 'U+0020' })
    expect(spaceAtAnEndOf(' a ')).toEqual({ at: 0, name: 'U+0020' })
    expect(loneSurrogateIn('ab\udc00')).toEqual({ at: 2, name: 'U+DC00' })
  })
})

describe('what is shown', () => {
  it('is one line, or as many lines as it was', () => {
    expect(visible('a\n\u001b]52;c;aGk=\u0007\tb')).toBe('a[U+000A][U+001B]]52;c;aGk=[U+0007][U+0009]b')
    expect(visibleLines('a\r\nb\u202e')).toBe('a[U+000D]\nb[U+202E]')
  })

  it('leaves what sentences isolate in their pairs, and no isolate that stands alone or turns others', () => {
    const said = 'a \u2068b \u2066c\u2069\u2069 d'
    expect(visibleSaid(said)).toBe(said)
    expect(visibleSaid(`${said}\u202e\u0007`)).toBe(`${said}[U+202E][U+0007]`)
    expect(visibleSaid('a \u2067b\u2069')).toBe('a [U+2067]b[U+2069]')
    for (const text of ['\u2066a', 'a\u2069', '\u2069a\u2066', 'a\u2066\u2069\u2069'])
      expect(visibleSaid(text)).toBe(visible(text))
  })

  it('means the same as JSON', () => {
    const value = { '\u202e': ['\u{e0041}', '\ud800', '\u007f', 'ä\u200d'], amount: 5n }
    const text = visibleJson(value)
    expect(text).toBe(String.raw`{"\u202e":["\udb40\udc41","\ud800","\u007f","ä${'\u200d'}"],"amount":"5"}`)
    expect(JSON.parse(text)).toEqual({ ...value, amount: '5' })
  })
})
