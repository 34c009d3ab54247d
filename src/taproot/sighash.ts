import { backend } from '#backend'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { compactSize, concat, fromHex, uint32, uint64 } from '../units/bytes.js'
import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'

const tapSighash: TaggedHash = /* @__PURE__ */ taggedHash('TapSighash')

/** BIP 341: 0x00 before the message. */
const EPOCH = 0
/** Types that sign everything: SIGHASH_DEFAULT, and SIGHASH_ALL, which stands behind the signature as a 65th byte. */
export type WholeSighash = 0 | 1
/** BIP 342, "Common signature message extension": key version 0, no OP_CODESEPARATOR executed. */
const TAPSCRIPT_EXTENSION = /* @__PURE__ */ Uint8Array.of(0, 0xff, 0xff, 0xff, 0xff)

/** A transaction id as it is serialised: the reverse of how it is printed. */
export const txidBytes = (txid: string): Uint8Array => (fromHex(txid) ?? new Uint8Array(32)).reverse()

/** An output as it is serialised. */
export const outputBytes = ({ script, amount }: TransactionOutput): Uint8Array =>
  concat(uint64(amount), compactSize(script.length), script)

/** The five hashes that all inputs of a transaction share (BIP 341, "Common signature message"). */
export interface SharedHashes {
  readonly prevouts: Uint8Array
  readonly amounts: Uint8Array
  readonly scripts: Uint8Array
  readonly sequences: Uint8Array
  readonly outputs: Uint8Array
}

export const sharedHashes = (
  transaction: UnsignedTransaction,
  spent: readonly TransactionOutput[],
): SharedHashes => ({
  prevouts: backend.sha256(
    concat(
      ...transaction.inputs.flatMap(({ outpoint }) => [txidBytes(outpoint.txid), uint32(outpoint.vout)]),
    ),
  ),
  amounts: backend.sha256(concat(...spent.map(({ amount }) => uint64(amount)))),
  scripts: backend.sha256(concat(...spent.flatMap(({ script }) => [compactSize(script.length), script]))),
  sequences: backend.sha256(concat(...transaction.inputs.map(({ sequence }) => uint32(sequence)))),
  outputs: backend.sha256(concat(...transaction.outputs.map(outputBytes))),
})

/** What one signature of one input signs; without a leaf hash it is the key path's. */
export type Sighasher = (input: { index: number; leafHash?: Uint8Array }) => Uint8Array

/**
 * The signature hashes of a transaction whose spent outputs are all known (BIP 341, BIP 342). What all inputs
 * share is hashed once here, so that the work grows with the inputs and not with their square.
 */
export const sighasher = (
  transaction: UnsignedTransaction,
  spent: readonly TransactionOutput[],
  { type = 0 }: { readonly type?: WholeSighash } = {},
): Sighasher => {
  const { prevouts, amounts, scripts, sequences, outputs } = sharedHashes(transaction, spent)
  const shared = concat(
    Uint8Array.of(EPOCH, type),
    uint32(transaction.version),
    uint32(transaction.lockTime),
    prevouts,
    amounts,
    scripts,
    sequences,
    outputs,
  )
  return ({ index, leafHash }) =>
    leafHash === undefined
      ? tapSighash(shared, Uint8Array.of(0), uint32(index))
      : tapSighash(shared, Uint8Array.of(2), uint32(index), leafHash, TAPSCRIPT_EXTENSION)
}
