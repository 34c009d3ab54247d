import { ENGLISH_TONGUE } from '../../src/sentences/english/tongue.js'
import { type Voice, voiceOf } from '../../src/sentences/voice.js'

/** Values as sentences in English say them. */
export const said: Voice = voiceOf(ENGLISH_TONGUE)
