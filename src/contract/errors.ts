import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Two roles whose keys become one key of a contract. */
  CONTRACT_KEY_SHARED: 'input',
  CONTRACT_PATH_MISSING: 'input',
  CONTRACT_KEY_PATH_CLOSED: 'input',
  CONTRACT_NOT_COMPILABLE: 'internal',
  /** A JSON form of another shape. */
  JSON_FORM_MALFORMED: 'input',
  /** A JSON form of a contract that the caller has not compiled. */
  CONTRACT_UNKNOWN: 'input',
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
  /** A wallet policy that a signing device, or BIP 388 itself, does not take. */
  POLICY_DEVICE_LIMIT: 'limit',
  POLICY_DEVICE_UNKNOWN: 'input',
} as const

interface Extras {
  POLICY_DEVICE_LIMIT: { readonly layer: 'device'; readonly device: string; readonly rule: string }
}

export const contractError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
