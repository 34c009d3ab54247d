import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A role that the agreement does not have. */
  ACCEPTANCE_ROLE: 'input',
  /** A position that the role's list of keys does not have. */
  ACCEPTANCE_KEY: 'input',
  /** A signer that holds no key of the role. */
  ACCEPTANCE_NO_KEY: 'input',
  /** An agreement that is not the one amended, or none where a key of it accepts. */
  ACCEPTANCE_AMENDS: 'input',
  /** No list, no acceptance, or neither a BIP 322 signature in its simple form nor a PSBT that proves the same. */
  ACCEPTANCE_MALFORMED: 'input',
  /** A signature of somebody else, or of another agreement or role. */
  ACCEPTANCE_INVALID: 'mismatch',
} as const

export const acceptanceError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
