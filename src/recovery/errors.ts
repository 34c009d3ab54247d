import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A recovery file for a role that the agreement does not have. */
  RECOVERY_ROLE: 'input',
} as const

export const recoveryError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
