import type { RoleKey } from '../keys/roleKey.js'
import type { Lock, Span } from '../units/lock.js'
import type { NetworkName } from '../units/network.js'
import type { Sats } from '../units/sats.js'
import type { LeafName } from '../words.js'

/** Where money goes: an address in its one spelling, the script that it stands for, and that script's dust limit. */
export interface Address {
  readonly text: string
  readonly script: Uint8Array
  /** Outputs below it do not relay (Bitcoin Core's dust limit at 3 sat/vB). */
  readonly dust: Sats
}

/** k of n keys. */
export interface Quorum {
  readonly threshold: number
  readonly keys: readonly RoleKey[]
}

export interface Employer extends Quorum {
  readonly address: Address
}

/** One of those who receive the worker's side; `share` in basis points, all shares together 10000. */
export interface Payee {
  readonly address: Address
  readonly share: number
}

export interface Worker extends Quorum {
  readonly payees: readonly Payee[]
}

/** What an arbiter takes of an award: basis points of the pot, or fixed satoshis. */
export type ArbiterFee = { readonly bps: number } | { readonly sats: Sats }

export interface Arbiter extends Quorum {
  readonly address: Address
  readonly fee: ArbiterFee
}

export type Party = 'employer' | 'worker'

/** Who gets the money when nobody speaks, and from when. */
export interface Silence {
  readonly pays: Party
  readonly after: Lock
}

/** From when the party that silence does not pay may take the money alone. */
export interface Rescue {
  readonly after: Lock
}

/** From when the arbiter may decide, how long a decision takes, from when the backup may decide. */
export interface Dispute {
  readonly from?: Lock
  readonly decision: Span
  readonly backupFrom?: Lock
}

/** One contract of an agreement; silence, rescue and dispute are its own or the agreement's. */
export interface Milestone {
  readonly amount: Sats
  readonly memo?: string
  readonly secretHash?: Uint8Array
  readonly silence: Silence
  readonly rescue?: Rescue
  readonly dispute?: Dispute
}

export type KeyPathKind = 'musig2' | 'closed'

/** A path whose weight in the script tree the parties may choose. */
export type WeightablePath = Exclude<LeafName, 'terms'>

export type Weights = Readonly<Partial<Record<WeightablePath, number>>>

/**
 * An agreement that passed every check, all values in their one normal form. Milestone k is the contract with
 * index `index + k`.
 */
export interface Agreement {
  readonly network: NetworkName
  readonly index: number
  readonly employer: Employer
  readonly worker: Worker
  readonly arbiter?: Arbiter
  readonly backupArbiter?: Arbiter
  readonly keyPath: KeyPathKind
  /** At least one. */
  readonly milestones: readonly [Milestone, ...Milestone[]]
  readonly weights: Weights
  /** Hex of the SHA-256 of the text that the parties signed. */
  readonly document?: string
  /** Id of the agreement that this one amends. */
  readonly previous?: string
  /** Hex of 16 to 32 bytes that nobody can guess. */
  readonly salt?: string
  /** Canonical JSON (RFC 8785). */
  readonly text: string
  /** Hex of the tagged hash of the canonical bytes. */
  readonly id: string
}
