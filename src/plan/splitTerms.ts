import type { Sats } from '../units/sats.js'

/** What each side gets of what is left after all fees, in basis points; together 10000. */
export interface ShareSplit {
  readonly employer: number
  readonly worker: number
}

/** One side's part to the satoshi. The other side takes the rest, and so bears the network's fee. */
export type ExactSplit =
  | { readonly employer: Sats; readonly worker?: never }
  | { readonly worker: Sats; readonly employer?: never }

/**
 * How both sides share: in basis points, or one of them in satoshis.
 *
 * @example
 * const half: Split = { employer: 5000, worker: 5000 }
 * const exact: Split = { worker: sats('600000') }
 */
export type Split = ShareSplit | ExactSplit
