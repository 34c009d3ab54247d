import { merkleize, outputScript, tweakInternalKey } from '../taproot/commitment.js'
import { mapTree, type ScriptTree } from '../taproot/tree.js'
import { equalBytes } from '../units/bytes.js'
import type { LeafName } from '../words.js'
import type { AuditedLeaf, AuditedOutput, AuditedParty, InternalKeyReading, KeyHolder } from './output.js'
import { readLeaf } from './script/readScript.js'

/** A leaf that is to be read: its bytes, and what it is called. */
export interface NamedScript {
  readonly name: string
  readonly path?: LeafName
  readonly script: Uint8Array
  readonly miniscript?: string
  readonly version: number
}

/** What an output is read from. */
export interface OutputParts {
  /** 32 x-only bytes. */
  readonly internalKey: Uint8Array
  readonly internal: InternalKeyReading
  /** The same point, where it is at hand: saves a square root. */
  readonly internalPoint?: Uint8Array
  readonly tree: ScriptTree<NamedScript> | undefined
  /** Whose a key of a leaf is. */
  readonly holderOf: (key: Uint8Array) => KeyHolder
  /** The output key over a Merkle root, where it was computed before. */
  readonly known?: { readonly merkleRoot: Uint8Array; readonly outputKey: Uint8Array }
  /** X-only keys that a leaf may name by their hash. */
  readonly named?: readonly Uint8Array[]
  /** Whether a key of a leaf is a point, where that is known without asking the curve. */
  readonly isPoint?: (key: Uint8Array) => boolean
  /** Known when every key of every leaf has been asked for. */
  readonly parties: () => readonly AuditedParty[]
}

/** Reads an output from its internal key and its scripts; nothing is taken from whoever made them. */
export const readOutput = (parts: OutputParts): AuditedOutput => {
  const { tree, internalKey, internal, internalPoint, holderOf, isPoint, known, named = [] } = parts
  const merkle = tree && merkleize(tree)
  const outputKey =
    known !== undefined && merkle !== undefined && equalBytes(known.merkleRoot, merkle.hash)
      ? known.outputKey
      : tweakInternalKey(
          { xOnly: internalKey, ...(internalPoint === undefined ? {} : { point: internalPoint }) },
          merkle?.hash,
        ).outputKey
  const options = { keys: named, ...(isPoint === undefined ? {} : { isPoint }) }
  const leaves = (merkle?.places ?? []).map(({ leaf, hash, merklePath }): AuditedLeaf => {
    const { reading, keys } = readLeaf(leaf.script, { ...options, version: leaf.version })
    return {
      ...leaf,
      leafHash: hash,
      depth: merklePath.length,
      keys: keys.map((key) => ({ key, holder: holderOf(key) })),
      reading,
    }
  })
  return {
    parties: parts.parties(),
    internalKey,
    internal,
    tree: tree && mapTree(tree, ({ name }) => name),
    leaves,
    merkleRoot: merkle?.hash,
    outputKey,
    outputScript: outputScript(outputKey),
  }
}
