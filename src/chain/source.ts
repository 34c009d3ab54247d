import type { FeeRate } from '../units/feeRate.js'
import type { NetworkName } from '../units/network.js'
import type { Sats } from '../units/sats.js'
import type { Signal } from './signal.js'

/** Every question can be given up. */
export interface Asked {
  readonly signal?: Signal
}

/** The last block of a source's best chain. */
export interface SourceTip {
  /** Hex, as nodes print it. */
  readonly hash: string
  readonly height: number
}

/** A transaction that a source knows. That it knows one does not say that it is confirmed, or still valid. */
export interface FoundTransaction {
  readonly bytes: Uint8Array
  /** The block of the best chain that has it; absent while it waits in the mempool, and where it left the chain. */
  readonly block?: { readonly hash: string; readonly height: number }
}

/** Why nodes refuse a transaction; `other` with the node's own words only. */
export type BroadcastRefusal =
  /** An output that it spends does not exist there, or something confirmed spends it. */
  | 'inputsMissingOrSpent'
  /** A timelock has not opened, or what a coinbase transaction pays is not mature. */
  | 'notFinal'
  | 'feeTooLow'
  /** Something in the mempool spends the same and is not replaced by it: what that takes is in the text. */
  | 'conflicting'
  /** Too much hangs together with it in the mempool, unconfirmed. */
  | 'tooManyAncestors'
  | 'other'

/** What became of one transaction. */
export type BroadcastVerdict =
  | { readonly txid: string; readonly verdict: 'accepted' }
  /**
   * It was there before: in the mempool, or confirmed. Nodes and servers without an index of transactions tell a
   * confirmed one only while some of its outputs are unspent; later on it is `inputsMissingOrSpent`.
   */
  | { readonly txid: string; readonly verdict: 'known' }
  | {
      readonly txid: string
      readonly verdict: 'refused'
      readonly reason: BroadcastRefusal
      /** The server's own words, for people. */
      readonly text: string
    }

/** What every source can do. All calls may throw `SOURCE_…` errors. */
export interface AnySource {
  /** For errors and for people, such as `bitcoind at 127.0.0.1:8332`. */
  readonly name: string
  readonly network: NetworkName
  readonly tip: (options?: Asked) => Promise<SourceTip>
  /**
   * Answers as soon as the tip may be another than this one, at the latest after a minute or so. Absent where only
   * asking again helps.
   */
  readonly changed?: (options: { readonly tip: string } & Asked) => Promise<void>
  /** Headers of the best chain, 80 bytes each, in their order; fewer where the chain ends, none above it. */
  readonly headers: (
    options: { readonly from: number; readonly count: number } & Asked,
  ) => Promise<readonly Uint8Array[]>
  /** `undefined` where the source knows no such transaction. */
  readonly transaction: (options: { readonly txid: string } & Asked) => Promise<FoundTransaction | undefined>
  /**
   * Sends one transaction, or a package of parents before their child, as hex (`finalize` hands it out so) or bytes;
   * verdicts in the same order.
   */
  readonly broadcast: (
    options: { readonly transactions: readonly (string | Uint8Array)[] } & Asked,
  ) => Promise<readonly BroadcastVerdict[]>
  /** What confirms within so many blocks; `undefined` where the source cannot tell. */
  readonly feeRate: (options: { readonly blocks: number } & Asked) => Promise<FeeRate | undefined>
}

/** A transaction in a node's mempool, with all that hangs on it: what a replacement has to outbid. */
export interface WaitingTransaction {
  readonly fee: Sats
  readonly weight: number
  /** The transaction and its descendants together. */
  readonly withDescendants: { readonly fee: Sats; readonly weight: number }
}

/** What a node asks of a transaction before it takes it. */
export interface RelayPolicy {
  /** The least rate: what it always asks, or more where its mempool is full. */
  readonly feeRate: FeeRate
  /** What a replacement pays on top for its own relay. */
  readonly incrementalFeeRate: FeeRate
}

/** A full node of one's own: blocks and the mempool are read as they are. */
export interface NodeSource extends AnySource {
  readonly kind: 'node'
  /** The raw block. */
  readonly block: (options: { readonly hash: string } & Asked) => Promise<Uint8Array>
  /** Txids. */
  readonly mempool: (options?: Asked) => Promise<readonly string[]>
  /** What a transaction in the mempool pays; `undefined` where it is not there. */
  readonly waiting: (options: { readonly txid: string } & Asked) => Promise<WaitingTransaction | undefined>
  /** What the node asks of a transaction before it takes it. */
  readonly relayPolicy: (options?: Asked) => Promise<RelayPolicy>
}

/** One entry of what happened to a script; entries of one txid occur once. */
export interface HistoryEntry {
  readonly txid: string
  /** Absent while unconfirmed. */
  readonly height?: number
}

/** That a transaction is in a block (BIP 37, "Partial Merkle branch format", for the tree). */
export interface MerkleProof {
  readonly blockHash: string
  readonly height: number
  /** Counted from 0, the coinbase transaction. */
  readonly position: number
  /** Hex as nodes print hashes, from the leaves up. */
  readonly branch: readonly string[]
}

/** A server with an index of scripts, which has to be believed or verified. */
export interface IndexedSource extends AnySource {
  readonly kind: 'index'
  /** Everything that pays or spends a script, unconfirmed transactions too. */
  readonly history: (options: { readonly script: Uint8Array } & Asked) => Promise<readonly HistoryEntry[]>
  /** `undefined` where it is unconfirmed or unknown. */
  readonly proof: (
    options: { readonly txid: string; readonly height: number } & Asked,
  ) => Promise<MerkleProof | undefined>
  /**
   * The coinbase transaction with its proof: how deep the tree of a block is (CVE-2017-12842). Without its bytes an
   * inner node would pass for it.
   */
  readonly coinbase: (
    options: { readonly height: number } & Asked,
  ) => Promise<{ readonly txid: string; readonly bytes: Uint8Array; readonly proof: MerkleProof }>
}

/** Where to read the chain, and where to send transactions. */
export type Source = NodeSource | IndexedSource
