import { shown } from '../errors.js'
import { english } from '../languages/english/english.js'
import { isTraditional, lookup } from '../languages/lookup.js'
import type { Language, Sentence } from '../sentences/language.js'
import { type Names, someNames } from '../sentences/names.js'
import type { ReportWords } from '../sentences/report.js'
import { say } from '../sentences/say.js'
import { textOf } from '../sentences/sentence.js'
import { type Voice, voiceOf } from '../sentences/voice.js'
import type { Desk } from './command.js'
import { distinctNames } from './distinctNames.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'
import { ENGLISH_COMMAND } from './words/english.js'
import type { CommandWords, Tell } from './words/words.js'

/** Each language by its tag, read when somebody wants it. */
const LANGUAGES: Readonly<Record<string, () => Promise<Language>>> = {
  en: async () => english,
  es: async () => (await import('../languages/spanish/spanish.js')).spanish,
  pt: async () => (await import('../languages/portuguese/portuguese.js')).portuguese,
  fr: async () => (await import('../languages/french/french.js')).french,
  'zh-Hans': async () => (await import('../languages/chinese/chinese.js')).chinese,
  hi: async () => (await import('../languages/hindi/hindi.js')).hindi,
  ar: async () => (await import('../languages/arabic/arabic.js')).arabic,
}

/** What the command alone says, by the same tags. */
const COMMAND_WORDS: Readonly<Record<string, () => Promise<CommandWords>>> = {
  es: async () => (await import('./words/spanish.js')).SPANISH_COMMAND,
  pt: async () => (await import('./words/portuguese.js')).PORTUGUESE_COMMAND,
  fr: async () => (await import('./words/french.js')).FRENCH_COMMAND,
  'zh-Hans': async () => (await import('./words/chinese.js')).CHINESE_COMMAND,
  hi: async () => (await import('./words/hindi.js')).HINDI_COMMAND,
  ar: async () => (await import('./words/arabic.js')).ARABIC_COMMAND,
}

/** What the command alone says in the language of a tag, and in English where it is of none. */
export const commandWordsIn = async (tag: string): Promise<CommandWords> =>
  (await COMMAND_WORDS[tag]?.()) ?? ENGLISH_COMMAND

/** In English and with bare numbers, as JSON has it whatever the language. */
export const tellInEnglish: Tell = (sentence) => {
  const voice: Voice = {
    ...voiceOf(english),
    amount: (sats) => `${sats} sat`,
    number: (value) => `${value}`,
  }
  return textOf(sentence, { catalogue: ENGLISH_COMMAND, voice })
}

const TAGS = Object.keys(LANGUAGES)

/** The language of a tag, or of one that finds it; English, where nobody says a tag. */
const languageOf = async (wanted: string): Promise<Language> => {
  const load = LANGUAGES[lookup(wanted, TAGS) ?? '']
  if (load !== undefined) return load()
  throw cliError('OPTION_MALFORMED', {
    field: '--lang',
    expected: `one of ${TAGS.join(', ')}${isTraditional(wanted) ? '; Chinese is there in simplified characters only' : ''}`,
    received: shown(wanted),
  })
}

/**
 * In the language of a tag, without the names of anybody.
 *
 * @throws EscrowError `OPTION_MALFORMED`
 */
export const tellIn = async (tag = 'en'): Promise<Tell> => {
  const language = await languageOf(tag)
  const [catalogue, voice] = [await commandWordsIn(language.tag), voiceOf(language)]
  return (sentence) => textOf(sentence, { catalogue, voice })
}

/** Bytes of a file of names. */
const NAMES_LIMIT = 64 * 1024

/** Options of every command that tells people something in sentences, or writes a file of them. */
export const WORDING_OPTIONS: OptionTable<'lang' | 'names'> = {
  lang: {
    value: 'LANG',
    help: `the language of its sentences: ${TAGS.join(', ')}, or of a region, such as pt-BR; en if not said`,
  },
  names: {
    value: 'FILE',
    help: 'what people are called, as JSON: employer, worker, arbiter, backupArbiter, payees (a list)',
  },
}

/** How a run says sentences. */
export interface Wording {
  /** Whether somebody said how. */
  readonly isAsked: boolean
  readonly say: (sentence: Sentence) => string
  readonly tell: Tell
  /** What reports are written by, for what is neither a sentence of its own nor a report. */
  readonly report: { readonly words: ReportWords; readonly voice: Voice }
  /** For what says many of them. */
  readonly options: { readonly language: Language; readonly names: Names }
}

/** The language and the names that somebody asked for. */
export const readWording = async (given: Given<'lang' | 'names'>, desk: Desk): Promise<Wording> => {
  const language = await languageOf(given.one('lang') ?? 'en')
  const file = given.one('names')
  const names =
    file === undefined ? {} : namesIn(await desk.reader.json(file, { field: 'names', limit: NAMES_LIMIT }))
  distinctNames(names, [english, language])
  const catalogue = await commandWordsIn(language.tag)
  const voice = voiceOf(language, names)
  const isAsked = file !== undefined || given.one('lang') !== undefined
  const options = { language, names }
  return {
    isAsked,
    say: (sentence) => say(sentence, options),
    tell: (sentence) => textOf(sentence, { catalogue, voice }),
    report: { words: language.report, voice },
    options,
  }
}

const namesIn = (value: unknown): Names => {
  someNames(value, 'names')
  return value as Names // the line above makes it some
}
