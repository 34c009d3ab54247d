import { type ErrorFamily, errorFamily } from '../errors.js'
import type { Role } from '../words.js'

const codes = {
  /** The PSBT spends other outputs than the ones given. */
  SPEND_INPUT_FOREIGN: 'mismatch',
  SPEND_INPUT_MISSING: 'mismatch',
  /** Flags of version 2 allow inputs or outputs to be changed still (BIP 370). */
  SPEND_MODIFIABLE: 'mismatch',
  /** The previous output that the PSBT shows is not the contract's. */
  SPEND_PREVIOUS_DIFFERENT: 'mismatch',
  /** A leaf, control block, internal key or Merkle root that the contract does not have. */
  SPEND_LEAF_UNKNOWN: 'mismatch',
  SPEND_CONTROL_BLOCK: 'mismatch',
  SPEND_INTERNAL_KEY: 'mismatch',
  SPEND_MERKLE_ROOT: 'mismatch',
  SPEND_PARTICIPANTS: 'mismatch',
  /** The inputs do not agree on one path. */
  SPEND_PATH_UNCLEAR: 'mismatch',
  SPEND_SIGHASH: 'mismatch',
  /** The final witness opens nothing of the contract. */
  SPEND_FINAL_WITNESS: 'mismatch',
  SPEND_PREIMAGE: 'mismatch',
  /** Two spends of different transactions cannot be combined. */
  SPEND_DIFFERENT: 'mismatch',
  /** A choice that does not say where the money goes. */
  EXPECTATION_VAGUE: 'input',
  /** A rule of the review objects. */
  REVIEW_REFUSED: 'state',
  SIGNATURE_INVALID: 'mismatch',
  SIGNATURE_SIZE: 'mismatch',
  SIGNATURE_FOREIGN: 'mismatch',
  SIGNATURE_MISSING: 'state',
  SIGNATURE_PREIMAGE_MISSING: 'state',
  /** The signer holds none of the keys that this spend still needs. */
  SIGNER_NO_KEY: 'input',
  /** The signer answered with something that is no signature of its key. */
  SIGNER_FAILED: 'input',
  /** As what a replacement replaces less than the spend itself. */
  BUMP_REPLACES: 'input',
  /** A replacement that nodes would not prefer to what it replaces (BIP 125, rules 3 and 4). */
  BUMP_TOO_LITTLE: 'limit',
  /** A relock that leaves open what becomes of the rest. */
  RELOCK_REST: 'input',
  /** Neither 32 bytes nor a secret's text with a valid checksum. */
  SECRET_MALFORMED: 'input',
  /** The secret opens none of the hashes. */
  SECRET_WRONG: 'input',
  SPEND_NOT_BUILT: 'input',
  SPEND_NOT_COMPLETE: 'input',
  /** The finished transaction is not the planned one: a bug of this library. */
  SPEND_PLAN_BROKEN: 'internal',
  SPEND_PATH_NOT_KEY: 'input',
  SPEND_PATH_IS_KEY: 'input',
  SPEND_NONCE_MISSING: 'state',
  SPEND_NONCE_CHANGED: 'mismatch',
  /** A nonce that is no pair of points. */
  SPEND_NONCE_INVALID: 'mismatch',
  SPEND_PARTIAL_INVALID: 'mismatch',
  SPEND_SESSION_USED: 'state',
  /** A recovery file for a role that the agreement does not have. */
  RECOVERY_ROLE: 'input',
} as const

/** Whose contribution it was. */
type Blame = { readonly roles: readonly Role[] }

interface Extras {
  BUMP_TOO_LITTLE: { readonly layer: 'relay'; readonly least: bigint }
  REVIEW_REFUSED: { readonly rules: readonly string[] }
  SIGNATURE_INVALID: Blame
  SIGNATURE_MISSING: { readonly missing: readonly Role[] }
  SIGNER_FAILED: Blame
  SPEND_NONCE_MISSING: { readonly missing: readonly Role[] }
  SPEND_NONCE_CHANGED: Blame
  SPEND_NONCE_INVALID: Blame
  SPEND_PARTIAL_INVALID: Blame
}

export const spendError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
