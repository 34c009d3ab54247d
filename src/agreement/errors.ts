import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Neither text nor bytes: an agreement is read from its JSON text, as `JSON.parse` hides repeated names. */
  AGREEMENT_NOT_TEXT: 'input',
  /** A text over 524,288 bytes, or over 200,000 values in an object. */
  AGREEMENT_TOO_LARGE: 'input',
  /** Objects and lists in each other more than 16 levels deep, or an object that holds itself. */
  AGREEMENT_TOO_DEEP: 'input',
  /** A JavaScript value that cannot become JSON: a function, a symbol, a getter that throws. */
  AGREEMENT_UNREADABLE: 'input',
  /** Another agreement than the one that was promised. */
  AGREEMENT_ID_MISMATCH: 'mismatch',
  /** Text that is no JSON; the position is said where the engine tells it, the text never. */
  JSON_SYNTAX: 'input',
  /** A name twice in one object: two readers could take two different values. */
  JSON_DUPLICATE_KEY: 'input',
  /** A fraction, an exponent or minus zero, even where the value is whole. */
  JSON_NUMBER_SPELLING: 'input',
  /** A member that has to be stated: nothing has a default. */
  FIELD_MISSING: 'input',
  /** A member that the format does not have, or that is misspelled; nothing is ignored. */
  FIELD_UNKNOWN: 'input',
  /** A value of another JSON type than the member has, such as a number where satoshis are a decimal string. */
  FIELD_TYPE: 'input',
  /** Another `format` than `taproot-escrow/agreement`: some other document. */
  FORMAT_UNKNOWN: 'input',
  /** A version that this release does not read: take a later release, or ask who wrote it. */
  VERSION_UNKNOWN: 'input',
  /** Not a whole number from 0 to 2147483647, the unhardened child numbers of BIP 32. */
  INDEX_OUT_OF_RANGE: 'input',
  /** Not a whole number from 1 to as many keys as the role has. */
  THRESHOLD_OUT_OF_RANGE: 'input',
  /** A role without keys, or with more than 20. */
  KEYS_COUNT: 'input',
  /** A worker without payees, or with more than 100. */
  PAYEES_COUNT: 'input',
  /** A payee's share that is not a whole number of basis points from 1 to 10000. */
  SHARE_OUT_OF_RANGE: 'input',
  /** Not exactly one of bps and sats. */
  ARBITER_FEE_MALFORMED: 'input',
  /** Basis points that are not a whole number from 0 to 5000, or 0 fixed satoshis: no fee is 0 bps. */
  ARBITER_FEE_OUT_OF_RANGE: 'input',
  /** A `keyPath` that is neither `musig2` nor `closed`. */
  KEY_PATH_UNKNOWN: 'input',
  /** Somebody else than `employer` or `worker` who would be paid when nobody speaks. */
  SILENCE_PAYS_UNKNOWN: 'input',
  /** An agreement without milestones, or with more than 1000. */
  MILESTONES_COUNT: 'input',
  /** No weight at all: leaving the member out says the same. */
  WEIGHTS_EMPTY: 'input',
  /** The weight of a path that is not a whole number from 1 to 65536. */
  WEIGHT_OUT_OF_RANGE: 'input',
  /** Characters other than hex digits, or an odd number of them. */
  HEX_MALFORMED: 'input',
  /** Upper-case digits. */
  HEX_NOT_NORMAL: 'input',
  /** Not 32 bytes. */
  HASH_LENGTH: 'input',
  /** Not 16 to 32 bytes. */
  SALT_LENGTH: 'input',
  /** A text without characters, or of more than 1024 bytes in UTF-8. */
  TEXT_LENGTH: 'input',
  /** Bytes that are no well-formed UTF-8. */
  TEXT_NOT_UTF8: 'input',
  /** One of a fixed table: controls, what turns the direction of writing, what nobody sees. */
  TEXT_CHARACTER_FORBIDDEN: 'input',
  /** Half of a surrogate pair. */
  TEXT_LONE_SURROGATE: 'input',
  /** At the beginning or the end. */
  TEXT_WHITE_SPACE: 'input',
  /** A recovery phrase, a private key or the secret of a milestone in a text that everybody reads. */
  TEXT_SECRET: 'input',
  /** Text that looks like no address of Bitcoin at all. */
  ADDRESS_MALFORMED: 'input',
  /** Mistyped or cut off: ask for the address again, and do not guess the character. */
  ADDRESS_CHECKSUM: 'input',
  /** Upper case. */
  ADDRESS_NOT_NORMAL: 'input',
  /** A valid address of another network than the agreement's. */
  ADDRESS_OTHER_NETWORK: 'input',
  /** Written by software from before BIP 350: its checksum does not protect a Taproot address. */
  ADDRESS_BECH32_FOR_BECH32M: 'input',
  /** A version 0 address with the checksum of later versions, which no wallet writes (BIP 350). */
  ADDRESS_BECH32M_FOR_BECH32: 'input',
  /** Version 2 or later: until it has rules, anybody may spend what is paid there. */
  ADDRESS_WITNESS_VERSION_UNKNOWN: 'input',
  /** A length that the address's kind does not have. */
  ADDRESS_PROGRAM_LENGTH: 'input',
  /** A Taproot output whose key no point on the curve has: money sent there is lost. */
  ADDRESS_OFF_CURVE: 'input',
} as const

export const agreementError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
