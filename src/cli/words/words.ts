import type { Kept } from '../../chain/keep.js'
import type { BroadcastVerdict } from '../../chain/source.js'
import type { Catalogue, SentenceIn } from '../../sentences/sentence.js'
import type { StreamMoment } from '../../stream/ends.js'
import type { SwapKind } from '../../swap/terms.js'
import type { FeeRate } from '../../units/feeRate.js'
import type { NetworkName } from '../../units/network.js'
import type { Outpoint } from '../../units/outpoint.js'
import type { ProvenFunding } from '../../watch/fundingProof.js'
import type { PathName, Role, SwapSide } from '../../words.js'

/** Why a coin of a wallet cannot pay. */
export type CoinFault = 'notSpendable' | 'unconfirmed' | 'noAddress' | 'otherKind'

/** What the command alone tells people when money moves. Amounts and fees in satoshis, sizes in vB. */
export interface CommandSentences {
  /** What a stream allows. */
  streamPlan: {
    readonly pot: bigint
    readonly least: bigint
    readonly most: bigint
    readonly fee: bigint
    readonly vsize: number
  }
  /** Until when, and who can take the money after that. */
  streamUntil: {
    readonly closeBefore: StreamMoment
    readonly from: StreamMoment
    readonly path: PathName
    readonly who: readonly Role[]
  }
  streamSigned: { readonly pays: bigint; readonly most: bigint }
  /** What the worker holds; `missing` or `ahead`: against what was earned, where that was said. */
  streamHolds: {
    readonly pays: bigint
    readonly most: bigint
    readonly closeBefore: StreamMoment
    readonly missing?: bigint
    readonly ahead?: bigint
  }
  streamCloses: {
    readonly pays: bigint
    readonly fee: bigint
    readonly vsize: number
    readonly txid: string
  }
  swapIs: { readonly kind: SwapKind; readonly amount: bigint; readonly address: string }
  swapSides: {
    readonly claimer: SwapSide
    readonly refunder: SwapSide
    readonly paymentHash: string
    readonly timeout: number
  }
  swapCosts: { readonly cost: bigint }
  swapSpent: {
    readonly how: 'claimed' | 'takenBack'
    readonly amount: bigint
    readonly to: string
    readonly fee: bigint
    readonly vsize: number
  }
  transaction: { readonly txid: string }
  /** What is to be paid. */
  fundRequest: { readonly milestone: number; readonly amount: bigint; readonly address: string }
  /** An output that pays a contract. */
  fundFound: {
    readonly milestone: number
    readonly amount: bigint
    readonly outpoint: Outpoint
    readonly match: 'exact' | 'under' | 'over'
    readonly agreed: bigint
    readonly confirmedAt?: number
  }
  fundPays: {
    readonly txid: string
    readonly contracts: number
    readonly fee: bigint
    readonly vsize: number
    readonly feeRate: string
    readonly change?: { readonly amount: bigint; readonly address: string }
  }
  /** What a spend pays to the network. */
  spendFee: { readonly fee: bigint; readonly vsize: number }
  /** Who has signed how often, each said already. */
  spendSigned: { readonly progress: readonly string[] }
  /** Everybody has signed who has to. */
  spendWhole: object
  /** Key path: the PSBT with the nonce was written, and the other's is waited for. */
  nonceGoes: object
  /** Key path: what came was no answer. */
  nonceAwaited: object
  /** In front of what is typed and not shown. */
  secretAsked: object
  /** `of`: the node or server that says it. */
  feeRateTaken: { readonly feeRate: FeeRate; readonly of?: string }
  /** Servers without a checkpoint. */
  unproven: { readonly server: string }
  /** Two agreements differ in nothing that somebody should hear of. */
  sameFor: { readonly role: Role }
  /** The contract that an address is of. */
  addressFound: { readonly address: string; readonly contract: number }
  /** An agreement that was made. */
  made: {
    readonly agreement: string
    readonly milestones: number
    readonly total: bigint
    readonly network: NetworkName
  }
  /** Transactions, counted from 1, that have to be sent before. */
  fundAfter: { readonly numbers: readonly number[] }
  /** Coins of a wallet that funding cannot spend, how many for each reason. */
  passedOver: { readonly coins: readonly { readonly why: CoinFault; readonly count: number }[] }
  /** A deposit that a file has and the chain, as far as it was read, has otherwise. */
  depositDiffers: {
    readonly milestone: number
    readonly outpoint: Outpoint
    readonly found: 'nothing' | 'noBlock' | { readonly amount: bigint; readonly said: bigint }
  }
  /** What a node or server answers to what is sent to it. */
  sent: { readonly answer: BroadcastVerdict }
  /** What became of it while it is waited for until it is `wanted` blocks deep. */
  kept: { readonly told: Kept; readonly wanted: number }
  recoveryFor: { readonly milestone: number; readonly role: Role }
  written: { readonly path: string }
  /** A transaction of the receiver's that pays for another one: both together at this rate. */
  childPays: {
    readonly parent: string
    readonly fee: bigint
    readonly vsize: number
    readonly feeRate: FeeRate
    readonly amount: bigint
    readonly to: string
  }
  secretRead: { readonly milestone: number; readonly secret: string }
  /** `none`: there is none; `hidden`: the transactions show none. Of the whole agreement where no milestone was chosen. */
  secretMissing: { readonly why: 'none' | 'hidden'; readonly milestone?: number }
  /** A proof that a deposit is in a block, which was written. */
  proofMade: { readonly milestone: number; readonly height: number; readonly from: number }
  /** What a proof has shown; `bits`: the binary logarithm of the hashes that its blocks took. */
  proven: {
    readonly milestone: number
    readonly amount: bigint
    readonly outpoint: Outpoint
    readonly confirmations: number
    readonly tip: ProvenFunding['tip']
    readonly bits: number
    readonly assurance: ProvenFunding['assurance']
  }
  provenTooFew: { readonly wanted: number }
}

/** One of them before it is said. */
export type CommandSentence = SentenceIn<CommandSentences>

/** Says one of them. */
export type Tell = (sentence: CommandSentence) => string

/** How one language says them. */
export type CommandWords = Catalogue<CommandSentences>
