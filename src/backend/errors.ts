import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** The runtime has no Web Crypto, so there is nothing to take randomness from. */
  RANDOMNESS_MISSING: 'state',
} as const

export const backendError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
