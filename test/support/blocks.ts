import { joined } from '../../src/psbt/cursor.js'
import { type SerializableTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { compactSize } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'

/** A transaction that spends outpoints and pays scripts, with a witness stack for each input where any is given. */
export const transactionOf = ({
  spends,
  pays,
  witness = [],
  scriptSig = 0,
}: {
  readonly spends: readonly { readonly txid: string; readonly vout: number }[]
  readonly pays: readonly Uint8Array[]
  /** Lengths of the items of each input's stack. */
  readonly witness?: readonly number[]
  readonly scriptSig?: number
}): SerializableTransaction => ({
  version: 2,
  lockTime: 0,
  inputs: spends.map((outpoint) => ({
    outpoint,
    sequence: 0xfffffffd,
    scriptSig: new Uint8Array(scriptSig),
    witness: witness.map((length) => new Uint8Array(length).fill(7)),
  })),
  outputs: pays.map((script) => ({ script, amount: sats(1000n) })),
})

/** A block with an empty header: its transactions alone count. */
export const blockOf = (transactions: readonly SerializableTransaction[]): Uint8Array =>
  joined([new Uint8Array(80), compactSize(transactions.length), ...transactions.map(serializeTransaction)])
