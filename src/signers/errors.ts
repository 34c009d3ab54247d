import { type ErrorFamily, errorFamily } from '../errors.js'

/** A family for each way to a signer, so that pages carry the codes of theirs alone. */
const wifCodes = {
  /** A text that is no private key in WIF, mistyped or another secret; it is never shown. */
  WIF_MALFORMED: 'input',
  /** A private key of another network than the one asked for. */
  WIF_NETWORK: 'input',
  /** A WIF that stands for an uncompressed key, which Taproot does not know. */
  WIF_UNCOMPRESSED: 'input',
  /** Zero, which is no private key: whatever made it is broken. */
  SECRET_KEY_ZERO: 'input',
} as const

const extendedKeyCodes = {
  /** A text that is no xprv or tprv, mistyped or another secret; it is never shown. */
  EXTENDED_PRIVATE_KEY_MALFORMED: 'input',
  /** A public key where the private one belongs. */
  EXTENDED_PRIVATE_KEY_PUBLIC: 'input',
  /** An xprv where a tprv is asked for, or the reverse. */
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
  /** Not 12, 15, 18, 21 or 24 words (BIP 39). */
  MNEMONIC_LENGTH: 'input',
  /** A word that is not in the English list of BIP 39; its place is said, the word never. */
  MNEMONIC_WORD: 'input',
  /** All words are in the list, but one is mistaken, missing or out of place. */
  MNEMONIC_CHECKSUM: 'input',
} as const

export const wifError: ErrorFamily<typeof wifCodes> = /* @__PURE__ */ errorFamily(wifCodes)

export const extendedKeyError: ErrorFamily<typeof extendedKeyCodes> =
  /* @__PURE__ */ errorFamily(extendedKeyCodes)

export const signerError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
