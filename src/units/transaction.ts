import type { Outpoint } from './outpoint.js'
import type { Sats } from './sats.js'

export interface TransactionOutput {
  readonly script: Uint8Array
  readonly amount: Sats
}

export interface UnsignedInput {
  readonly outpoint: Outpoint
  /** nSequence, 0–4294967295. */
  readonly sequence: number
}

/** A transaction without signatures: what is planned, and what a PSBT is about. */
export interface UnsignedTransaction {
  readonly version: number
  /** nLockTime, 0–4294967295. */
  readonly lockTime: number
  readonly inputs: readonly UnsignedInput[]
  readonly outputs: readonly TransactionOutput[]
}
