import type { Contract } from '../contract/contract.js'
import type { ContractRef } from '../contract/json.js'
import type { SignatureVerdict } from '../deeds/signatures.js'
import type { HowPaid } from '../deeds/types.js'
import type { FeeRate } from '../units/feeRate.js'
import type { NetworkName } from '../units/network.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { Table } from './table.js'

/** A block that the caller knows to be in the chain: what lies below it is believed as it is told. */
export interface Checkpoint {
  readonly height: number
  /** Hex, as nodes print it. */
  readonly hash: string
}

/** What a view keeps of a block. */
export interface Header {
  /** Hex, as nodes print it. */
  readonly hash: string
  /** Unix seconds, as its miner wrote them. */
  readonly time: number
  /** The target in its compact form. */
  readonly bits: number
  /** Of this block and the ten before it (BIP 113); absent where they are not all known. */
  readonly medianTime?: number
}

/** Blocks that were the best chain's and are not any more, or were not for a while. */
export interface Branch {
  /** Height of the last block that stayed. */
  readonly fork: number
  /** The blocks above it, upwards. */
  readonly headers: readonly Header[]
  /** Reading of the view's clock when it was left: what appeared later was never seen beside it. */
  readonly clock: number
}

/** The best chain from some block on, and the branches that it replaced. */
export interface Chain {
  /** The last block below those that are kept. */
  readonly base: Checkpoint
  /** The blocks above the base, upwards. */
  readonly headers: readonly Header[]
  /** In the order in which they were left. */
  readonly left: readonly Branch[]
}

/** A block in which a transaction was seen. */
export interface BlockPlace {
  readonly blockHash: string
  readonly height: number
  /** Counted from 0, the coinbase transaction. */
  readonly position: number
  /**
   * Median time of the block before (BIP 113). The view knows it from its headers; a source may say it of a block at
   * or just above the checkpoint.
   */
  readonly medianTimeBefore?: number
}

/** Where a transaction was seen. */
export type Where = 'mempool' | BlockPlace

/** That a transaction exists, and was seen there. */
export interface Sighting {
  /** In its network serialisation, with its witnesses: bytes or hex. */
  readonly transaction: string | Uint8Array
  readonly where: Where
  /**
   * The contracts that it pays or spends, as an index finds them. What it did is read once then, and kept; otherwise
   * it is read whenever a status is asked for.
   */
  readonly contracts?: readonly Contract[]
  /** What it pays to miners, where the source of a mempool says so; of spends of contracts it is computed. */
  readonly fee?: bigint
}

/** How a transaction spent a deposit: read from its witness and outputs, and kept with it. */
export interface SpendDeed {
  /** The deposit, as `txid:vout`. */
  readonly outpoint: string
  /** Absent where the witness shows no way that the contract has, which no node accepts. */
  readonly path?: SpendPath | 'terms'
  /** Instead of a path: what the witness shows. */
  readonly foreign?: string
  /** Whose signatures the witness shows; those of the key path are both parties'. */
  readonly signers: readonly {
    readonly role: Role | 'terms'
    /** Counts the role's keys from 0. */
    readonly position: number
    readonly verdict: SignatureVerdict
  }[]
  /** The secret that it showed, in hex, where it opens the contract's hash. */
  readonly secret?: string
  /** Where the money went: by an outcome of the agreement to the satoshi, or not. */
  readonly outcome:
    | {
        readonly matches: 'yes'
        readonly kind: Outcome
        /** The address of the swap that a part of what the worker got went into. */
        readonly via?: string
      }
    | { readonly matches: 'no'; readonly code?: string; readonly text: string }
    | { readonly matches: 'unknown'; readonly text: string }
  /** Contracts that it pays. */
  readonly into: readonly { readonly contract: ContractRef; readonly vout: number; readonly how: HowPaid }[]
}

/** What a view knows of a transaction; it only grows. */
export interface Fact {
  readonly txid: string
  /** The network serialisation; absent once it was pruned. */
  readonly bytes?: Uint8Array
  readonly vsize: number
  /** The outpoints that it spends, as `txid:vout`. */
  readonly spends: readonly string[]
  readonly outputs: readonly TransactionOutput[]
  /** Where it was seen in blocks, of whichever branch. */
  readonly blocks: readonly BlockPlace[]
  /** Readings of the view's clock: when it appeared, or appeared again after it had been dropped or replaced. */
  readonly arrived: readonly number[]
  /** When it was said to have left the mempool. */
  readonly dropped: readonly number[]
  /** Txids of what took its inputs: one for each time that it stood before, and was replaced then. */
  readonly replaced?: readonly string[]
  readonly fee?: Sats
  /** What it did to contracts that it spends, where they were known when it was seen. */
  readonly deeds?: readonly SpendDeed[]
  /** The highest rate that a source asked while this one waited for its block. */
  readonly asked?: FeeRate
}

/** An output of a fact, with everything that was seen spending it. */
export interface PaidOutput {
  readonly outpoint: Outpoint
  /** The same as `txid:vout`. */
  readonly name: string
  readonly amount: Sats
  readonly fact: Fact
  /** In the order in which they were seen first. */
  readonly spends: readonly Fact[]
}

/** The outputs that pay to a key. */
export interface PaidKey {
  /** 32 x-only bytes. */
  readonly key: Uint8Array
  /** The same list as long as nothing new is known of any of them. */
  readonly outputs: readonly PaidOutput[]
}

/**
 * Facts and a chain: transactions that were seen, where, and headers of which the upper ones may be replaced.
 * Everything else, what a contract is like now and what happened to it, follows from them. Plain data, never
 * changed: what adds to a view gives another one, which shares most of its parts with the first.
 */
export interface View {
  readonly network: NetworkName
  readonly chain: Chain
  /** By txid. */
  readonly facts: Table<Fact>
  /** Outputs by the first word of the output key that they pay, for every P2TR output of a fact. */
  readonly paid: Table<readonly PaidKey[], number>
  /** Txids of facts by the outpoint that they spend. */
  readonly spent: Table<readonly string[]>
  /** Counts what appeared and disappeared. */
  readonly clock: number
}
