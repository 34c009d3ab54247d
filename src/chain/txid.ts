import { EscrowError } from '../errors.js'
import { parseTransaction } from '../psbt/transaction.js'

/** The id of a transaction; `undefined` where the bytes are none. */
export const txidOf = (bytes: Uint8Array): string | undefined => {
  try {
    return parseTransaction(bytes).txid
  } catch (error) {
    if (error instanceof EscrowError) return undefined
    throw error
  }
}
