import { SIGNERS, type Voice } from '../sentences/voice.js'
import { ROLES, SPEND_PATHS } from '../words.js'
import { type Phrase, type PhraseCode, recognised, type SlotValue } from './phraseOf.js'

/**
 * How one language says each of the phrases, with the same slots; one that is missing does not compile. `{=…}` is what
 * is written from left to right in a language that is not.
 */
export type PhraseBook = { readonly [Code in PhraseCode]: string } & {
  /** Of a path: the way by the secret, behind the worker. */
  readonly withSecret: string
  /** The text of an error, which stays as programs have it: `{q}`. */
  readonly apart: string
}

/** Says what is told in English, in the words of a book. */
export interface Phrases {
  /** What is no phrase is the text of an error, and set apart as English. */
  readonly told: (text: string, say: Voice) => string
  /** What is no phrase is a name. */
  readonly named: (text: string, say: Voice) => string
}

/** The phrases of a language; the texts of errors stay in English, and are set apart as such. */
export const phrasesIn = (book: PhraseBook): Phrases => {
  const said = ({ code, data }: Phrase, say: Voice): string => {
    const values = new Map<string, SlotValue>(Object.entries(data))
    return filled(book[code], (slot) =>
      slot.startsWith('=') ? say.code(slot.slice(1)) : value(slot.charAt(0), values.get(slot) ?? '', say),
    )
  }
  const pathOf = (name: string, say: Voice): string => {
    const path = SPEND_PATHS.find((one) => one === name)
    if (path === undefined) return say.code(name)
    if (path === 'key') return book.keyPath
    const who = say.people(SIGNERS[path])
    return path === 'workerWithSecret' ? `${who} ${book.withSecret}` : who
  }
  const value = (kind: string, given: SlotValue, say: Voice): string => {
    if (typeof given === 'bigint') return say.amount(given)
    if (typeof given === 'number') return numberOf(kind, given, say)
    if (typeof given === 'string') return textOf(kind, given, say)
    if ('code' in given) return said(given, say)
    return kind === 'p' ? say.or(given.map((one) => pathOf(one, say))) : say.and(given.map(say.code))
  }
  const textOf = (kind: string, text: string, say: Voice): string => {
    if (kind === 'w') return pathOf(text, say)
    if (kind === 'q') return apart(text, say)
    const role = kind === 'r' ? ROLES.find((one) => one === text) : undefined
    return role === undefined ? say.code(text) : say.role(role)
  }
  const apart = (text: string, say: Voice): string =>
    filled(book.apart, () => say.code(text.replace(/\.$/, '')))
  const known = (text: string, say: Voice): string | undefined => {
    const phrase = recognised(text)
    return phrase && said(phrase, say)
  }
  return {
    told: (text, say) => known(text, say) ?? apart(text, say),
    named: (text, say) => known(text, say) ?? say.code(text),
  }
}

const numberOf = (kind: string, given: number, say: Voice): string => {
  switch (kind) {
    case 'i':
      return say.id(given)
    case 'o':
      return say.id(given + 1)
    case 'b':
      return say.span({ blocks: given })
    case 'z':
      return say.span({ seconds: given })
    case 'm':
      return say.moment(given)
    default:
      return say.number(given)
  }
}

const filled = (text: string, valueAt: (slot: string) => string): string =>
  text.replace(/\{([^}]+)\}/g, (_, slot: string) => valueAt(slot))
