import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** No output of the transaction pays a contract of the agreement. */
  FUNDING_NO_OUTPUT: 'mismatch',
  FUNDING_HEIGHT: 'input',
  FUNDED_JSON_MALFORMED: 'input',
} as const

export const fundingError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
