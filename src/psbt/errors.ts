import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  PSBT_NOT_BASE64: 'input',
  /** Over a cap on bytes, rows or the transaction's size. */
  PSBT_TOO_LARGE: 'input',
  PSBT_MAGIC: 'input',
  /** The bytes end inside a map, or maps are missing. */
  PSBT_TRUNCATED: 'input',
  PSBT_TRAILING_BYTES: 'input',
  PSBT_LENGTH_NOT_MINIMAL: 'input',
  PSBT_DUPLICATE_ROW: 'input',
  PSBT_VERSION: 'input',
  /** A row that this version of the format excludes. */
  PSBT_ROW_OTHER_VERSION: 'input',
  /** A row that this version of the format requires. */
  PSBT_ROW_MISSING: 'input',
  /** Inputs of version 2 that demand a height and a time (BIP 370). */
  PSBT_LOCK_TIMES_CONFLICT: 'input',
  /** A row whose key or value has not the form that its type demands. */
  PSBT_ROW_MALFORMED: 'input',
  PSBT_TRANSACTION_MISSING: 'input',
  /** The transaction inside carries signatures. */
  PSBT_TRANSACTION_SIGNED: 'input',
  /** Not exactly one map for each input and output of the transaction. */
  PSBT_MAP_COUNT: 'internal',
  TRANSACTION_MALFORMED: 'input',
  TRANSACTION_TOO_LARGE: 'input',
  TRANSACTION_DUPLICATE_INPUT: 'input',
} as const

export const psbtError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
