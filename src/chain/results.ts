import type { FeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'

/** What nodes answer, under the names that they use; amounts are satoshis, fee rates satoshis per 1000 vB. */

export interface BlockchainInfo {
  /** `main`, `test`, `testnet4`, `signet` or `regtest`. */
  readonly chain: string
  readonly blocks: number
  readonly headers: number
  readonly bestblockhash: string
  /** Median time of the last 11 blocks, in seconds: the time that locks are compared with (BIP 113). */
  readonly mediantime: number
  readonly initialblockdownload: boolean
  readonly pruned: boolean
}

export interface BlockHeader {
  readonly hash: string
  /** -1 where the block is not in the active chain. */
  readonly confirmations: number
  readonly height: number
  readonly time: number
  readonly mediantime: number
  readonly previousblockhash?: string
}

export interface NetworkInfo {
  /** Such as 290500 for 29.5. */
  readonly version: number
  readonly subversion: string
  readonly relayfee: FeeRate
  readonly incrementalfee: FeeRate
}

export interface MempoolVerdict {
  readonly txid: string
  readonly wtxid?: string
  /** Absent where the node did not come to a verdict about this transaction of a package. */
  readonly allowed?: boolean
  readonly vsize?: number
  readonly fees?: { readonly base: Sats }
  readonly 'reject-reason'?: string
  readonly 'reject-details'?: string
}

export interface PackageVerdict {
  /** `success`, or why the package as a whole was refused. */
  readonly package_msg: string
  /** By wtxid. */
  readonly 'tx-results': Readonly<Record<string, PackageMember>>
}

export interface PackageMember {
  readonly txid: string
  readonly vsize?: number
  readonly error?: string
}

export interface OutputScript {
  readonly hex: string
  readonly type: string
  readonly address?: string
}

export interface TransactionOutput {
  readonly n: number
  readonly value: Sats
  readonly scriptPubKey: OutputScript
}

export interface TransactionInput {
  /** Absent in a coinbase transaction, like `vout`. */
  readonly txid?: string
  readonly vout?: number
  readonly sequence: number
  readonly txinwitness?: readonly string[]
}

export interface Transaction {
  readonly txid: string
  readonly hash: string
  readonly hex: string
  readonly version: number
  readonly size: number
  readonly vsize: number
  readonly weight: number
  readonly locktime: number
  readonly vin: readonly TransactionInput[]
  readonly vout: readonly TransactionOutput[]
  /** The three below are absent while the transaction waits in the mempool. */
  readonly blockhash?: string
  readonly confirmations?: number
  readonly blocktime?: number
}

export interface UnspentOutput {
  readonly bestblock: string
  /** 0 for an output of a transaction in the mempool. */
  readonly confirmations: number
  readonly value: Sats
  readonly scriptPubKey: OutputScript
  readonly coinbase: boolean
}

export interface MempoolInfo {
  /** How many transactions there are. */
  readonly size: number
  /** What a transaction has to pay: more than `minrelaytxfee` where the mempool is full. */
  readonly mempoolminfee: FeeRate
  readonly minrelaytxfee: FeeRate
  readonly incrementalrelayfee: FeeRate
}

export interface MempoolEntry {
  readonly vsize: number
  readonly weight: number
  /** Virtual bytes of the transaction and of all that hangs on it. */
  readonly descendantsize: number
  readonly fees: {
    readonly base: Sats
    /** Of the transaction and of all that hangs on it. */
    readonly descendant: Sats
  }
  readonly 'bip125-replaceable'?: boolean
}

export interface DescriptorInfo {
  /** The canonical form, without private keys, with its checksum. */
  readonly descriptor: string
  /** The checksum of the descriptor as it was given. */
  readonly checksum: string
  readonly isrange: boolean
  readonly issolvable: boolean
  readonly hasprivatekeys: boolean
}

export interface FeeEstimate {
  /** Absent where the node has seen too little. */
  readonly feerate?: FeeRate
  readonly errors?: readonly string[]
  readonly blocks: number
}

export interface FinalizedPsbt {
  /** Base64; present where the transaction was not extracted. */
  readonly psbt?: string
  /** The network form of the transaction; present where it is complete and was extracted. */
  readonly hex?: string
  readonly complete: boolean
}

export interface PsbtAnalysis {
  readonly inputs?: readonly {
    readonly has_utxo: boolean
    readonly is_final: boolean
    readonly next?: string
  }[]
  readonly estimated_vsize?: number
  readonly fee?: Sats
  /** The role that comes next: `updater`, `signer`, `finalizer`, `extractor`. */
  readonly next: string
  readonly error?: string
}

export interface WalletLoaded {
  readonly name: string
  readonly warnings?: readonly string[]
}

export interface WalletPsbt {
  readonly psbt: string
  readonly fee: Sats
  /** -1 where there is no change. */
  readonly changepos: number
}

export interface ProcessedPsbt {
  readonly psbt: string
  readonly complete: boolean
  readonly hex?: string
}

export interface SentByWallet {
  readonly complete: boolean
  readonly txid?: string
  readonly hex?: string
  readonly psbt?: string
}

export interface WalletOutput {
  readonly txid: string
  readonly vout: number
  readonly address?: string
  readonly scriptPubKey: string
  readonly amount: Sats
  readonly confirmations: number
  readonly spendable: boolean
  readonly solvable: boolean
}

export interface ImportOutcome {
  readonly success: boolean
  readonly warnings?: readonly string[]
  readonly error?: { readonly code: number; readonly message: string }
}
