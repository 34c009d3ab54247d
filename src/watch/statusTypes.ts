import type { Contract } from '../contract/contract.js'
import type { AmountMatch, Funded } from '../contract/funded.js'
import type { SwapTarget } from '../plan/via.js'
import type { Outpoint } from '../units/outpoint.js'
import type { ClockTip } from './clock.js'
import type { SpendDeed } from './types.js'

/** What a contract is like now, in one word that a user interface can switch on. */
export type StatusWord =
  /** Nothing was paid in, or what was is not there any more. */
  | 'unfunded'
  /** A deposit waits for its block. */
  | 'arriving'
  /** A deposit has fewer confirmations than are wanted. */
  | 'confirming'
  /** A deposit is as deep as wanted, and nothing spends it. */
  | 'funded'
  /** A spend waits for its block, or has fewer confirmations than are wanted. */
  | 'leaving'
  /** A spend is as deep as wanted. */
  | 'left'

/** A block of the chain that holds a transaction. */
export interface InBlock {
  readonly blockHash: string
  readonly height: number
  /** From 1: the block itself counts. */
  readonly confirmations: number
}

/** What became of a transaction. */
export type TransactionState =
  | ({ readonly kind: 'confirmed' } & InBlock)
  | { readonly kind: 'waiting' }
  /** Another transaction, with this id, spends what it spends. */
  | { readonly kind: 'replaced'; readonly by: string }
  /** Not in the mempool any more. */
  | { readonly kind: 'dropped' }

/** An output that pays a contract. */
export interface DepositStatus {
  /** What spends are drafted of: with the height and the median time that clocks count from, once it is confirmed. */
  readonly funded: Funded
  readonly state: TransactionState
  /** How it compares with the agreed amount; `oneOfSeveral` where others are there beside it. */
  readonly kind: AmountMatch | 'oneOfSeveral'
  /** Paid to a contract that was over. */
  readonly isLate: boolean
}

/** A transaction that spends a deposit. */
export interface SpendStatus {
  readonly txid: string
  /** What it spends. */
  readonly outpoint: Outpoint
  readonly state: TransactionState
  /**
   * By which path, signed by whom, where the money went, the secret that it showed; absent where the transaction's
   * bytes were pruned before its contract was known.
   */
  readonly deed?: SpendDeed
}

/** Transactions that spend one deposit, of which one at most can ever be confirmed. */
export interface Conflict {
  readonly outpoint: Outpoint
  readonly txids: readonly string[]
  /** The one that the chain holds. */
  readonly confirmed?: string
}

/** A block that held a deposit or a spend, and is not in the chain any more. */
export interface Undone {
  readonly what: 'deposit' | 'spend'
  readonly txid: string
  /** The deposit. */
  readonly outpoint: Outpoint
  readonly blockHash: string
  readonly height: number
}

/** What a contract is like, as of one block. */
export interface Status {
  readonly contract: Contract
  readonly word: StatusWord
  /**
   * The last block of the view: when it was mined, its median time (BIP 113), and what a block took on average of the
   * last 144, each where the view knows it.
   */
  readonly at: ClockTip & { readonly hash: string }
  /** Deposits that are in the chain or wait for their block; those in the chain first, in its order. */
  readonly deposits: readonly DepositStatus[]
  /** Of these what a spend can be made of: as deep as wanted, and nothing in the chain spends it. */
  readonly spendable: readonly Funded[]
  /** Deposits that were seen, and were replaced or dropped. */
  readonly gone: readonly DepositStatus[]
  /** Every transaction that was seen spending a deposit, whatever became of it. */
  readonly spends: readonly SpendStatus[]
  readonly conflicts: readonly Conflict[]
  /** What a reorganisation took out of the chain, as long as it stands in no block of the new one. */
  readonly undone: readonly Undone[]
}

export interface StatusOptions {
  /** How many blocks must hold or follow a transaction before it counts; 1 where not said. */
  readonly confirmations?: number
  /**
   * Other contracts, for spends that were seen without them: where a relock went is known where the next contract is.
   */
  readonly contracts?: readonly Contract[]
  /**
   * Swaps that releases and awards went into, as `swapTarget` of `taproot-escrow/swap` makes them: take them from swaps
   * that you compiled yourself. Without its swap such a spend is told as no outcome of the agreement, as nothing else
   * tells whose the output is.
   */
  readonly via?: readonly SwapTarget[]
}
