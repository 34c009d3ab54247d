import { aFunction, anObject, aText, type Check, having, membersOf } from '../../given/check.js'
import { ENGLISH_OF_REPORTS } from '../../languages/english/english.js'
import type { ReportedSentences, ReportLanguage } from '../../sentences/language.js'
import { type Names, someNames } from '../../sentences/names.js'
import { type SentenceIn, textOf } from '../../sentences/sentence.js'
import { voiceOf } from '../../sentences/voice.js'
import { SPEND_PATHS } from '../../words.js'
import { code, english, type Span, said } from './blocks.js'
import { pathText, type Words } from './names.js'
import type { QrDrawer } from './qr.js'

/** In which words a report is written. */
export interface ReportOptions {
  /** One of those that `taproot-escrow/languages` has; English where not said. */
  readonly language?: ReportLanguage
  /** What people are called; by their roles where it is not said. */
  readonly names?: Names
  /** Draws addresses and payment URIs in HTML as QR codes; without it there are none. */
  readonly qr?: QrDrawer
}

/** Options of a report. */
export const someReportOptions: Check = /* @__PURE__ */ membersOf<ReportOptions>({
  'language?': /* @__PURE__ */ having({
    tag: aText,
    formats: anObject,
    terms: anObject,
    catalogue: anObject,
    report: anObject,
  }),
  'names?': someNames,
  'qr?': aFunction,
})

/** How a report says everything. */
export interface Wording extends Words {
  readonly tag: string
  readonly dir: 'ltr' | 'rtl'
  /** What a finding is about. English says it as it is, since programs look for it; others say what they can. */
  readonly about: (subject: string) => Span
  /** What the audit has in English, in words of the language where it has some. */
  readonly english: (text: string) => Span
  /** Names of paths, leaves and members of agreements, in the same way. */
  readonly named: (text: string) => Span
  /** What the library says everywhere. */
  readonly told: (sentence: SentenceIn<ReportedSentences>) => Span
  readonly qr?: QrDrawer
}

export const wordingOf = ({ language = ENGLISH_OF_REPORTS, names, qr }: ReportOptions): Wording => {
  const { tag, dir, report, catalogue } = language
  const { heads, sentences, about, told } = report
  const say = voiceOf(language, names)
  const inWords: (span: Wording['named']) => Wording['named'] = (span) =>
    told === undefined ? span : (text) => said(told(text, say))
  const words: Words = {
    heads,
    say,
    sentence: (code, data) => sentences[code](data, say),
  }
  return {
    ...words,
    tag,
    dir,
    about: about === undefined ? english : (subject) => said(about(subject, { say, words: report })),
    english: inWords(english),
    named: (text) => {
      const path = SPEND_PATHS.find((one) => one === text)
      return path === undefined ? inWords(code)(text) : said(pathText(path, words))
    },
    told: (sentence) => said(textOf(sentence, { catalogue, voice: say })),
    ...(qr === undefined ? {} : { qr }),
  }
}
