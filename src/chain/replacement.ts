import { type FeeRate, feeFor, virtualSize } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import type { RelayPolicy, WaitingTransaction } from './source.js'

/** What a node asks of what replaces a transaction in its mempool: options of `bump`, and the least rate. */
export interface Replacement {
  /** Of a replacement of the same size. */
  readonly leastFeeRate: FeeRate
  readonly replaces: { readonly fee: Sats; readonly weight: number }
  readonly incrementalFeeRate: FeeRate
}

/**
 * What a node asks of a replacement: more than all that it replaces paid, by what its own relay costs, and what the
 * mempool asks of everybody (BIP 125, rules 3 and 4).
 */
export const replacementOf = (
  { weight, withDescendants }: WaitingTransaction,
  { feeRate, incrementalFeeRate }: RelayPolicy,
): Replacement => {
  const overOld = withDescendants.fee + feeFor(weight, incrementalFeeRate)
  const floor = feeFor(weight, feeRate)
  const least = overOld > floor ? overOld : floor
  const size = BigInt(virtualSize(weight))
  return {
    // rounded up, more than zero as the fee is
    leastFeeRate: ((least * 1000n + size - 1n) / size) as FeeRate,
    replaces: withDescendants,
    incrementalFeeRate,
  }
}
