import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** An output that the caller describes and that is none. */
  AUDIT_PREVOUT: 'input',
  SPEND_VERSION: 'mismatch',
  SPEND_LOCK_TIME: 'mismatch',
  SPEND_SEQUENCE: 'mismatch',
  /** The outputs pay no outcome that the agreement allows on this path. */
  SPEND_OUTPUTS: 'mismatch',
  SPEND_FEE_NEGATIVE: 'mismatch',
} as const

export const deedError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
