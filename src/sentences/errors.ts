import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A name of a person that is empty, too long, or holds what text for people must not. */
  NAME_MALFORMED: 'input',
  /** A code that no sentence has, or data that its sentence cannot say. */
  SENTENCE_MALFORMED: 'input',
} as const

export const sentenceError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
