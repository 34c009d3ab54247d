import { code, type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Not a whole number of satoshis as a decimal string or bigint. */
  AMOUNT_NOT_INTEGER: code('input'),
  AMOUNT_NEGATIVE: code('input'),
  /** More than the 21 million coins that can ever exist. */
  AMOUNT_OVER_SUPPLY: code('input'),
  FEE_RATE_MALFORMED: code('input'),
  FEE_RATE_OUT_OF_RANGE: code('input'),
  /** Not exactly one of blocks, seconds, height, time. */
  LOCK_MALFORMED: code('input'),
  LOCK_TWO_KINDS: code('input'),
  LOCK_ZERO: code('input'),
  LOCK_RELATIVE_OUT_OF_RANGE: code('input'),
  LOCK_SECONDS_NOT_WHOLE: code('input'),
  LOCK_ABSOLUTE_OUT_OF_RANGE: code('input'),
  OUTPOINT_MALFORMED: code('input'),
  NETWORK_UNKNOWN: code('input'),
} as const

export const unitError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
