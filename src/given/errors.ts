import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Missing, or of another kind than it has to be. */
  ARGUMENT_TYPE: 'input',
  /** An option that nobody reads: a misspelled one must not become the default. */
  ARGUMENT_UNKNOWN: 'input',
} as const

export const givenError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
