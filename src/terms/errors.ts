import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Not an object where a template takes named parameters. */
  PARAMETER_TYPE: 'input',
  /** A parameter that the template does not have, or not beside the others given. */
  PARAMETER_UNKNOWN: 'input',
  /** A clock that is no whole number, or no moment that a chain can reach. */
  CLOCK_MALFORMED: 'input',
  /** A wage of no period, or of more than an agreement has milestones. */
  PERIODS_OUT_OF_RANGE: 'input',
  /** The amended agreement would say what the agreement says already. */
  AMENDMENT_EMPTY: 'input',
  /** A member that amending must not change: format, version, network, previous. */
  AMENDMENT_MEMBER_FIXED: 'input',
  /** An index that contracts of the amended agreement's predecessors may have. */
  AMENDMENT_INDEX_USED: 'input',
  /** No milestone at this position of the agreement that is amended. */
  AMENDMENT_MILESTONE_UNKNOWN: 'input',
  /** Not of the form that a proof of terms has. */
  TERMS_PROOF_MALFORMED: 'input',
  /** A proof for another agreement, or for a milestone that it does not have. */
  TERMS_PROOF_AGREEMENT: 'mismatch',
  /** Chain code or key of the terms leaf. */
  TERMS_PROOF_KEY: 'mismatch',
  /** Script or hash of the terms leaf. */
  TERMS_PROOF_LEAF: 'mismatch',
  /** The way from the leaf to the root. */
  TERMS_PROOF_ROOT: 'mismatch',
  /** Internal key and root make another output than the one in question. */
  TERMS_PROOF_OUTPUT: 'mismatch',
} as const

export const termsError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
