import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { Contract } from './contract.js'

/** How the amount on chain compares with the milestone's. */
export type AmountMatch = 'exact' | 'under' | 'over'

/** A contract together with an output on chain that pays its script. */
export interface Funded {
  readonly contract: Contract
  readonly outpoint: Outpoint
  /** What the output holds. */
  readonly amount: Sats
  readonly match: AmountMatch
  /** Height of the block that confirmed the output; absent while it is unconfirmed or unknown. */
  readonly confirmedAt?: number
  /** Median time of the block before that one (BIP 113): relative seconds count from it. */
  readonly medianTimeBefore?: number
}
