import { extractTransaction, parseTransaction } from '../psbt/transaction.js'
import { toHex } from '../units/bytes.js'

/** A transaction that is to be sent. */
export interface Outgoing {
  readonly txid: string
  readonly hex: string
  /** How many. */
  readonly outputs: number
}

/**
 * Transactions as callers have them, each read before any is sent.
 *
 * @throws EscrowError what `parseTransaction` throws
 */
export const outgoing = (transactions: readonly (string | Uint8Array)[]): readonly Outgoing[] =>
  transactions.map((transaction, at) => {
    const parsed = parseTransaction(transaction, `transactions[${at}]`)
    return {
      txid: parsed.txid,
      hex: toHex(extractTransaction(parsed).bytes),
      outputs: parsed.outputs.length,
    }
  })
