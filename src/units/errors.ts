import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** Not a whole number of satoshis as a decimal string or bigint. */
  AMOUNT_NOT_INTEGER: 'input',
  /** Less than 0 satoshis. */
  AMOUNT_NEGATIVE: 'input',
  /** More than the 21 million coins that can ever exist. */
  AMOUNT_OVER_SUPPLY: 'input',
  /** A fee rate that is no text such as `2.5`, in satoshis per virtual byte with at most three decimals. */
  FEE_RATE_MALFORMED: 'input',
  /** A fee rate of 0, or over 1,000,000 sat/vB. */
  FEE_RATE_OUT_OF_RANGE: 'input',
  /** Not exactly one of blocks, seconds, height, time. */
  LOCK_MALFORMED: 'input',
  /** A lock that says two of `blocks`, `seconds`, `height` and `time`, of which it has one. */
  LOCK_TWO_KINDS: 'input',
  /** A lock that is open from the start. */
  LOCK_ZERO: 'input',
  /** Blocks or seconds that BIP 68 cannot hold: 1 to 65535 blocks, or as many times 512 seconds. */
  LOCK_RELATIVE_OUT_OF_RANGE: 'input',
  /** Seconds that are no multiple of 512, the step of BIP 68. */
  LOCK_SECONDS_NOT_WHOLE: 'input',
  /** A height over 499,999,999, or a time below 500,000,000 or after 2147483647 (BIP 65). */
  LOCK_ABSOLUTE_OUT_OF_RANGE: 'input',
  /** No outpoint: a txid of 64 lower-case hex digits and the number of an output. */
  OUTPOINT_MALFORMED: 'input',
  /** None of the networks that are known here; the text lists them. */
  NETWORK_UNKNOWN: 'input',
} as const

export const unitError: ErrorFamily<typeof codes> = /* @__PURE__ */ errorFamily(codes)
