import type { Lock, Span } from '../units/lock.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { FromTold, PartyTold } from './powers.js'
import type { Objection } from './review.js'
import type { SentenceIn } from './sentence.js'
import type { PaidParty } from './voice.js'

/** A role in two agreements. */
interface Amended {
  readonly role: Role
  readonly amended: string
  readonly amendment: string
}

/** What somebody shows, and what the agreement gives. */
interface Shown {
  readonly shown: string
  readonly agreed: string
}

/** Why a device does not take a contract; `received`: what there is; `allowed`: what it takes, where it counts. */
export type DeviceLimitTold =
  | { readonly rule: 'taprootMiniscript' | 'musig' | 'sha256' }
  | { readonly rule: 'extendedKeys'; readonly role: Role }
  | { readonly rule: 'addressIndex'; readonly received: string }
  | {
      readonly rule:
        | 'templateLength'
        | 'keyCount'
        | 'expressionCount'
        | 'originDepth'
        | 'keyLength'
        | 'memory'
      /** What there is, and the most that it takes. */
      readonly received: number
      readonly most: number
    }

/** What an audit finds, under the codes of its catalogue; and what has a code of its own, in English as it came. */
export interface FindingSentences {
  ENGINES_DIFFER: {
    readonly field: string
    /** The first byte that differs, from 0. */
    readonly at: number
    /** Hex; empty where there is nothing. */
    readonly first: string
    readonly second: string
  }
  AWARD_TOO_LATE: {
    readonly decider: Role
    readonly decision: Span
    /** Absent where nothing is left. */
    readonly room?: Span
    readonly taker: Role
    readonly from: FromTold
    readonly margin: Span
  }
  RACE_AFTER_RESCUE: { readonly from: FromTold; readonly taker: Role; readonly gap: Span }
  LOCKED_OUT: { readonly role: Role; readonly other: Role; readonly within: 'never' | 'twoYears' }
  SILENCE_TOO_SOON: {
    readonly taker: Role
    readonly from: FromTold
    readonly ahead: Span
    readonly margin: Span
  }
  DEADLINE_PAST: { readonly lock: Lock }
  DEADLINE_TOO_NEAR: { readonly lock: Lock }
  DEADLINES_NOT_CHECKED: object
  LOCK_BEYOND_TWO_YEARS: { readonly lock: Lock; readonly ahead: Span }
  FEES_EAT_AMOUNT: {
    /** sat/vB as a decimal number. */
    readonly rate: string
    /** Of the amount; 100 and more are all of it. */
    readonly percent: string
    readonly amount: bigint
    readonly fee: bigint
    /** `sweep`: everything to one output. */
    readonly outcome: Outcome | 'sweep'
    /** Absent for outputs without an agreement. */
    readonly path?: SpendPath
    readonly vsize: number
    /** Percent from which on it is told. */
    readonly limit: string
  }
  OUTCOME_UNPAYABLE: {
    readonly rate: string
    readonly outcome: Outcome
    readonly path: SpendPath
    readonly amount: bigint
    /** Who would get too little; nobody where fees leave nothing at all. */
    readonly to: readonly PaidParty[]
    /** What they would get, or what fees would take, in English. */
    readonly received: string
  }
  NODES_REFUSE: { readonly reason: string }
  STRICT_NODES_REFUSE: { readonly reason: string }
  LEAF_NOT_SANE: { readonly reason: string }
  ORDINARY_WALLET: {
    readonly account: string
    /** Of BIP 43. */
    readonly purpose: number
  }
  ROLES_SHARE_MASTER: { readonly roles: readonly Role[]; readonly fingerprint: string }
  QUORUM_SHARES_MASTER: {
    readonly role: Role
    /** How many keys. */
    readonly shared: number
    /** Of how many. */
    readonly of: number
    readonly fingerprint: string
  }
  ROLES_SHARE_ADDRESS: { readonly address: string; readonly roles: readonly Role[] }
  KEYS_REUSED:
    | {
        readonly kind: 'account'
        readonly first: number
        readonly last: number
        readonly other: string
        readonly otherFirst: number
        readonly otherLast: number
      }
    | { readonly kind: 'bare'; readonly contracts?: number; readonly agreements: readonly string[] }
  PARTY_REPLACED: Amended
  PARTY_ADDED: Amended
  AMENDMENT_DIFFERS: {
    readonly amended: string
    readonly amendment: string
    readonly count: number
    readonly worse: readonly { readonly role: Role; readonly count: number }[]
  }
  SECRET_REUSED: { readonly agreement: string }
  SECRET_OPENS: object
  ARBITER_WITH_ONE_PARTY: {
    readonly role: Role
    readonly needed: number
    /** Of how many keys. */
    readonly of: number
    readonly from: FromTold
  }
  DEVICE_LIMIT: DeviceLimitTold
  /** Inputs whose amounts nothing but the PSBT says; or what else is to be said, in English. */
  SPEND_CLAIMS: { readonly claimed: readonly number[] } | { readonly reason: string }
  SPEND_REFUSED: { readonly objection: Objection }
  SPEND_WARNING: { readonly objection: Objection }
  OUTCOME_DIFFERS: { readonly reason: string }
  OUTCOME_UNKNOWN: { readonly reason: string }
  SIGNATURE_INVALID: { readonly key: string }
  SIGNATURE_TYPE: {
    readonly key: string
    /** The byte behind the signature. */
    readonly type: number
  }
  SECRET_SHOWN: { readonly outpoint: Outpoint }
  SECRET_WRONG: object
  DEPOSIT_UNDER: { readonly contract: number; readonly amount: bigint }
  DEPOSIT_OVER: { readonly contract: number; readonly amount: bigint }
  TRANSACTION_UNRELATED: object
  /** `shown` where another script stands in the place of the leaf. */
  TERMS_NOT_BOUND: { readonly shown?: string }
  CLAIM_ADDRESS: Shown
  CLAIM_OUTPUT: Shown
  CLAIM_AMOUNT: {
    /** In satoshis. */
    readonly shown: bigint
    readonly agreed: bigint
  }
  CLAIM_INTERNAL_KEY: Shown
  CLAIM_LEAF_REPLACED: Shown & { readonly path: SpendPath }
  CLAIM_LEAF_MISSING: { readonly path: SpendPath }
  CLAIM_LEAF_ADDED: { readonly shown: string }
  CLAIM_LEAF_REPEATED: { readonly path: SpendPath | 'terms' }
  /** Trees as descriptors write them, of the numbers of paths in the specification: `{1,{4,9}}`. */
  CLAIM_TREE: { readonly shown: string; readonly agreed: string }
  CLAIM_PARITY: object
  CLAIM_CONTROL_BLOCK: Shown
  NOT_A_CONTRACT: object
  AGREEMENT_NOT_SHOWN: object
  NO_DOCUMENT: object
  NO_SALT: object
  SECRET_IN_TEXT: { readonly what: string }
  TEXT_NOT_NFC: object
  INTERNAL_KEY_OF_ONE_PARTY: { readonly party: PartyTold }
  INTERNAL_KEY_UNKNOWN: object
  /** What cannot be read. */
  REFUSED: { readonly reason: string }
  /** What is no spend of the agreement. */
  NO_SPEND: { readonly reason: string }
  /** How an output differs from a contract, in English. */
  DIFFERS: { readonly reason: string }
}

export type FindingSentence = SentenceIn<FindingSentences>
