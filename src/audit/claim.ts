import type { ScriptTree } from '../taproot/tree.js'
import type { Sats } from '../units/sats.js'
import type { LeafName } from '../words.js'

/** What somebody shows as a contract of an agreement; everything that is given is held against the agreement. */
export interface ContractClaim {
  /** Position in the agreement of the milestone that it is said to be; the first one where not said. */
  readonly milestone?: number
  readonly address?: string
  readonly descriptor?: string
  readonly scripts?: ClaimedScripts
  readonly output?: ClaimedOutput
}

/** An output as scripts and keys. */
export interface ClaimedScripts {
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  readonly tree: ScriptTree<{ readonly script: Uint8Array; readonly version?: number }> | undefined
  readonly controlBlocks?: Readonly<Partial<Record<LeafName, Uint8Array>>>
}

/** An output on the chain. */
export interface ClaimedOutput {
  readonly script: Uint8Array
  readonly amount?: Sats
}
