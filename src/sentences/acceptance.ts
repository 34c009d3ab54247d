import type { Lock } from '../units/lock.js'
import type { Role } from '../words.js'
import type { SentenceIn } from './sentence.js'

/** What somebody accepts by accepting an agreement. */
export interface AcceptanceSentences {
  acceptsAs: { readonly agreement: string; readonly network: string; readonly role: Role }
  /** One of several keys of theirs, of which so many act. */
  ownKey: { readonly key: string; readonly threshold: number; readonly of: number }
  /** `percent`: of what the role gets, where it has several addresses; as a decimal number. */
  paidAt: { readonly role: Role; readonly address: string; readonly percent?: string }
  takesFee: {
    readonly role: Role
    readonly fee: { readonly percent: string } | { readonly amount: bigint }
    readonly address: string
  }
  paidIn: {
    readonly milestone: number
    readonly memo?: string
    readonly contract: number
    readonly amount: bigint
    readonly address: string
  }
  /** `you`: whether the reader is among those who can. */
  goesOut: {
    readonly parties: readonly Role[]
    readonly you: boolean
    /** At once without it. */
    readonly lock?: Lock
    /** Hex of the hash whose secret has to be shown. */
    readonly secretHash?: string
  }
  goesOutAsBefore: object
  /** `amends`: with which agreement's keys, where that is another one. */
  keyAccepts: {
    readonly role: Role
    readonly key: number
    readonly agreement: string
    readonly amends?: string
  }
  /** A device signs first; the option of the command that takes its answer. */
  deviceSigns: { readonly role: Role; readonly key: number; readonly option: string }
  getsNothing: { readonly role: Role; readonly gone: Role }
}

export type AcceptanceSentence = SentenceIn<AcceptanceSentences>
