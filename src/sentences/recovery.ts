import type { Outpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'
import type { WithTold } from './powers.js'
import type { SentenceIn } from './sentence.js'
import type { PaidParty } from './voice.js'

/** With whom and from when; and the block as soon as which is mined, where that is known. */
export interface RecoveryWay extends WithTold {
  readonly block?: number
}

interface Placeholder {
  /** As it stands in the commands. */
  readonly placeholder: string
}

/** What a recovery file says around its commands, which are the same in every language. */
export interface RecoverySentences {
  recoveryOf: {
    readonly role: Role
    /** Where the role has several keys. */
    readonly quorum?: {
      /** How many keys sign. */
      readonly needed: number
      /** Of how many. */
      readonly total: number
    }
  }
  recoveryAbout: object
  recoveryCan: object
  recoveryWay: RecoveryWay
  /** By one signature together, for which there are no commands. */
  recoveryWayTogether: RecoveryWay & {
    /** The number of the way that does the same, from 1. */
    readonly instead: number
  }
  recoveryContract: object
  recoveryAgreement: { readonly agreement: string }
  recoveryMilestone: { readonly milestone: number; readonly contract: number; readonly amount: bigint }
  recoveryChain: { readonly chain: string }
  recoveryAddress: { readonly address: string }
  recoveryDepositUnknown: object
  recoveryDeposit: { readonly deposit: Outpoint; readonly amount: bigint }
  recoveryConfirmed: { readonly height: number }
  recoveryDescriptor: { readonly contract: number }
  recoveryPortable: object
  recoveryAddresses: object
  recoveryPaid: {
    readonly to: PaidParty
    /** Of what the worker's side gets. */
    readonly percent?: string
    readonly address: string
  }
  recoveryFill: object
  recoveryFillAccount: Placeholder & {
    /** How an account looks with its origin, and a master key with the steps behind it. */
    readonly account: string
    readonly master: string
  }
  recoveryFillKey: Placeholder
  recoveryFillDeposit: { readonly transaction: string; readonly position: string }
  recoveryFillAddress: Placeholder
  /** `coins`: what the output holds, where that is known. */
  recoveryFillAmount: Placeholder & { readonly coins?: string }
  recoveryFillSecret: Placeholder
  recoveryAnswers: { readonly arrow: string }
  recoverySeveral: { readonly outputs: string }
  recoveryPrepare: object
  recoveryPrivate: object
  recoveryKey: Placeholder & {
    /** From 1. */
    readonly number: number
    /** Of how many. */
    readonly total: number
    readonly key: string
  }
  recoveryPath: RecoveryWay & {
    /** From 1. */
    readonly number: number
  }
  recoveryConfirmations: { readonly confirmations: number }
  recoveryClockBehind: object
  recoverySize: { readonly vsize: number }
  recoverySecretRow: object
  recoveryDraft: object
  recoveryDraftForAll: Placeholder
  recoverySign: object
  recoverySignEach: {
    /** How many. */
    readonly signatures: number
  }
  recoveryWithKey: {
    /** From 1. */
    readonly number: number
  }
  recoverySend: object
  recoverySendJoined: {
    /** What stands for the signatures of all, and what each has as their own. */
    readonly signed: readonly string[]
    readonly own: string
  }
  recoveryBefore: object
  recoveryLook: { readonly psbtCommand: string; readonly transactionCommand: string }
  recoveryPinning: { readonly option: string; readonly behind: string; readonly command: string }
  recoveryWait: object
  recoveryTerms: object
  recoveryText: object
}

export type RecoverySentence = SentenceIn<RecoverySentences>
