import { type ErrorFamily, errorFamily } from '../errors.js'
import type { Role } from '../words.js'

const codes = {
  /** The PSBT spends other outputs than the ones given. */
  SPEND_INPUT_FOREIGN: 'mismatch',
  /** A PSBT that spends fewer of the funded contracts than were given with it. */
  SPEND_INPUT_MISSING: 'mismatch',
  /** Flags of version 2 allow inputs or outputs to be changed still (BIP 370). */
  SPEND_MODIFIABLE: 'mismatch',
  /** The previous output that the PSBT shows is not the contract's. */
  SPEND_PREVIOUS_DIFFERENT: 'mismatch',
  /** A leaf, control block, internal key or Merkle root that the contract does not have. */
  SPEND_LEAF_UNKNOWN: 'mismatch',
  /** A PSBT that reveals a leaf of the contract with a control block that does not lead to it. */
  SPEND_CONTROL_BLOCK: 'mismatch',
  /** A PSBT that gives an input another internal key than its contract's. */
  SPEND_INTERNAL_KEY: 'mismatch',
  /** A PSBT that gives an input another Merkle root than its contract's tree has. */
  SPEND_MERKLE_ROOT: 'mismatch',
  /** A PSBT with MuSig2 rows of somebody else than employer and worker, or for another key. */
  SPEND_PARTICIPANTS: 'mismatch',
  /** The inputs do not agree on one path. */
  SPEND_PATH_UNCLEAR: 'mismatch',
  /** A PSBT that asks for signatures of less than everything: nobody should give them. */
  SPEND_SIGHASH: 'mismatch',
  /** The final witness opens nothing of the contract. */
  SPEND_FINAL_WITNESS: 'mismatch',
  /** A PSBT with a secret that does not open the hash of the leaf. */
  SPEND_PREIMAGE: 'mismatch',
  /** Two spends of different transactions cannot be combined. */
  SPEND_DIFFERENT: 'mismatch',
  /** A choice that does not say where the money goes. */
  EXPECTATION_VAGUE: 'input',
  /** A rule of the review objects. */
  REVIEW_REFUSED: 'state',
  /** A signature in the name of these roles that does not verify for this very transaction. */
  SIGNATURE_INVALID: 'mismatch',
  /** A signature of 65 bytes or another length, so not of everything (SIGHASH_DEFAULT has 64). */
  SIGNATURE_SIZE: 'mismatch',
  /** A signature by a key, or of a leaf, that the contract does not have. */
  SIGNATURE_FOREIGN: 'mismatch',
  /** Not enough have signed: `missing` names the roles that still have to. */
  SIGNATURE_MISSING: 'state',
  /** Enough have signed, but nobody has given the secret that the leaf wants: see `addSecret`. */
  SIGNATURE_PREIMAGE_MISSING: 'state',
  /** The signer holds none of the keys that this spend needs. */
  SIGNER_NO_KEY: 'input',
  /** None of its keys is missing and others are, or none: most likely this signer has signed already. */
  SIGNER_NOT_NEEDED: 'state',
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
  /** A copy of a spend, or a proxy as frameworks for pages make them: hand over the original, or its PSBT. */
  SPEND_NOT_BUILT: 'input',
  /** What is to be finalized did not come from `complete`, and lacks signatures. */
  SPEND_NOT_COMPLETE: 'input',
  /** The finished transaction is not the planned one: a bug of this library. */
  SPEND_PLAN_BROKEN: 'internal',
  /** A step of MuSig2 for a spend by a leaf, which `sign` signs. */
  SPEND_PATH_NOT_KEY: 'input',
  /** `sign` of a spend by the key path, which takes the two rounds of `startMusig`. */
  SPEND_PATH_IS_KEY: 'input',
  /** The first round is not over: `missing` names whose nonce has not come. */
  SPEND_NONCE_MISSING: 'state',
  /** Another nonce by a role that had sent one before: it started again, or somebody in between changed it. */
  SPEND_NONCE_CHANGED: 'mismatch',
  /** A nonce that is no pair of points. */
  SPEND_NONCE_INVALID: 'mismatch',
  /** A partial signature by this role that does not verify for this very transaction. */
  SPEND_PARTIAL_INVALID: 'mismatch',
  /** A MuSig2 session signs once, even where that failed: start again with `startMusig`. */
  SPEND_SESSION_USED: 'state',
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
