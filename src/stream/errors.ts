import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A milestone whose silence pays the worker, who would only have to wait. */
  STREAM_SILENCE: 'input',
  /** Deposits of several contracts, which end at moments that do not compare. */
  STREAM_CONTRACTS: 'input',
  /** An employer of several keys: a state holds one signature for each deposit. */
  STREAM_QUORUM: 'input',
  /** A deposit that the chain does not hold, or of which it is not known since when. */
  STREAM_UNCONFIRMED: 'state',
  /** A fee rate with which a state might not relay by itself. */
  STREAM_FEE_RATE: 'input',
  /** A pot, or an amount, that leaves somebody less than nodes relay. */
  STREAM_TOO_SMALL: 'limit',
  /** More than the pot holds. */
  STREAM_TOO_MUCH: 'limit',
  /** It is time to close. */
  STREAM_OVER: 'state',
  /** A state of other deposits. */
  STREAM_DEPOSITS: 'mismatch',
  /** A state with another fee. */
  STREAM_FEE: 'mismatch',
  /** A state that the employer did not sign. */
  STREAM_SIGNATURE: 'mismatch',
  /** A state that pays no more than the last one. */
  STREAM_NOT_MORE: 'state',
  /** A state that pays less than what is owed. */
  STREAM_BEHIND: 'state',
  /** A close that pays the worker less than a state that the worker holds. */
  STREAM_LESS_THAN_SIGNED: 'mismatch',
} as const

interface Extras {
  STREAM_TOO_SMALL: { readonly layer: 'relay'; readonly least: bigint }
  STREAM_TOO_MUCH: { readonly layer: 'relay'; readonly most: bigint }
  STREAM_BEHIND: { readonly missing: bigint }
}

export const streamError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
