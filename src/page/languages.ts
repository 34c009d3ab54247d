import { ARABIC_OF_REPORTS } from '../languages/arabic/arabic.js'
import { CHINESE_OF_REPORTS } from '../languages/chinese/chinese.js'
import { ENGLISH_OF_REPORTS } from '../languages/english/english.js'
import { FRENCH_OF_REPORTS } from '../languages/french/french.js'
import { HINDI_OF_REPORTS } from '../languages/hindi/hindi.js'
import { PORTUGUESE_OF_REPORTS } from '../languages/portuguese/portuguese.js'
import { SPANISH_OF_REPORTS } from '../languages/spanish/spanish.js'
import type { NamedReportLanguage } from '../sentences/language.js'
import { ARABIC_PAGE } from './words/arabic.js'
import { CHINESE_PAGE } from './words/chinese.js'
import { ENGLISH_PAGE, type PageWords } from './words/english.js'
import { FRENCH_PAGE } from './words/french.js'
import { HINDI_PAGE } from './words/hindi.js'
import { PORTUGUESE_PAGE } from './words/portuguese.js'
import { SPANISH_PAGE } from './words/spanish.js'

/** A language of the page: how reports are written in it, and what the page itself says. */
export interface PageLanguage {
  readonly language: NamedReportLanguage
  readonly words: PageWords
}

/** What the page and its reports can be read in; what nobody chose is English, the first. */
export const LANGUAGES: readonly [PageLanguage, ...PageLanguage[]] = [
  { language: ENGLISH_OF_REPORTS, words: ENGLISH_PAGE },
  { language: SPANISH_OF_REPORTS, words: SPANISH_PAGE },
  { language: PORTUGUESE_OF_REPORTS, words: PORTUGUESE_PAGE },
  { language: FRENCH_OF_REPORTS, words: FRENCH_PAGE },
  { language: CHINESE_OF_REPORTS, words: CHINESE_PAGE },
  { language: HINDI_OF_REPORTS, words: HINDI_PAGE },
  { language: ARABIC_OF_REPORTS, words: ARABIC_PAGE },
]
