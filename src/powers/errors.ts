import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** What a script does is beyond the reading; the audit says so and does not guess. */
  AUDIT_SCRIPT_NOT_UNDERSTOOD: 'limit',
} as const

export const powersError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
