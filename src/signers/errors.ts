import { type ErrorFamily, errorFamily } from '../errors.js'

/** A family for each way to a signer, so that pages carry the codes of theirs alone. */
const wifCodes = {
  WIF_MALFORMED: 'input',
  WIF_NETWORK: 'input',
  /** A WIF that stands for an uncompressed key, which Taproot does not know. */
  WIF_UNCOMPRESSED: 'input',
  SECRET_KEY_ZERO: 'input',
} as const

const extendedKeyCodes = {
  EXTENDED_PRIVATE_KEY_MALFORMED: 'input',
  /** A public key where the private one belongs. */
  EXTENDED_PRIVATE_KEY_PUBLIC: 'input',
  EXTENDED_PRIVATE_KEY_NETWORK: 'input',
  /** An origin that is none, or that contradicts what the key says about itself. */
  EXTENDED_PRIVATE_KEY_ORIGIN: 'input',
  /** Something behind the key that is no derivation. */
  EXTENDED_PRIVATE_KEY_DERIVATION: 'input',
} as const

const codes = {
  /** The scalar is the group order or more. */
  SECRET_KEY_OUT_OF_RANGE: 'input',
  /** Accounts lie below a private master key. */
  ACCOUNT_MASTER: 'input',
  MNEMONIC_LENGTH: 'input',
  MNEMONIC_WORD: 'input',
  MNEMONIC_CHECKSUM: 'input',
} as const

export const wifError: ErrorFamily<typeof wifCodes> = /* @__PURE__ */ errorFamily(wifCodes)

export const extendedKeyError: ErrorFamily<typeof extendedKeyCodes> =
  /* @__PURE__ */ errorFamily(extendedKeyCodes)

export const signerError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
