import type { AmountMatch } from '../../contract/funded.js'
import type { Refused } from '../../deeds/given.js'
import type { HowPaid, SpendWay } from '../../deeds/types.js'
import type { ReviewedFee } from '../../spend/reviewed.js'
import type { Outpoint } from '../../units/outpoint.js'
import type { Sats } from '../../units/sats.js'
import type { Outcome, SpendPath } from '../../words.js'
import type { EngineComparison } from '../compare.js'
import type { ContractName, OutcomeTold, OutputTold } from '../told.js'

/** An input that spends a contract. */
export interface TracedInput {
  readonly input: number
  readonly outpoint: Outpoint
  readonly contract: ContractName
  /** Unknown where neither the funding transaction nor the output was given. */
  readonly amount?: Sats
  readonly by: SpendWay
  readonly sequence: number
  /** Hex: data that the signatures cover and no rule knows (BIP 341, "annex"). */
  readonly annex?: string
}

/** An output that pays a contract. */
export interface TracedFunding {
  readonly vout: number
  readonly contract: ContractName
  readonly amount: Sats
  readonly match: AmountMatch
  readonly how: HowPaid
  /** The transaction among those given that spends it. */
  readonly spentBy?: string
}

/** An amount that is not the one that an outcome would pay. */
export interface AmountDifference {
  readonly outcome: Outcome
  readonly to: readonly string[]
  readonly expected: bigint
  readonly received: Sats
}

/** Whether what a transaction pays is an outcome of the agreement. */
export type TracedOutcome =
  | {
      readonly matches: 'yes'
      readonly path: SpendPath
      readonly outcome: OutcomeTold
      readonly arbiterFee: Sats
      /** What else is not as this library would have planned it: fees, version, locktimes. */
      readonly remarks: readonly string[]
    }
  | {
      readonly matches: 'no'
      /** The code of the error that says what differs, where one does. */
      readonly code?: string
      readonly text: string
      /** Where all recipients are those of an outcome, and the amounts are not. */
      readonly differences: readonly AmountDifference[]
      /** What may stand behind outputs that pay strangers, where there are some. */
      readonly strangers?: string
    }
  | { readonly matches: 'unknown'; readonly text: string }

/** One transaction that spends or funds contracts. */
export interface TracedTransaction {
  readonly txid: string
  readonly version: number
  readonly lockTime: number
  /** Inputs that spend contracts. */
  readonly spends: readonly TracedInput[]
  /** Outputs that pay contracts. */
  readonly funds: readonly TracedFunding[]
  readonly outputs: readonly OutputTold[]
  /** Known where all outputs that it spends are. */
  readonly fee?: ReviewedFee
  /** Where it spends a contract. */
  readonly outcome?: TracedOutcome
  /** The same in plain sentences. */
  readonly text: readonly string[]
}

/** What became of contracts, as far as the given transactions tell. Plain data: bytes are hex. */
export interface Trace {
  /** Parents before children. */
  readonly transactions: readonly TracedTransaction[]
  /** Contracts' outputs that nothing among the given transactions spends. */
  readonly unspent: readonly {
    readonly outpoint: Outpoint
    readonly contract: ContractName
    readonly amount: Sats
  }[]
  /** Ids of transactions that neither spend nor fund a contract. */
  readonly unrelated: readonly string[]
  /** What was given and is no transaction. */
  readonly refused: readonly Refused[]
  /** Signature hashes and signatures, by both engines. */
  readonly engines: EngineComparison
}
