import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** No milestone at this position. */
  MILESTONE_UNKNOWN: 'input',
  /** The last milestone's index is beyond 2^31 − 1. */
  MILESTONE_INDEX_OUT_OF_RANGE: 'input',
  SHARES_SUM: 'input',
  /** One address for two payees. */
  PAYEE_REPEATED: 'input',
  SECRET_HASH_REPEATED: 'input',
  /** MuSig2 needs one extended key of the employer and one of the worker. */
  KEY_PATH_NEEDS_EXTENDED_KEYS: 'input',
  DISPUTE_MISSING: 'input',
  DISPUTE_WITHOUT_ARBITER: 'input',
  BACKUP_WITHOUT_ARBITER: 'input',
  BACKUP_FROM_MISSING: 'input',
  BACKUP_FROM_WITHOUT_BACKUP: 'input',
  LOCK_KINDS_MIXED: 'input',
  /** A decision in blocks where the locks count seconds, or the reverse. */
  DECISION_UNIT: 'input',
  /** The backup could decide before the arbiter had its time. */
  BACKUP_FROM_TOO_EARLY: 'input',
  /** Who profits from silence could wait the other out. */
  SILENCE_TOO_EARLY: 'input',
  RESCUE_TOO_EARLY: 'input',
  /** A milestone of which somebody could not be paid: what is left after all fees would not relay. */
  AMOUNT_DUST: 'input',
  ARBITER_FEE_DUST: 'input',
  /** Fixed satoshis over half of a milestone's amount. */
  ARBITER_FEE_OVER_AMOUNT: 'input',
  /** A weight of a path that no milestone has. */
  WEIGHT_PATH_ABSENT: 'input',
} as const

interface Extras {
  AMOUNT_DUST: {
    /** Field of the address whose output would be dust. */
    readonly payee: string
  }
}

export const pathError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<typeof codes, Extras>(
  codes,
)
