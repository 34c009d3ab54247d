import { parseTransaction } from '../psbt/transaction.js'
import { toHex } from '../units/bytes.js'
import { type Swap, sameSwap } from './compile.js'
import { opensSwap } from './preimage.js'

/**
 * The preimage of a swap, in hex, from the transaction that claimed it by its leaf, or `undefined` where none of the
 * inputs shows it. With it the provider of a reverse swap settles the invoice; a client of a submarine one has proof
 * that the invoice was paid.
 *
 * Wherever in a witness the 32 bytes stand, an annex behind them or not: their hash says what they are.
 *
 * @throws EscrowError what `compileSwap` and `parseTransaction` throw
 * @example
 * recoverPreimage(swap, hex) // '6c0e…'
 */
export const recoverPreimage = (given: Swap, transaction: string | Uint8Array): string | undefined => {
  const swap = sameSwap(given)
  for (const { witness } of parseTransaction(transaction).inputs)
    for (const item of witness) if (opensSwap(swap, item)) return toHex(item)
  return undefined
}
