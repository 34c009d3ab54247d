import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** No milestone at this position. */
  MILESTONE_UNKNOWN: 'input',
  /** The last milestone's index is beyond 2^31 − 1. */
  MILESTONE_INDEX_OUT_OF_RANGE: 'input',
  /** The worker's payees share more or less than 10000 basis points. */
  SHARES_SUM: 'input',
  /** One address for two payees. */
  PAYEE_REPEATED: 'input',
  /** Two milestones with one hash: whoever learns the secret of one could take both. */
  SECRET_HASH_REPEATED: 'input',
  /** MuSig2 needs one extended key of the employer and one of the worker. */
  KEY_PATH_NEEDS_EXTENDED_KEYS: 'input',
  /** An arbiter without `dispute.decision`, the time that deciding takes, in some milestone. */
  DISPUTE_MISSING: 'input',
  /** Times for a dispute that nobody could decide. */
  DISPUTE_WITHOUT_ARBITER: 'input',
  /** A backup arbiter where there is no arbiter to stand in for. */
  BACKUP_WITHOUT_ARBITER: 'input',
  /** A backup arbiter without the time from which it may decide. */
  BACKUP_FROM_MISSING: 'input',
  /** The time from which a backup arbiter may decide, and no backup arbiter. */
  BACKUP_FROM_WITHOUT_BACKUP: 'input',
  /**
   * Blocks beside times, or relative locks beside absolute ones, in one milestone: no order holds between
   * them.
   */
  LOCK_KINDS_MIXED: 'input',
  /** A decision in blocks where the locks count seconds, or the reverse. */
  DECISION_UNIT: 'input',
  /** The backup could decide before the arbiter had its time. */
  BACKUP_FROM_TOO_EARLY: 'input',
  /** Who profits from silence could wait the other out. */
  SILENCE_TOO_EARLY: 'input',
  /** The other party could take the money before the one whom silence pays had time to. */
  RESCUE_TOO_EARLY: 'input',
  /** A milestone of which somebody could not be paid: what is left after all fees would not relay. */
  AMOUNT_DUST: 'input',
  /** A fee that is too small to relay as an output: the arbiter could not be paid. */
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
