import type { Contract } from '../contract/contract.js'
import type { AmountMatch } from '../contract/funded.js'
import type { Plan } from '../plan/plan.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { LeafName, Role } from '../words.js'
import type { SignatureVerdict } from './signatures.js'

/** One signature of a witness, with the key that it stands for. */
export interface ShownSignature {
  /** Whose key it is: one, or both parties for the key path. `position` counts the role's keys from 0. */
  readonly signers: readonly { readonly role: Role | 'terms'; readonly position: number }[]
  /** Hex, 32 x-only bytes. */
  readonly key: string
  /** Hex. */
  readonly signature: string
  /** The type byte (BIP 341, "Common signature message"); 0 covers everything. */
  readonly type: number
  readonly verdict: SignatureVerdict
}

/** The secret that a witness showed to everybody. */
export interface ShownSecret {
  /** Hex. */
  readonly preimage: string
  /** Hex: the agreement's. */
  readonly hash: string
  readonly opens: boolean
}

/** How an input spends a contract. */
export type SpendWay =
  | { readonly kind: 'key'; readonly signatures: readonly ShownSignature[] }
  | {
      readonly kind: 'leaf'
      readonly path: LeafName
      /** Hex. */
      readonly leafHash: string
      readonly signatures: readonly ShownSignature[]
      readonly secret?: ShownSecret
    }
  /** No way that the contract has: no node that knows Taproot accepts it. */
  | { readonly kind: 'foreign'; readonly reason: string }

/** An input that spends a contract. */
export interface ContractSpend {
  readonly input: number
  readonly outpoint: Outpoint
  readonly contract: Contract
  /** Absent where the output is not known. */
  readonly amount?: Sats
  readonly by: SpendWay
  readonly sequence: number
  /** Hex: data that the signatures cover and no rule knows (BIP 341, "annex"). */
  readonly annex?: string
}

/**
 * How money came into a contract: `deposit` by money from outside; `freeze` back into the contract that is spent;
 * `relock` into another one of the agreement, `amendment` into one of an agreement that amends it, `other` into one
 * of an unrelated agreement.
 */
export type HowPaid = 'deposit' | 'freeze' | 'relock' | 'amendment' | 'other'

/** An output that pays a contract. */
export interface ContractPayment {
  readonly vout: number
  readonly contract: Contract
  readonly amount: Sats
  readonly match: AmountMatch
  readonly how: HowPaid
}

/** Whether what a transaction pays is an outcome of the agreement. */
export type DeedOutcome =
  /** The plan says path, outcome, the arbiter's fee and the network's; no rule of planning is held against it. */
  | { readonly matches: 'yes'; readonly plan: Plan }
  | {
      readonly matches: 'no'
      /** The code of the error that says what differs, where one does. */
      readonly code?: string
      readonly text: string
    }
  | { readonly matches: 'unknown'; readonly text: string }

/** What one transaction did to contracts. */
export interface Deed {
  /** Inputs that spend contracts. */
  readonly spends: readonly ContractSpend[]
  /** Outputs that pay contracts. */
  readonly pays: readonly ContractPayment[]
  /** What the network took, where all outputs that it spends are known. */
  readonly fee?: Pick<Plan, 'fee' | 'pot' | 'vsize'>
  /** Where it spends a contract. */
  readonly outcome?: DeedOutcome
}
