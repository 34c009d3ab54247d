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

/** What one signature of one input signs; without a leaf hash it is the key path's. */
export type Sighasher = (input: { index: number; leafHash?: Uint8Array }) => Uint8Array

/** All of a transaction but what it pays. */
export type Spending = Omit<UnsignedTransaction, 'outputs'>

interface SighashOptions {
  readonly type?: WholeSighash
}

/**
 * The signature hashes of transactions that spend the same outputs in the same way, and differ in what they pay
 * (BIP 341, "Common signature message"; BIP 342). What they share is hashed once here, and the outputs once for each
 * of them, so that the work grows with the inputs and not with their square.
 */
export const sighashersOf = (
  { version, lockTime, inputs }: Spending,
  spent: readonly TransactionOutput[],
  { type = 0 }: SighashOptions = {},
): ((outputs: readonly TransactionOutput[]) => Sighasher) => {
  const head = concat(
    Uint8Array.of(EPOCH, type),
    uint32(version),
    uint32(lockTime),
    backend.sha256(
      concat(...inputs.flatMap(({ outpoint }) => [txidBytes(outpoint.txid), uint32(outpoint.vout)])),
    ),
    backend.sha256(concat(...spent.map(({ amount }) => uint64(amount)))),
    backend.sha256(concat(...spent.flatMap(({ script }) => [compactSize(script.length), script]))),
    backend.sha256(concat(...inputs.map(({ sequence }) => uint32(sequence)))),
  )
  return (outputs) => {
    const shared = concat(head, backend.sha256(concat(...outputs.map(outputBytes))))
    return ({ index, leafHash }) =>
      leafHash === undefined
        ? tapSighash(shared, Uint8Array.of(0), uint32(index))
        : tapSighash(shared, Uint8Array.of(2), uint32(index), leafHash, TAPSCRIPT_EXTENSION)
  }
}

/** The signature hashes of one transaction whose spent outputs are all known. */
export const sighasher = (
  transaction: UnsignedTransaction,
  spent: readonly TransactionOutput[],
  options: SighashOptions = {},
): Sighasher => sighashersOf(transaction, spent, options)(transaction.outputs)
