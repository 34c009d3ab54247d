import { anObject, aText, type Check, listOf, type Members, someBytes } from '../given/check.js'
import type { ScriptTree } from '../taproot/tree.js'
import type { LeafName, Role } from '../words.js'
import type { ScriptReading } from './reading.js'

/** Somebody, or several people counted as one, who hold keys of an output. */
export interface AuditedParty {
  /** A role where the output is a contract; else a name given by the order in which its keys appear: `A`, `B` … */
  readonly name: string
  readonly role?: Role
  /** How many keys it has. Each stands once in every leaf in which the party signs. */
  readonly size: number
}

/** Whose a key is. */
export type KeyHolder =
  /** `position` counts the party's keys from 0. */
  | { readonly kind: 'party'; readonly party: string; readonly position: number; readonly origin?: string }
  /** A child of a point whose logarithm nobody knows, shown by recomputing it. */
  | { readonly kind: 'nobody'; readonly why: string }

/** A key with its holder. */
export interface HeldKey {
  /** 32 x-only bytes; as many as stand in the script where it is a key of another kind. */
  readonly key: Uint8Array
  readonly holder: KeyHolder
}

/** The internal key as the auditor sees it. */
export type InternalKeyReading =
  /** All of these parties together, one signature. */
  | { readonly kind: 'aggregate'; readonly parties: readonly string[] }
  | { readonly kind: 'nobody'; readonly why: string }
  /** One known party alone. */
  | { readonly kind: 'party'; readonly party: string }
  /** It cannot be told who can sign: treat it as the key of somebody who may take everything. */
  | { readonly kind: 'unknown' }

/** A leaf, read from its bytes. */
export interface AuditedLeaf {
  /** The path's name where the output is a contract; else `leaf 1`, `leaf 2` … from left to right. */
  readonly name: string
  readonly path?: LeafName
  readonly script: Uint8Array
  /** The Miniscript that a descriptor writes it as, keys as 64 hex digits; a claim like any other text. */
  readonly miniscript?: string
  /** 0xc0 for tapscript (BIP 342). */
  readonly version: number
  /** 32 bytes. */
  readonly leafHash: Uint8Array
  readonly depth: number
  /** In the order in which they stand in the script. */
  readonly keys: readonly HeldKey[]
  readonly reading: ScriptReading
}

/** A Taproot output with everything below it, read from scripts and keys alone. */
export interface AuditedOutput {
  readonly parties: readonly AuditedParty[]
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  readonly internal: InternalKeyReading
  /** Names of leaves where they stand. */
  readonly tree: ScriptTree<string> | undefined
  /** From left to right. */
  readonly leaves: readonly AuditedLeaf[]
  readonly merkleRoot: Uint8Array | undefined
  /** 32 x-only bytes. */
  readonly outputKey: Uint8Array
  readonly outputScript: Uint8Array
}

/** A leaf as `outputOf` and `liftOutput` read it. */
export const aLeaf: Check = (value, field) => {
  anObject(value, field)
  const { name, script, leafHash, keys, reading } = value as Members // the line above makes it one
  aText(name, `${field}.name`)
  someBytes(script, `${field}.script`)
  someBytes(leafHash, `${field}.leafHash`)
  listOf(anObject)(keys, `${field}.keys`)
  anObject(reading, `${field}.reading`)
}

/** An output as `outputOf` and `liftOutput` read it. */
export const anOutput: Check = (value, field) => {
  anObject(value, field)
  const { parties, internalKey, internal, leaves, outputKey, outputScript } = value as Members // the line above makes it one
  listOf(anObject)(parties, `${field}.parties`)
  for (const [name, bytes] of Object.entries({ internalKey, outputKey, outputScript }))
    someBytes(bytes, `${field}.${name}`)
  anObject(internal, `${field}.internal`)
  listOf(aLeaf)(leaves, `${field}.leaves`)
}
