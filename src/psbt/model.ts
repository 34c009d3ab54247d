import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'

/** One key-value pair as it stands in the bytes: the key is its type as a compact size, then the key data. */
export interface Row {
  readonly key: Uint8Array
  readonly value: Uint8Array
}

/** A PSBT as maps of rows, in the order of the bytes. */
export interface Frame {
  readonly global: readonly Row[]
  readonly inputs: readonly (readonly Row[])[]
  readonly outputs: readonly (readonly Row[])[]
}

/** BIP 371, `PSBT_IN_TAP_SCRIPT_SIG`. */
export interface TapScriptSignature {
  /** 32 bytes. */
  readonly xOnly: Uint8Array
  /** 32 bytes. */
  readonly leafHash: Uint8Array
  /** 64 bytes, or 65 with a type byte. */
  readonly signature: Uint8Array
}

/** BIP 371, `PSBT_IN_TAP_LEAF_SCRIPT`. */
export interface TapLeafScript {
  /** 33 + 32 · depth bytes, depth up to 128. */
  readonly controlBlock: Uint8Array
  readonly script: Uint8Array
  readonly leafVersion: number
}

/** BIP 371, `PSBT_IN_TAP_BIP32_DERIVATION` and `PSBT_OUT_TAP_BIP32_DERIVATION`. */
export interface TapDerivation {
  /** 32 bytes. */
  readonly xOnly: Uint8Array
  /** Of the leaves that hold the key, 32 bytes each; none for the internal key. */
  readonly leafHashes: readonly Uint8Array[]
  /** Of the master key: 8 lower-case hex digits. */
  readonly fingerprint: string
  /** Steps from the master key; a hardened step has 2^31 added. */
  readonly path: readonly number[]
}

/** BIP 371, a leaf of `PSBT_OUT_TAP_TREE`, in depth-first order. */
export interface TapTreeLeaf {
  readonly depth: number
  readonly leafVersion: number
  readonly script: Uint8Array
}

/** BIP 174, `PSBT_IN_SHA256`. Only lengths are checked here. */
export interface Preimage {
  /** 32 bytes. */
  readonly hash: Uint8Array
  readonly preimage: Uint8Array
}

/** BIP 373, `PSBT_IN_MUSIG2_PARTICIPANT_PUBKEYS` and `PSBT_OUT_MUSIG2_PARTICIPANT_PUBKEYS`. */
export interface MusigParticipants {
  /** The aggregate before any tweak, 33 bytes. */
  readonly aggregate: Uint8Array
  /** In the order of aggregation, 33 bytes each. */
  readonly participants: readonly Uint8Array[]
}

/** What BIP 373 keys nonces and partial signatures by. */
export interface MusigSigner {
  /** 33 bytes. */
  readonly participant: Uint8Array
  /** 33 bytes; Bitcoin Core puts `02` and the key that the signature verifies against here. */
  readonly aggregate: Uint8Array
  /** 32 bytes; absent for the key path. */
  readonly leafHash?: Uint8Array
}

/** BIP 373, `PSBT_IN_MUSIG2_PUB_NONCE`. */
export interface MusigPublicNonce extends MusigSigner {
  /** 66 bytes. */
  readonly nonce: Uint8Array
}

/** BIP 373, `PSBT_IN_MUSIG2_PARTIAL_SIG`. */
export interface MusigPartialSignature extends MusigSigner {
  /** 32 bytes. */
  readonly signature: Uint8Array
}

export interface PsbtInput {
  readonly witnessUtxo?: TransactionOutput
  /** The previous transaction, whole and unread: see `parseTransaction`. */
  readonly nonWitnessUtxo?: Uint8Array
  readonly sighashType?: number
  readonly finalScriptSig?: Uint8Array
  /** The witness stack, bottom first. */
  readonly finalScriptWitness?: readonly Uint8Array[]
  readonly sha256Preimages: readonly Preimage[]
  /** 64 bytes, or 65 with a type byte. */
  readonly tapKeySignature?: Uint8Array
  readonly tapScriptSignatures: readonly TapScriptSignature[]
  readonly tapLeafScripts: readonly TapLeafScript[]
  readonly tapDerivations: readonly TapDerivation[]
  /** 32 bytes. */
  readonly tapInternalKey?: Uint8Array
  /** 32 bytes. */
  readonly tapMerkleRoot?: Uint8Array
  readonly musigParticipants: readonly MusigParticipants[]
  readonly musigPublicNonces: readonly MusigPublicNonce[]
  readonly musigPartialSignatures: readonly MusigPartialSignature[]
  /** Every row that has no field above: other kinds of script, proprietary and unknown ones. */
  readonly others: readonly Row[]
}

export interface PsbtOutput {
  /** 32 bytes. */
  readonly tapInternalKey?: Uint8Array
  readonly tapTree?: readonly TapTreeLeaf[]
  readonly tapDerivations: readonly TapDerivation[]
  readonly musigParticipants: readonly MusigParticipants[]
  /** Every row that has no field above. */
  readonly others: readonly Row[]
}

/**
 * A PSBT (BIP 174, 370, 371, 373) as plain data, the same for both versions. Input k and output k belong to
 * input k and output k of the transaction.
 */
export interface Psbt {
  readonly transaction: UnsignedTransaction
  readonly inputs: readonly PsbtInput[]
  readonly outputs: readonly PsbtOutput[]
  /** Every global row but the transaction: extended keys, version, proprietary and unknown ones. */
  readonly others: readonly Row[]
  /**
   * The transaction modifiable flags of version 2 (BIP 370), one byte, where they are said: anything but zero
   * means that inputs or outputs may still change. Version 0 has no room for them.
   */
  readonly modifiable?: number
}

/** How a PSBT is written. */
export interface PsbtFormat {
  /** 0 (BIP 174) where not said, or 2 (BIP 370). */
  readonly version?: 0 | 2
}

/** An input about which nothing is known: spread it under the fields that are. */
export const EMPTY_INPUT: PsbtInput = {
  sha256Preimages: [],
  tapScriptSignatures: [],
  tapLeafScripts: [],
  tapDerivations: [],
  musigParticipants: [],
  musigPublicNonces: [],
  musigPartialSignatures: [],
  others: [],
}

/** An output about which nothing is known: spread it under the fields that are. */
export const EMPTY_OUTPUT: PsbtOutput = { tapDerivations: [], musigParticipants: [], others: [] }
