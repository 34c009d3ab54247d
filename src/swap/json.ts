import * as v from 'valibot'
import { type Marks, marks, readForm } from '../forms/form.js'
import { NETWORKS } from '../units/network.js'
import { sats } from '../units/sats.js'
import { compileSwap, type Swap, sameSwap } from './compile.js'
import { SWAP_KINDS, type SwapTerms } from './terms.js'

/** A swap as JSON: its terms, from which everything else is computed again. */
export interface SwapJson extends Marks<'swap'>, Omit<SwapTerms, 'amount'> {
  /** Satoshis as a decimal string. */
  readonly amount: string
}

/** Shapes are made when they are needed: made at import they would weigh on everybody who imports anything. */
const swapShape = () =>
  v.strictObject({
    kind: v.picklist(SWAP_KINDS),
    network: v.picklist(NETWORKS),
    paymentHash: v.string(),
    provider: v.string(),
    client: v.string(),
    timeout: v.number(),
    amount: v.string(),
    id: v.exactOptional(v.string()),
    invoice: v.exactOptional(v.string()),
  })

/**
 * The JSON form of a swap, to be stored before anything is signed or paid: without it and the own seed nobody finds
 * the output again. It holds no secret; the preimage of a reverse swap is kept beside it.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * store(JSON.stringify(swapToJson(swap)))
 */
export const swapToJson = (swap: Swap): SwapJson => {
  const { amount, ...terms } = sameSwap(swap).terms
  return { ...marks('swap'), ...terms, amount: amount.toString() }
}

/**
 * A swap from its JSON form: compiled again.
 *
 * @throws EscrowError `JSON_FORM_…`, and what `compileSwap` throws
 * @example
 * const swap = swapFromJson(JSON.parse(stored))
 */
export const swapFromJson = (json: unknown): Swap => {
  const { amount, ...terms } = readForm(json, { form: 'swap', shape: swapShape(), field: 'swap' })
  return compileSwap({ ...terms, amount: sats(amount, 'swap.amount') })
}
