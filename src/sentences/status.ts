import type { Outpoint } from '../units/outpoint.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { SentenceIn } from './sentence.js'
import type { PaidParty } from './voice.js'

/** Where a transaction stands: in a block with so many of the confirmations that are wanted, or in none yet. */
export type PlaceTold =
  | { readonly height: number; readonly confirmations: number; readonly wanted: number }
  | 'noBlock'

/** People who can move money together. */
export interface ActingTold {
  readonly parties: readonly Role[]
  readonly secret: boolean
}

/** What a transaction pays to whom; to nobody whom the agreement knows where `to` is empty. */
export interface PaymentTold {
  readonly amount: bigint
  readonly to: readonly PaidParty[]
  /** Address, or script as hex where it has none. */
  readonly address: string
}

interface OfDeposit {
  readonly deposit: Outpoint
}

interface OfTransaction {
  readonly txid: string
}

interface OfEither extends OfTransaction {
  readonly what: 'deposit' | 'spend'
}

/** What a status tells of a contract, and what happened to it. */
export interface StatusSentences {
  asOfBlock: { readonly height: number; readonly hash: string }
  /** Indexes of contracts; only the first of many. */
  aboutContracts: { readonly indexes: readonly number[]; readonly count: number }
  aboutMilestone: { readonly milestone: number; readonly agreement: string }
  nothingSeen: object
  nothingLeft: object
  inEscrow: { readonly amount: bigint; readonly place: PlaceTold }
  onItsWayIn: { readonly amount: bigint; readonly place: PlaceTold }
  lessThanAgreed: { readonly agreed: bigint }
  moreThanAgreed: { readonly agreed: bigint }
  anotherDeposit: object
  cameLate: object
  moneyMoves: {
    readonly stage: 'leaving' | 'paidOut' | 'movedOn'
    /** `unknown`: nothing more is known of the transaction; `none`: no outcome of the agreement. */
    readonly outcome: Outcome | 'freeze' | 'unknown' | 'none'
    readonly path?: SpendPath
    readonly signers: readonly Role[]
    readonly pays: readonly PaymentTold[]
    readonly txid: string
    readonly place: PlaceTold
  }
  canBeMovedNow: { readonly by: readonly ActingTold[] }
  /** From a tip of this height on, and so in the block behind it; or of this median time; about when, in Unix time. */
  canBeMovedFrom: {
    readonly by: readonly ActingTold[]
    readonly from: { readonly height: number; readonly block: number } | { readonly time: number }
    readonly about?: number
  }
  canBeMovedUnknown: {
    readonly by: readonly ActingTold[]
    readonly missing: 'confirmedAt' | 'medianTimeBefore' | 'medianTime'
  }
  depositArrived: OfDeposit & { readonly amount: bigint }
  depositUnder: OfDeposit & { readonly amount: bigint; readonly agreed: bigint }
  depositOver: OfDeposit & { readonly amount: bigint; readonly agreed: bigint }
  severalDeposits: object
  depositLate: OfDeposit & { readonly amount: bigint }
  depositConfirmed: OfDeposit & { readonly amount: bigint; readonly height: number }
  pathOpens: OfDeposit & ActingTold
  deadlineComes: OfDeposit &
    ActingTold & {
      readonly role: Role
      readonly opens: { readonly height: number } | { readonly time: number }
    }
  spendSeen: OfDeposit & OfTransaction
  spendConfirmed: OfDeposit & OfTransaction & { readonly height: number }
  secretShown: OfTransaction & { readonly secret: string }
  blockUndone: OfEither & { readonly height: number }
  wasReplaced: OfEither & { readonly by: string }
  wasDropped: OfEither
  /** sat/vB as a decimal number. */
  isStuck: OfEither & { readonly rate: string }
}

export type StatusSentence = SentenceIn<StatusSentences>
