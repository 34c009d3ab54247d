import {
  aBigint,
  anObject,
  aText,
  aWhole,
  type Check,
  checkThat,
  type Members,
  membersNamed,
  membersOf,
  someBytes,
} from '../given/check.js'
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

/** BIP 341: a control block holds at most 128 hashes. */
const MAX_DEPTH = 128

/** A tree of scripts, from its root or from further down. */
export const aTree: Check = (value, field) => {
  treeAt(0)(value, field)
}

const treeAt =
  (depth: number): Check =>
  (value, field) => {
    anObject(value, field)
    checkThat(`leaves at most ${MAX_DEPTH} levels deep`, () => depth <= MAX_DEPTH)(value, field)
    const below = treeAt(depth + 1)
    const isLeaf = 'leaf' in Object(value)
    membersNamed(isLeaf ? { leaf: aScript } : { left: below, right: below })(value, field)
  }

/** What else a leaf says of itself is passed over: scripts are all that counts. */
const aScript: Check = (value, field) => {
  anObject(value, field)
  const { script, version } = value as Members // the line above makes it one
  someBytes(script, `${field}.script`)
  if (version !== undefined) aWhole(version, `${field}.version`)
}

/** What somebody shows, as far as it is of the right kinds; what it says is judged by the audit. */
export const aClaim: Check = (value, field) => {
  membersOf<ContractClaim>({
    'milestone?': aWhole,
    'address?': aText,
    'descriptor?': aText,
    'scripts?': membersNamed({ internalKey: someBytes, 'tree?': aTree, 'controlBlocks?': anObject }),
    'output?': membersOf<ClaimedOutput>({ script: someBytes, 'amount?': aBigint }),
  })(value, field)
}
