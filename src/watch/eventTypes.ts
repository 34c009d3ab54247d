import type { ContractRef } from '../contract/json.js'
import type { FeeRate } from '../units/feeRate.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { LeafName, Role } from '../words.js'

/** What every event tells. */
interface AnyEvent {
  /**
   * The same whenever the event is derived again, from whichever views: whoever has handled an id is done with it.
   * 64 hex digits.
   */
  readonly id: string
  /** The contract that it happened to. */
  readonly contract: ContractRef
}

/** Something about an output that pays the contract. */
interface DepositEvent extends AnyEvent {
  readonly deposit: Outpoint
}

/** Something about a transaction that spends a deposit. */
interface SpendEvent extends DepositEvent {
  readonly txid: string
}

/** A block. */
interface OfBlock {
  readonly blockHash: string
  readonly height: number
}

/** A transaction that pays the contract or spends a deposit of it. */
interface EitherEvent extends DepositEvent {
  readonly what: 'deposit' | 'spend'
  readonly txid: string
}

/**
 * At which moment before a path opens: a tenth of the whole time is left, or less than review warns of (144 blocks, a
 * day), or less than it refuses a release within (36 blocks, six hours).
 */
export type DeadlineMark = 'tenth' | 'warning' | 'refusal'

/** Something that happened to a contract. */
export type ContractEvent =
  /** A transaction that pays the contract appeared; again where it had been dropped or replaced. */
  | (DepositEvent & { readonly kind: 'arrived'; readonly amount: Sats })
  /** It pays less than was agreed. */
  | (DepositEvent & { readonly kind: 'under'; readonly amount: Sats; readonly agreed: Sats })
  /** It pays more than was agreed. */
  | (DepositEvent & { readonly kind: 'over'; readonly amount: Sats; readonly agreed: Sats })
  /** Two deposits were there at the same time, and nothing had spent either: once for a contract. */
  | (AnyEvent & { readonly kind: 'severalDeposits' })
  /** A deposit came into a contract that was over. */
  | (DepositEvent & { readonly kind: 'lateDeposit'; readonly amount: Sats })
  /** A deposit is as deep in the chain as wanted; the block is its own. */
  | (DepositEvent & OfBlock & { readonly kind: 'confirmed'; readonly amount: Sats })
  /** A path with a lock is open: a transaction by it can be in the next block. */
  | (DepositEvent & { readonly kind: 'pathOpens'; readonly path: LeafName })
  /** A path opens soon by which the money can move without this role. */
  | (DepositEvent & {
      readonly kind: 'deadlineNear'
      readonly role: Role
      readonly path: LeafName
      readonly mark: DeadlineMark
      /** The height of the tip, or its median time, at which the path opens. */
      readonly opensAt: number
      readonly unit: 'blocks' | 'seconds'
    })
  /** A transaction that spends a deposit appeared; again where it had been dropped or replaced. */
  | (SpendEvent & { readonly kind: 'spendSeen' })
  /** It is as deep in the chain as wanted; the block is its own. */
  | (SpendEvent & OfBlock & { readonly kind: 'spendConfirmed' })
  /** The witness of a spend shows the secret of the contract, in hex, to everybody. */
  | (SpendEvent & { readonly kind: 'secretShown'; readonly secret: string })
  /** Its block is not in the chain any more. */
  | (EitherEvent & OfBlock & { readonly kind: 'undone' })
  /** Another transaction, which appeared later or is in the chain, spends what it spends: once for each time. */
  | (EitherEvent & { readonly kind: 'replaced'; readonly by: string })
  /** It left the mempool. */
  | (EitherEvent & { readonly kind: 'dropped' })
  /** It pays less than the source asks for a place in the next blocks; rates in sat per 1000 vB. */
  | (EitherEvent & { readonly kind: 'stuck'; readonly feeRate: FeeRate })

export type EventKind = ContractEvent['kind']
