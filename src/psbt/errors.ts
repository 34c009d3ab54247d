import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Neither bytes nor base64 with its padding and without white space. */
  PSBT_NOT_BASE64: 'input',
  /** Over a cap on bytes, rows or the transaction's size. */
  PSBT_TOO_LARGE: 'input',
  /** Bytes of something else, such as a finished transaction (BIP 174 begins with 70736274ff). */
  PSBT_MAGIC: 'input',
  /** The bytes end inside a map, or maps are missing. */
  PSBT_TRUNCATED: 'input',
  /** More bytes behind the last map: other readers might show something else. */
  PSBT_TRAILING_BYTES: 'input',
  /** A length in more bytes than it takes, so that one PSBT would have two spellings. */
  PSBT_LENGTH_NOT_MINIMAL: 'input',
  /** One key twice in a map (BIP 174): two readers could take two different values. */
  PSBT_DUPLICATE_ROW: 'input',
  /** A version other than 0 and 2, or 2 in what only version 0 has (BIP 370). */
  PSBT_VERSION: 'input',
  /** A row that this version of the format excludes. */
  PSBT_ROW_OTHER_VERSION: 'input',
  /** A row that this version of the format requires. */
  PSBT_ROW_MISSING: 'input',
  /** Inputs of version 2 that demand a height and a time (BIP 370). */
  PSBT_LOCK_TIMES_CONFLICT: 'input',
  /** A row whose key or value has not the form that its type demands. */
  PSBT_ROW_MALFORMED: 'input',
  /** A PSBT of version 0 without its unsigned transaction. */
  PSBT_TRANSACTION_MISSING: 'input',
  /** The transaction inside carries signatures. */
  PSBT_TRANSACTION_SIGNED: 'input',
  /** Not exactly one map for each input and output of the transaction. */
  PSBT_MAP_COUNT: 'internal',
  /** Bytes or hex that are no transaction; often the id of one. */
  TRANSACTION_MALFORMED: 'input',
  /** More bytes, inputs or outputs than any block can hold. */
  TRANSACTION_TOO_LARGE: 'input',
  /** One output spent twice by a transaction, which no block can hold. */
  TRANSACTION_DUPLICATE_INPUT: 'input',
} as const

export const psbtError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
