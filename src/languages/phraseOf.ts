import { aText } from '../given/check.js'
import { ROLES, type Role, SPEND_PATHS, type SpendPath } from '../words.js'
import { PHRASES } from './phraseTable.js'

type Table = typeof PHRASES

/** The code of a phrase. */
export type PhraseCode = keyof Table

type SlotsOf<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | SlotsOf<Rest>
  : never

/** What each kind of slot holds, by its first letter. */
interface SlotKinds {
  /** A number. */
  readonly n: number
  /** A number that names something: an index, a position, a height. */
  readonly i: number
  /** A position, from 0: languages count from 1. */
  readonly o: number
  /** Satoshis. */
  readonly a: bigint
  /** Blocks. */
  readonly b: number
  /** Seconds. */
  readonly z: number
  /** A moment, as Unix time in seconds. */
  readonly m: number
  readonly r: Role
  readonly w: SpendPath
  /** Paths, by their names. */
  readonly p: readonly string[]
  /** Names of keys. */
  readonly k: readonly string[]
  /** Something that programs write: a key, a hash, an opcode. */
  readonly c: string
  /** The same, of several words. */
  readonly d: string
  /** A phrase, or else a name: of a leaf or a tool. */
  readonly t: Phrase | string
  /** A phrase, or else a member of an agreement. */
  readonly f: Phrase | string
  /** A phrase about a moment, or else its text. */
  readonly h: Phrase | string
  /** A phrase about a Miniscript, or else its text. */
  readonly v: Phrase | string
  /** A phrase, or else the text of an error. */
  readonly q: Phrase | string
}

type KindOf<Slot> = Slot extends `${infer Kind extends keyof SlotKinds}${string}` ? SlotKinds[Kind] : never

/** One of the things that are told in English by their text alone: its code, typed data, and the text itself. */
export type Phrase = {
  readonly [Code in PhraseCode]: {
    readonly code: Code
    /** Each value by the name of its slot: its kind, a letter, and a number from the second of a kind on. */
    readonly data: { readonly [Slot in SlotsOf<Table[Code]>]: KindOf<Slot> }
    readonly text: string
  }
}[PhraseCode]

/** A value of any slot. */
export type SlotValue = number | bigint | string | readonly string[] | Phrase

const MATCHES: Readonly<Record<string, string>> = {
  n: '-?\\d+',
  i: '\\d+',
  o: '\\d+',
  a: '[\\d,]+(?: sat(?: \\([\\d.,]+ BTC\\))?)?',
  b: 'about [^(]+ \\([\\d,]+ blocks?\\)',
  z: 'about [^(]+ \\([\\d,]+ seconds?\\)',
  m: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC',
  r: 'backup arbiter|backupArbiter|employer|worker|arbiter',
  p: '(?:[a-z ]+ \\()?\\w+(?:(?:, | or )\\w+)*\\)?',
  c: '\\S+?',
  f: '[\\w.]+',
  h: '(?:from about|as soon as).+?',
  w: SPEND_PATHS.join('|'),
  v: 'not malleable|malleable|always needs a signature|can be taken without a signature',
}
/** Whatever stands there. */
const ANYTHING = '.+?'

const patternOf = (phrase: string): RegExp =>
  new RegExp(
    `^${phrase
      .split(/\{(\w+)\}/)
      .map((part, at) =>
        at % 2 === 0
          ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          : `(?<${part}>${MATCHES[part.charAt(0)] ?? ANYTHING})`,
      )
      .join('')}$`,
    'i',
  )

/** A phrase with what its texts begin and end with, in lower case. */
interface Pattern {
  readonly code: PhraseCode
  readonly start: string
  readonly end: string
  readonly pattern: RegExp
}

const patterns = (): readonly Pattern[] =>
  (Object.entries(PHRASES) as [PhraseCode, string][]) // the entries of the table
    .map(([code, phrase]) => ({
      code,
      start: phrase.replace(/\{.*/, '').toLowerCase(),
      end: phrase.replace(/.*\}/, '').toLowerCase(),
      pattern: patternOf(phrase),
    }))

/** No phrase is longer; errors that quote what somebody wrote may be. */
const LONGEST = 2000

/** What a slot holds; nothing where there is no such number, moment or path. */
const heldIn = (kind: string, text: string): SlotValue | undefined => {
  switch (kind) {
    case 'n':
    case 'i':
    case 'o':
      return Number.isSafeInteger(Number(text)) ? Number(text) : undefined
    case 'b':
    case 'z':
      return heldIn('n', text.replace(/.*\(|\D/g, ''))
    case 'm': {
      const seconds = Date.parse(text.replace(' UTC', 'Z').replace(' ', 'T')) / 1000
      return Number.isNaN(seconds) ? undefined : seconds
    }
    case 'a':
      return BigInt(text.replace(/ .*|,/g, ''))
    case 'r':
      return ROLES.find((one) => one.toLowerCase() === text.toLowerCase().replace(' ', ''))
    case 'w':
      return SPEND_PATHS.find((one) => one === text)
    case 'p':
      return text.replace(/.*\(|\)/g, '').split(/, | or /)
    case 'k':
      return text.split(/, | and /)
    case 't':
    case 'f':
    case 'h':
    case 'v':
    case 'q':
      return recognised(text) ?? text
    default:
      return text
  }
}

const recogniser = (): ((text: string) => Phrase | undefined) => {
  let made: readonly Pattern[] | undefined
  return (text) => {
    if (text.length > LONGEST) return undefined
    made ??= patterns()
    const lower = text.toLowerCase()
    for (const { code, start, end, pattern } of made) {
      if (!lower.startsWith(start) || !lower.endsWith(end)) continue
      const slots = pattern.exec(text)
      if (slots === null) continue
      const values = Object.entries(slots.groups ?? {}).map(
        ([slot, held]) => [slot, heldIn(slot.charAt(0), held)] as const,
      )
      if (values.some(([, value]) => value === undefined)) continue
      return { code, data: Object.fromEntries(values), text } as Phrase // its slots are those of the code's text
    }
    return undefined
  }
}

/** The same for texts that are texts. */
export const recognised: (text: string) => Phrase | undefined = /* @__PURE__ */ recogniser()

/**
 * What is told in English by its text alone, as programs want it. Sentences have codes; what engines, scripts and
 * transactions are told by inside of findings and reports (how an output differs from a contract, why a script is not
 * understood, what an opcode does, by what two engines were compared) is text, and is here given its code and its data
 * back: `text` of a step of a script, of `limits` or of a difference, say.
 *
 * `data` has a value for each slot, by its kind and from the second of a kind on a number: `n` a number, `i` a number
 * that names something, `o` a position from 0, which languages count from 1, `a` satoshis as bigint, `b` blocks, `z` seconds, `m` a moment as Unix time in seconds, `r` a
 * role, `w` a path, `p` paths, `k` keys, `c` and `d` what programs write; `t`, `f`, `h`, `v` and `q` are phrases again,
 * or else text: a name, a member, or the text of an error. Codes are those of `Phrase`, and stay as those of errors do.
 *
 * @returns nothing for any other text, and for one of more than 2000 characters
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * phraseOf('The tree is 9 levels deep; contracts have at most 7.')
 * // { code: 'tooDeep', data: { n: 9, n2: 7 }, text: 'The tree is 9 levels deep; …' }
 */
export const phraseOf = (text: string): Phrase | undefined => {
  aText(text, 'text')
  return recognised(text)
}
