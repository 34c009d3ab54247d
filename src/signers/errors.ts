import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  WIF_MALFORMED: 'input',
  WIF_NETWORK: 'input',
  /** A WIF that stands for an uncompressed key, which Taproot does not know. */
  WIF_UNCOMPRESSED: 'input',
  SECRET_KEY_ZERO: 'input',
  /** The scalar is the group order or more. */
  SECRET_KEY_OUT_OF_RANGE: 'input',
  EXTENDED_PRIVATE_KEY_MALFORMED: 'input',
  /** A public key where the private one belongs. */
  EXTENDED_PRIVATE_KEY_PUBLIC: 'input',
  EXTENDED_PRIVATE_KEY_NETWORK: 'input',
  /** An origin that is none, or that contradicts what the key says about itself. */
  EXTENDED_PRIVATE_KEY_ORIGIN: 'input',
  /** Something behind the key that is no derivation. */
  EXTENDED_PRIVATE_KEY_DERIVATION: 'input',
  /** Accounts lie below a private master key. */
  ACCOUNT_MASTER: 'input',
  MNEMONIC_LENGTH: 'input',
  MNEMONIC_WORD: 'input',
  MNEMONIC_CHECKSUM: 'input',
} as const

export const signerError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
