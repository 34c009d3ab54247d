import { arabic } from '../languages/arabic/arabic.js'
import { chinese } from '../languages/chinese/chinese.js'
import { english } from '../languages/english/english.js'
import { french } from '../languages/french/french.js'
import { hindi } from '../languages/hindi/hindi.js'
import { portuguese } from '../languages/portuguese/portuguese.js'
import { spanish } from '../languages/spanish/spanish.js'
import type { Language } from '../sentences/language.js'

/** What a report on the page can be read in; what nobody chose is English, the first. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  english,
  spanish,
  portuguese,
  french,
  chinese,
  hindi,
  arabic,
]
