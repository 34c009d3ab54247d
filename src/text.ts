/** Code points from the first to the last, both included. */
type Range = readonly [first: number, last: number]

/**
 * What text for people must not hold, by code points that no later version of Unicode changes: `docs/spec.md`,
 * "Values". U+200C and U+200D are none of them: languages need both.
 */
export const FORBIDDEN_CODE_POINTS: readonly Range[] = /* @__PURE__ */ (() => [
  // controls
  [0x0000, 0x001f],
  [0x007f, 0x009f],
  // line and paragraph separators; what turns or marks the direction of writing
  [0x061c, 0x061c],
  [0x200e, 0x200f],
  [0x2028, 0x202e],
  // without width, or invisible; 0x2066 to 0x2069 turn the direction, too
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b, 0x200b],
  [0x2060, 0x206f],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0xe0000, 0xe007f],
  // private use in the first plane; noncharacters, of which every plane ends with two
  [0xe000, 0xf8ff],
  [0xfdd0, 0xfdef],
  ...Array.from({ length: 15 }, (_, plane): Range => [0x10000 * plane + 0xfffe, 0x10000 * plane + 0xffff]),
  // planes 15 and 16: private use and noncharacters
  [0xf0000, 0x10ffff],
])()

/** Halves of surrogate pairs that stand alone: no text in UTF-8 holds one. */
export const SURROGATES: readonly Range[] = [[0xd800, 0xdfff]]

/** What text for people must not begin or end with: spaces that are not forbidden anywhere. */
export const WHITE_SPACE: readonly Range[] = [
  [0x0020, 0x0020],
  [0x00a0, 0x00a0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
]

/** A character class of numbers alone: nothing in it depends on what a runtime knows of Unicode. */
const classOf = (...ranges: readonly Range[]): string =>
  `[${ranges.map(([first, last]) => `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`).join('')}]`

const FORBIDDEN = /* @__PURE__ */ (() => new RegExp(classOf(...FORBIDDEN_CODE_POINTS), 'u'))()
const LONE_SURROGATE = /* @__PURE__ */ (() => new RegExp(classOf(...SURROGATES), 'u'))()
const SPACE_AT_AN_END = /* @__PURE__ */ (() =>
  new RegExp(`^${classOf(...WHITE_SPACE)}|${classOf(...WHITE_SPACE)}$`, 'u'))()
const UNSHOWABLE = /* @__PURE__ */ (() =>
  new RegExp(classOf(...FORBIDDEN_CODE_POINTS, ...SURROGATES), 'gu'))()

/** Where a character stands, in UTF-16 code units from 0, and which it is. */
export interface FoundCharacter {
  readonly at: number
  /** Such as `U+202E`. */
  readonly name: string
}

const found = (pattern: RegExp, text: string): FoundCharacter | undefined => {
  const match = pattern.exec(text)
  return match === null ? undefined : { at: match.index, name: characterName(match[0]) }
}

const numberOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

const characterName = (character: string): string => `U+${numberOf(character)}`

/** The first half of a surrogate pair that stands alone. */
export const loneSurrogateIn = (text: string): FoundCharacter | undefined => found(LONE_SURROGATE, text)

/** The first character that text for people must not hold, halves of surrogate pairs aside. */
export const forbiddenIn = (text: string): FoundCharacter | undefined => found(FORBIDDEN, text)

/** White space at the beginning, else at the end. */
export const spaceAtAnEndOf = (text: string): FoundCharacter | undefined => found(SPACE_AT_AN_END, text)

/**
 * The text on one line, with every character written as its number that nobody can see, or that turns others around.
 *
 * @example
 * visible('pay \u202eyojnE') // 'pay [U+202E]yojnE'
 */
export const visible = (text: string): string =>
  text.replace(UNSHOWABLE, (character) => `[${characterName(character)}]`)

/** A text within isolates (Unicode Standard Annex 9) turns nobody around but itself. */
const ISOLATED = /\u2066|\u2068|\u2069/

const isBalanced = (text: string): boolean => {
  let depth = 0
  for (const character of text) {
    if (character === '\u2066' || character === '\u2068') depth += 1
    if (character === '\u2069') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** {@link visible} for one line of sentences: what stands in pairs of isolates is left in them. */
export const visibleSaid = (line: string): string =>
  ISOLATED.test(line) && isBalanced(line)
    ? line
        .split(/([\u2066\u2068\u2069])/)
        .map((part) => (ISOLATED.test(part) ? part : visible(part)))
        .join('')
    : visible(line)

/** {@link visible} for a text of several lines. */
export const visibleLines = (text: string): string => text.split('\n').map(visible).join('\n')

/** JSON text in which those characters are escaped: it means the same. */
export const visibleJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part)).replace(
    UNSHOWABLE,
    escapedUnits,
  )

const escapedUnits = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
  ).join('')
