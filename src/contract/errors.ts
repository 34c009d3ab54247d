import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Two roles whose keys become one key of a contract. */
  CONTRACT_KEY_SHARED: 'input',
  CONTRACT_PATH_MISSING: 'input',
  CONTRACT_KEY_PATH_CLOSED: 'input',
  CONTRACT_NOT_COMPILABLE: 'internal',
} as const

export const contractError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
