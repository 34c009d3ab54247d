import type { AmountMatch } from '../../contract/funded.js'
import type { ReviewedFee } from '../../spend/reviewed.js'
import type { Outpoint } from '../../units/outpoint.js'
import type { Sats } from '../../units/sats.js'
import type { LeafName, Outcome, Role, SpendPath } from '../../words.js'
import type { EngineComparison } from '../compare.js'
import type { ContractName, OutcomeTold, OutputTold } from '../told.js'

/** Whether a signature verifies: `unknown` where an output that the transaction spends is not known. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unknown'

/** One signature of a witness, with the key that it stands for. */
export interface TracedSignature {
  /** Whose key it is: one, or both parties for the key path. `position` counts the role's keys from 0. */
  readonly signers: readonly { readonly role: Role | 'terms'; readonly position: number }[]
  /** Hex, 32 x-only bytes. */
  readonly key: string
  /** Hex. */
  readonly signature: string
  /** The type byte (BIP 341, "Common signature message"); 0 covers everything. */
  readonly type: number
  readonly verdict: SignatureVerdict
}

/** The secret that a witness showed to everybody. */
export interface ShownSecret {
  /** Hex. */
  readonly preimage: string
  /** Hex: the agreement's. */
  readonly hash: string
  readonly opens: boolean
}

/** How an input spends a contract. */
export type TracedWay =
  | { readonly kind: 'key'; readonly signatures: readonly TracedSignature[] }
  | {
      readonly kind: 'leaf'
      readonly path: LeafName
      /** Hex. */
      readonly leafHash: string
      readonly signatures: readonly TracedSignature[]
      readonly secret?: ShownSecret
    }
  /** No way that the contract has: no node that knows Taproot accepts it. */
  | { readonly kind: 'foreign'; readonly reason: string }

/** An input that spends a contract. */
export interface TracedInput {
  readonly input: number
  readonly outpoint: Outpoint
  readonly contract: ContractName
  /** Unknown where neither the funding transaction nor the output was given. */
  readonly amount?: Sats
  readonly by: TracedWay
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
  /**
   * `deposit` by money from outside; `freeze` back into the contract that is spent; `relock` into another one of the
   * agreement, `amendment` into one of an agreement that amends it, `other` into one of an unrelated agreement.
   */
  readonly how: 'deposit' | 'freeze' | 'relock' | 'amendment' | 'other'
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
  readonly refused: readonly { readonly position: number; readonly code: string; readonly text: string }[]
  /** Signature hashes and signatures, by both engines. */
  readonly engines: EngineComparison
}
