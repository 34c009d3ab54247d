import { shown } from '../errors.js'
import { anObject, aText, having, membersOf } from '../given/check.js'
import { sentenceError } from './errors.js'
import type { Language, Sentence } from './language.js'
import { type Names, someNames } from './names.js'
import { textOf } from './sentence.js'
import { voiceOf } from './voice.js'

/** How a sentence is said. */
export interface SayOptions {
  /** One of those that `taproot-escrow/languages` has. */
  readonly language: Language
  /** What people are called; by their roles where it is not said. */
  readonly names?: Names
}

/**
 * Says a sentence in a language, with the names of people. Amounts, dates and lists are written as the language
 * writes them; whatever comes from outside, names among it, stands in isolates where it could turn its neighbours
 * around.
 *
 * @throws EscrowError `NAME_MALFORMED`, `SENTENCE_MALFORMED`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * import { spanish } from 'taproot-escrow/languages'
 * const { sentences } = review(theirs, { as: 'worker' })
 * sentences.map((sentence) => say(sentence, { language: spanish, names: { employer: 'Ada' } }))
 */
export const say = (sentence: Sentence, options: SayOptions): string => {
  having({ code: aText, data: anObject })(sentence, 'sentence')
  membersOf<SayOptions>({
    language: having({ tag: aText, formats: anObject, terms: anObject, catalogue: anObject }),
    'names?': someNames,
  })(options, '')
  const { language, names } = options
  const { catalogue } = language
  if (!Object.keys(catalogue).includes(sentence.code))
    throw malformed('a code of a sentence', shown(sentence.code))
  try {
    return textOf(sentence, { catalogue, voice: voiceOf(language, names) })
  } catch (error) {
    throw malformed(`the data of ${sentence.code}`, 'another kind of data', error)
  }
}

const malformed = (expected: string, received: string, cause?: unknown): Error =>
  sentenceError('SENTENCE_MALFORMED', { field: 'sentence', expected, received }, cause)
