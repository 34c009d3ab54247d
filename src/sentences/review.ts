import type { Lock, RelativeLock, Span } from '../units/lock.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Outcome, Role, SpendPath } from '../words.js'
import type { SentenceIn } from './sentence.js'
import type { PaidParty } from './voice.js'

/** One of the outputs that a spend takes, counted from 0, and how many it takes. */
interface OfDeposits {
  readonly deposit: number
  readonly deposits: number
}

/** What an amendment can change, as people call it. */
export type ChangedTerm =
  | 'role'
  | 'keys'
  | 'threshold'
  | 'address'
  | 'payees'
  | 'fee'
  | 'keyPath'
  | 'milestone'
  | 'amount'
  | 'memo'
  | 'secretHash'
  | 'silencePays'
  | 'silenceAfter'
  | 'rescue'
  | 'dispute'
  | 'network'
  | 'weights'
  | 'document'
  | 'salt'

/** A time of disputes: from when they begin, how long a decision takes, from when the backup arbiter may decide. */
export type DisputeTime = 'from' | 'decision' | 'backupFrom'

/** A value of an agreement: `json` where it is nothing that has a form for people. */
export type TermValue =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'amount'; readonly amount: bigint }
  /** A decimal number. */
  | { readonly kind: 'percent'; readonly percent: string }
  | { readonly kind: 'dispute'; readonly times: Readonly<Partial<Record<DisputeTime, Lock>>> }
  | { readonly kind: 'lock'; readonly lock: Lock }
  | { readonly kind: 'role'; readonly role: Role }
  | { readonly kind: 'json'; readonly json: string }

/** The terms by which the deadlines of a milestone are called. */
export type DeadlineTerm = 'silence' | 'rescue' | 'dispute.from' | 'dispute.backupFrom'

/** What a review objects to. Each is said without a full stop: others continue it. */
export interface ObjectionSentences {
  /** A rule that was lifted when the spend was planned. */
  ruleLifted: { readonly rule: string }
  /** The message of the error with which the plan was refused, which is English. */
  planRefuses: { readonly message: string }
  fundingUnconfirmed: object
  choiceInputsUnnamed: { readonly contracts: number }
  choiceInputs: { readonly spent: readonly Outpoint[]; readonly chosen: readonly Outpoint[] }
  choicePath: { readonly path: SpendPath; readonly chosen: SpendPath }
  choiceAmounts: { readonly outcome: Outcome | 'freeze' }
  choiceOutcome: { readonly outcome: Outcome | 'freeze'; readonly chosen: Outcome | 'freeze' }
  choiceLeast: { readonly role: Role; readonly received: bigint; readonly least: bigint }
  choiceFee: { readonly fee: bigint; readonly most: bigint }
  targetRoleGone: { readonly agreement: string; readonly role: Role }
  targetRoleReplaced: { readonly agreement: string; readonly role: Role }
  targetRoleAdded: { readonly agreement: string; readonly role: Role }
  targetDeadlinePast: { readonly contract: number; readonly lock: Lock; readonly term: DeadlineTerm }
  targetDeadlineNear: { readonly contract: number; readonly lock: Lock; readonly term: DeadlineTerm }
  targetOpenNow: { readonly contract: number; readonly role: Role }
  targetOpenSoon: { readonly contract: number; readonly role: Role; readonly left: Span }
  targetLocksOut: { readonly contract: number; readonly role: Role }
  raceNow: { readonly parties: readonly Role[] }
  raceSoon: { readonly parties: readonly Role[]; readonly left: Span }
  deadlineUnreadable: OfDeposits & {
    readonly parties: readonly Role[]
    readonly lock: Lock
    /** What would have to be known of the deposit. */
    readonly wanted: 'medianTimeBefore' | 'confirmedAt'
  }
  clockNotBegun: OfDeposits & { readonly lock: RelativeLock }
  lockAhead: OfDeposits & { readonly lock: Lock; readonly left: Span }
  /** Heights, and numbers of blocks: how many are left, how few and how many may be. */
  swapTimeout: {
    readonly timeout: number
    readonly left: number
    readonly least: number
    readonly most: number
  }
  swapTwice: object
  signedBefore: { readonly outcome: Outcome | 'freeze'; readonly fee: bigint }
}

/** What a review tells whoever is asked to sign. */
export interface ReviewSentences extends ObjectionSentences {
  spendsDeposit: {
    readonly milestone: number
    readonly memo?: string
    readonly contract: number
    readonly amount: bigint
    readonly outpoint: Outpoint
  }
  isOutcome: { readonly outcome: Outcome | 'freeze'; readonly pot: bigint; readonly path: SpendPath }
  paysOut: { readonly amount: bigint; readonly to: readonly PaidParty[]; readonly address: string }
  /** sat/vB and percent as decimal numbers. */
  networkTakes: { readonly amount: bigint; readonly rate: string; readonly percent: string }
  arbiterTakes: { readonly amount: bigint; readonly role: Role }
  youReceive: { readonly amount: bigint }
  youReceiveNothing: object
  addressShared: { readonly amount: bigint; readonly roles: readonly Role[] }
  /** Keys and hashes as hex; `yours`: it is the reader's part that goes there. */
  swapTakes: {
    readonly yours: boolean
    readonly amount: bigint
    readonly address: string
    readonly provider: string
    readonly client: string
    readonly paymentHash: string
    readonly timeout: number
  }
  spendAfterConfirmation: object
  waitsAfterYou: { readonly roles: readonly Role[]; readonly secret: boolean }
  waitsWithoutYou: { readonly roles: readonly Role[]; readonly secret: boolean }
  /** `locked`: once a lock has opened. */
  broadcastWithYou: { readonly locked: boolean }
  broadcastWithoutYou: { readonly locked: boolean }
  canMoveAtOnce: OfDeposits & { readonly parties: readonly Role[]; readonly secret: boolean }
  canMoveOnceOpen: OfDeposits & { readonly parties: readonly Role[]; readonly lock: Lock }
  canMoveAlready: OfDeposits & { readonly parties: readonly Role[]; readonly lock: Lock }
  canMoveIn: OfDeposits & { readonly parties: readonly Role[]; readonly lock: Lock; readonly left: Span }
  relocksIntoItself: object
  relocksIntoContract: { readonly contract: number }
  relocksIntoAmendment: { readonly contract: number; readonly agreement: string; readonly accepted: boolean }
  amendmentChanges: {
    readonly term: ChangedTerm
    readonly role?: Role
    /** Position in the amendment. */
    readonly milestone?: number
    readonly before: TermValue
    readonly after: TermValue
    /** Absent where it depends, or is everybody. */
    readonly worseFor?: Role
  }
  /** What an agreement says by itself, as tables have it. */
  termName: {
    readonly term: ChangedTerm
    /** Whose it is, of members of a role. */
    readonly role?: Role
    /** Of members of a milestone, from 0. */
    readonly milestone?: number
  }
  /** A value by itself, as tables have it. */
  termValue: { readonly value: TermValue }
  targetOpensWithSecret: { readonly contract: number; readonly role: Role }
  targetOpensAfter: { readonly contract: number; readonly role: Role; readonly lock: RelativeLock }
  targetOpensFrom: { readonly contract: number; readonly role: Role; readonly lock: Lock }
  targetOpensAtOnce: { readonly contract: number; readonly role: Role; readonly lock: Lock }
  targetOpensIn: { readonly contract: number; readonly role: Role; readonly lock: Lock; readonly left: Span }
  clockRestarts: { readonly lock: RelativeLock }
  freezeAgain: { readonly fee: bigint }
  freezeUseless: { readonly fee: bigint }
  secretBecomesPublic: object
  signatureStays: object
  refused: { readonly rule: string; readonly objection: Objection }
  warned: { readonly rule: string; readonly objection: Objection }
}

/** What a review objects to, before it is said in any language. */
export type Objection = SentenceIn<ObjectionSentences>
export type ReviewSentence = SentenceIn<ReviewSentences>
