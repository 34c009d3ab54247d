import { coinsOfSats, satsOfCoins } from '../units/coins.js'
import type { FeeRate } from '../units/feeRate.js'

/** A fee rate as nodes read it: coins per 1000 virtual bytes, which is the same number as satoshis per 1000. */
export const coinsOfFeeRate = (rate: FeeRate): string => coinsOfSats(rate)

/** A fee rate as nodes write it, in coins per 1000 virtual bytes. */
export const feeRateOfCoins = (text: string): FeeRate | undefined => {
  const amount = satsOfCoins(text)
  // satoshis per 1000 virtual bytes is what a fee rate is
  return amount === undefined ? undefined : (amount as bigint as FeeRate)
}
