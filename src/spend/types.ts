import type { ContractLeaf } from '../contract/contract.js'
import type { LeafKey } from '../contract/keys.js'
import type { Plan } from '../plan/plan.js'
import type { Row } from '../psbt/model.js'
import type { Role } from '../words.js'

/** How far a spend is: nobody signed, somebody did, everything is there. */
export type SpendState = 'unsigned' | 'partial' | 'complete'

/** What has been collected for an input that reveals a leaf; every signature in it was verified. */
export interface LeafInput {
  readonly kind: 'leaf'
  readonly leaf: ContractLeaf
  /** The keys of the leaf from left to right. */
  readonly keys: readonly LeafKey[]
  /** 64 bytes each, in the order of the keys. */
  readonly signatures: readonly (Uint8Array | undefined)[]
  /** 32 bytes that open the leaf's hash. */
  readonly preimage?: Uint8Array
}

/** What has been collected for an input that spends by the aggregate key; partial signatures were verified. */
export interface KeyInput {
  readonly kind: 'key'
  /** 66 bytes each, of employer and worker. */
  readonly nonces: readonly (Uint8Array | undefined)[]
  /** 32 bytes each, of employer and worker. */
  readonly partials: readonly (Uint8Array | undefined)[]
  /** 64 bytes: the aggregate signature, verified. */
  readonly signature?: Uint8Array
}

export type SpendInput = LeafInput | KeyInput

/** Rows of a PSBT from outside that mean nothing here but belong to somebody. */
export interface ForeignRows {
  readonly global: readonly Row[]
  readonly inputs: readonly (readonly Row[])[]
  readonly outputs: readonly (readonly Row[])[]
}

/** Who has signed: the members of one role that a spend can use, with how many it needs. */
export interface RoleProgress {
  readonly role: Role
  readonly needed: number
  /** Positions in the role's list of keys that have signed every input. */
  readonly signed: readonly number[]
  /** On the key path the positions whose nonces are there for every input: the first round of MuSig2. */
  readonly announced?: readonly number[]
}

/** A plan on its way to the chain. Type and `state` say how far it is; `finalize` takes complete ones only. */
export interface Spend<State extends SpendState = SpendState> {
  readonly state: State
  readonly plan: Plan
  /** Base64 PSBT (BIP 174, 371, 373) with everything collected so far; encoded when read. */
  readonly psbt: string
  /** What has been collected, input by input. */
  readonly inputs: readonly SpendInput[]
  readonly progress: readonly RoleProgress[]
}
