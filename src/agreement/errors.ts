import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  AGREEMENT_NOT_TEXT: 'input',
  AGREEMENT_TOO_LARGE: 'input',
  AGREEMENT_TOO_DEEP: 'input',
  /** A JavaScript value that cannot become JSON: a function, a symbol, a getter that throws. */
  AGREEMENT_UNREADABLE: 'input',
  /** Another agreement than the one that was promised. */
  AGREEMENT_ID_MISMATCH: 'mismatch',
  JSON_SYNTAX: 'input',
  JSON_DUPLICATE_KEY: 'input',
  /** A fraction, an exponent or minus zero, even where the value is whole. */
  JSON_NUMBER_SPELLING: 'input',
  FIELD_MISSING: 'input',
  FIELD_UNKNOWN: 'input',
  FIELD_TYPE: 'input',
  FORMAT_UNKNOWN: 'input',
  VERSION_UNKNOWN: 'input',
  INDEX_OUT_OF_RANGE: 'input',
  THRESHOLD_OUT_OF_RANGE: 'input',
  KEYS_COUNT: 'input',
  PAYEES_COUNT: 'input',
  SHARE_OUT_OF_RANGE: 'input',
  /** Not exactly one of bps and sats. */
  ARBITER_FEE_MALFORMED: 'input',
  ARBITER_FEE_OUT_OF_RANGE: 'input',
  KEY_PATH_UNKNOWN: 'input',
  SILENCE_PAYS_UNKNOWN: 'input',
  MILESTONES_COUNT: 'input',
  /** No weight at all: leaving the member out says the same. */
  WEIGHTS_EMPTY: 'input',
  WEIGHT_OUT_OF_RANGE: 'input',
  HEX_MALFORMED: 'input',
  /** Upper-case digits. */
  HEX_NOT_NORMAL: 'input',
  /** Not 32 bytes. */
  HASH_LENGTH: 'input',
  SALT_LENGTH: 'input',
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
  ADDRESS_MALFORMED: 'input',
  ADDRESS_CHECKSUM: 'input',
  /** Upper case. */
  ADDRESS_NOT_NORMAL: 'input',
  ADDRESS_OTHER_NETWORK: 'input',
  ADDRESS_BECH32_FOR_BECH32M: 'input',
  ADDRESS_BECH32M_FOR_BECH32: 'input',
  ADDRESS_WITNESS_VERSION_UNKNOWN: 'input',
  /** A length that the address's kind does not have. */
  ADDRESS_PROGRAM_LENGTH: 'input',
  /** A Taproot output whose key no point on the curve has: money sent there is lost. */
  ADDRESS_OFF_CURVE: 'input',
} as const

export const agreementError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
