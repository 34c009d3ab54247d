import type { CompileGivenWork } from './data.js'
import type { CompileFreshWork, SpendWork } from './works.js'

/** What a spend leaves behind: the PSBT that carries both signatures (base64) and the final transaction (hex). */
export interface Spent {
  readonly psbt: string
  readonly transaction: string
}

/** Does the work once, from data that was made ready outside the clock. */
export type Run<Result> = () => Result | Promise<Result>

/**
 * One implementation of the works. Each member makes ready what a caller would have in hand before (parsed
 * documents, accounts, compiled contracts), outside the clock, and returns the work itself. `undefined` where the
 * library cannot do the work.
 */
export interface Contender {
  readonly name: string
  /** Whether every signature is verified before it is used. */
  readonly verifies: boolean
  /** Addresses, in the order of the contracts. */
  readonly compileGiven?: (work: CompileGivenWork) => Promise<Run<readonly string[]>>
  readonly compileFresh?: (work: CompileFreshWork) => Promise<Run<readonly string[]>>
  /** One spend, or several where one transaction would be more than nodes relay. */
  readonly spend?: (work: SpendWork) => Promise<Run<readonly Spent[]>>
  /** The same by the key path, where both sides make one signature (MuSig2). */
  readonly spendMusig?: (work: SpendWork) => Promise<Run<readonly Spent[]>>
}
