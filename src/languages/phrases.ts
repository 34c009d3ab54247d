import { SIGNERS, type Voice } from '../sentences/voice.js'
import { ROLES, SPEND_PATHS } from '../words.js'
import { PHRASES } from './phraseTable.js'

type PhraseName = keyof typeof PHRASES

/**
 * How one language says each of the phrases, with the same slots; one that is missing does not compile. `{=…}` is what
 * is written from left to right in a language that is not.
 */
export type PhraseBook = { readonly [Name in PhraseName]: string } & {
  /** Of a path: the way by the secret, behind the worker. */
  readonly withSecret: string
  /** The text of an error, which stays as programs have it: `{q}`. */
  readonly apart: string
}

const CODE = '.+?'
const MATCHES: Readonly<Record<string, string>> = {
  n: '-?\\d+',
  i: '\\d+',
  a: '\\d+',
  b: '\\d+',
  z: '\\d+',
  m: '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC',
  r: 'backup arbiter|backupArbiter|employer|worker|arbiter',
  p: '\\w+(?:(?:, | or )\\w+)*',
  c: '\\S+?',
  f: '[\\w.]+',
  h: '(?:from block|from \\d|as soon as).+?',
  w: SPEND_PATHS.join('|'),
  v: 'not malleable|malleable|always needs a signature|can be taken without a signature',
}

const patternOf = (phrase: string): RegExp =>
  new RegExp(
    `^${phrase
      .split(/\{(\w+)\}/)
      .map((part, at) =>
        at % 2 === 0
          ? part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          : `(?<${part}>${MATCHES[part.charAt(0)] ?? CODE})`,
      )
      .join('')}$`,
    'i',
  )

/** A phrase with what its texts begin and end with, in lower case. */
interface Pattern {
  readonly name: PhraseName
  readonly start: string
  readonly end: string
  readonly pattern: RegExp
}

const patterns = (): readonly Pattern[] =>
  (Object.entries(PHRASES) as [PhraseName, string][]) // the entries of the table above
    .map(([name, phrase]) => ({
      name,
      start: phrase.replace(/\{.*/, '').toLowerCase(),
      end: phrase.replace(/.*\}/, '').toLowerCase(),
      pattern: patternOf(phrase),
    }))

/** No phrase is longer; errors that quote what somebody wrote may be. */
const LONGEST = 2000

/** Says what is told in English, in the words of a book. */
export interface Phrases {
  /** What is no phrase is the text of an error, and set apart as English. */
  readonly told: (text: string, say: Voice) => string
  /** What is no phrase is a name. */
  readonly named: (text: string, say: Voice) => string
}

/** The phrases of a language; the texts of errors stay in English, and are set apart as such. */
export const phrasesIn = (book: PhraseBook): Phrases => {
  let made: readonly Pattern[] | undefined
  const known = (text: string, say: Voice): string | undefined => {
    if (text.length > LONGEST) return undefined
    made ??= patterns()
    const lower = text.toLowerCase()
    for (const { name, start, end, pattern } of made) {
      if (!lower.startsWith(start) || !lower.endsWith(end)) continue
      const slots = pattern.exec(text)
      if (slots !== null) return filled(book[name], (slot) => value(slot, slots.groups?.[slot] ?? '', say))
    }
    return undefined
  }
  const pathOf = (name: string, say: Voice): string => {
    const path = SPEND_PATHS.find((one) => one === name)
    if (path === undefined) return say.code(name)
    if (path === 'key') return book.keyPath
    const who = say.people(SIGNERS[path])
    return path === 'workerWithSecret' ? `${who} ${book.withSecret}` : who
  }
  const value = (slot: string, text: string, say: Voice): string => {
    switch (slot.charAt(0)) {
      case 'n':
        return say.number(Number(text))
      case 'i':
        return say.id(Number(text))
      case 'a':
        return say.amount(BigInt(text))
      case 'b':
        return say.span({ blocks: Number(text) })
      case 'z':
        return say.span({ seconds: Number(text) })
      case 'm':
        return say.moment(Date.parse(text.replace(' UTC', 'Z').replace(' ', 'T')) / 1000)
      case 'r': {
        const role = ROLES.find((one) => one.toLowerCase() === text.toLowerCase().replace(' ', ''))
        return role === undefined ? say.code(text) : say.role(role)
      }
      case 'w':
        return pathOf(text, say)
      case 'p':
        return say.or(text.split(/, | or /).map((one) => pathOf(one, say)))
      case 'k':
        return say.and(text.split(/, | and /).map(say.code))
      case 't':
      case 'f':
      case 'h':
      case 'v':
        return named(text, say)
      case 'q':
        return told(text, say)
      case '=':
        return say.code(slot.slice(1))
      default:
        return say.code(text)
    }
  }
  const named: Phrases['named'] = (text, say) => known(text, say) ?? say.code(text)
  const told: Phrases['told'] = (text, say) =>
    known(text, say) ?? filled(book.apart, () => say.code(text.replace(/\.$/, '')))
  return { told, named }
}

const filled = (text: string, valueAt: (slot: string) => string): string =>
  text.replace(/\{([^}]+)\}/g, (_, slot: string) => valueAt(slot))
