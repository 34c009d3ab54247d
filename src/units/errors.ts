import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Not a whole number of satoshis as a decimal string or bigint. */
  AMOUNT_NOT_INTEGER: 'input',
  AMOUNT_NEGATIVE: 'input',
  /** More than the 21 million coins that can ever exist. */
  AMOUNT_OVER_SUPPLY: 'input',
  FEE_RATE_MALFORMED: 'input',
  FEE_RATE_OUT_OF_RANGE: 'input',
  /** Not exactly one of blocks, seconds, height, time. */
  LOCK_MALFORMED: 'input',
  LOCK_TWO_KINDS: 'input',
  LOCK_ZERO: 'input',
  LOCK_RELATIVE_OUT_OF_RANGE: 'input',
  LOCK_SECONDS_NOT_WHOLE: 'input',
  LOCK_ABSOLUTE_OUT_OF_RANGE: 'input',
  OUTPOINT_MALFORMED: 'input',
  NETWORK_UNKNOWN: 'input',
} as const

export const unitError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
