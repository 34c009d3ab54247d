import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** An output that the caller describes and that is none. */
  AUDIT_PREVOUT: 'input',
  /** Whoever built the transaction gave it another version than its plan has. */
  SPEND_VERSION: 'mismatch',
  /** Whoever built the transaction gave it another `nLockTime` than its plan has. */
  SPEND_LOCK_TIME: 'mismatch',
  /** Whoever built the transaction gave an input another sequence than its plan has. */
  SPEND_SEQUENCE: 'mismatch',
  /** The outputs pay no outcome that the agreement allows on this path. */
  SPEND_OUTPUTS: 'mismatch',
  /** The outputs pay more than the inputs hold, so no block can hold the transaction. */
  SPEND_FEE_NEGATIVE: 'mismatch',
} as const

export const deedError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
