import { arabic } from '../languages/arabic/arabic.js'
import { chinese } from '../languages/chinese/chinese.js'
import { english } from '../languages/english/english.js'
import { french } from '../languages/french/french.js'
import { hindi } from '../languages/hindi/hindi.js'
import { portuguese } from '../languages/portuguese/portuguese.js'
import { spanish } from '../languages/spanish/spanish.js'
import type { Language } from '../sentences/language.js'
import { ARABIC_PAGE } from './words/arabic.js'
import { CHINESE_PAGE } from './words/chinese.js'
import { ENGLISH_PAGE, type PageWords } from './words/english.js'
import { FRENCH_PAGE } from './words/french.js'
import { HINDI_PAGE } from './words/hindi.js'
import { PORTUGUESE_PAGE } from './words/portuguese.js'
import { SPANISH_PAGE } from './words/spanish.js'

/** A language of the page: how reports are written in it, and what the page itself says. */
export interface PageLanguage {
  readonly language: Language
  readonly words: PageWords
}

/** What the page and its reports can be read in; what nobody chose is English, the first. */
export const LANGUAGES: readonly [PageLanguage, ...PageLanguage[]] = [
  { language: english, words: ENGLISH_PAGE },
  { language: spanish, words: SPANISH_PAGE },
  { language: portuguese, words: PORTUGUESE_PAGE },
  { language: french, words: FRENCH_PAGE },
  { language: chinese, words: CHINESE_PAGE },
  { language: hindi, words: HINDI_PAGE },
  { language: arabic, words: ARABIC_PAGE },
]
