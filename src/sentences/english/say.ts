import { type Catalogue, textOf } from '../sentence.js'
import { voiceOf } from '../voice.js'
import { ENGLISH_TONGUE } from './tongue.js'

/** The text that is always there: English, with roles in the place of names. */
export const inEnglish = <Table, Code extends keyof Table>(
  sentence: { readonly code: Code; readonly data: Table[Code] },
  catalogue: Catalogue<Table>,
): string => textOf(sentence, { catalogue, voice: voiceOf(ENGLISH_TONGUE) })
