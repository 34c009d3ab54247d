import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Not 32 bytes below the group order, or it takes the aggregate to infinity. */
  MUSIG_TWEAK_INVALID: 'input',
  /** Something else than the 32 bytes of a signature hash. */
  MUSIG_MESSAGE_LENGTH: 'input',
  /** The key is none of the context's. */
  MUSIG_KEY_NOT_PARTICIPANT: 'input',
  /** The secret key is not the one of the public key that the nonce was made for. */
  MUSIG_KEY_MISMATCH: 'input',
  /** Nobody may ever sign twice with one nonce: that gives the secret key away. */
  MUSIG_NONCE_USED: 'state',
  /** Something else than the handle that the nonce was handed out as: a copy, a clone, text. */
  MUSIG_NONCE_NOT_A_HANDLE: 'input',
  /** The nonce was made for another message or other keys. */
  MUSIG_NONCE_OTHER_SESSION: 'state',
  /** Not one public nonce for each key. */
  MUSIG_NONCE_MISSING: 'state',
  /** The signer with this number sent no public nonce: 66 bytes that are two points (BIP 327). */
  MUSIG_NONCE_MALFORMED: 'mismatch',
  /** The signer with this number sent a nonce of zeros, which no honest one makes. */
  MUSIG_NONCE_AT_INFINITY: 'mismatch',
  /** Whoever aggregated the nonces sent something else than 66 bytes that are two points. */
  MUSIG_AGGREGATE_NONCE_MALFORMED: 'mismatch',
  /** Not one partial signature for each key. */
  MUSIG_PARTIAL_MISSING: 'state',
  /** The signer with this number sent something else than the 32 bytes of a partial signature. */
  MUSIG_PARTIAL_MALFORMED: 'mismatch',
  /** The signer with this number sent a partial signature of something else, or by another key. */
  MUSIG_PARTIAL_INVALID: 'mismatch',
  /** Every contribution is right and the signature is not. */
  MUSIG_SIGNATURE_INVALID: 'internal',
  /** A secret nonce or key outside of the group, of which nothing is said: it is a secret. */
  MUSIG_SIGNING_FAILED: 'internal',
} as const

/** Position of the signer among the context's keys. */
interface Signer {
  readonly signer: number
}

interface Extras {
  MUSIG_NONCE_MALFORMED: Signer
  MUSIG_NONCE_AT_INFINITY: Signer
  MUSIG_PARTIAL_MALFORMED: Signer
  MUSIG_PARTIAL_INVALID: Signer
}

export const musigError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
