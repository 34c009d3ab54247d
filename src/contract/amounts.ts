import type { Contract } from './contract.js'
import type { AmountMatch } from './funded.js'

/** How an amount on chain compares with what a contract says. */
export const compareAmount = (contract: Contract, amount: bigint): AmountMatch =>
  amount === contract.amount ? 'exact' : amount < contract.amount ? 'under' : 'over'
