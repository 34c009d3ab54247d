import { extractTransaction } from '../psbt/transaction.js'
import { toHex } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import { sumSats } from '../units/sats.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import { leafStack } from './state.js'
import type { Spend, SpendInput } from './types.js'

/** A transaction that can be broadcast. */
export interface FinalTransaction {
  readonly hex: string
  readonly txid: string
  /** Equal to the plan's, or it is not handed out. */
  readonly weight: number
  /** Virtual bytes. */
  readonly vsize: number
}

/**
 * Builds the witnesses of the plan's path and hands out the transaction (BIP 174, "Input Finalizer" and
 * "Transaction Extractor"). Weight and fee are checked against the plan once more.
 *
 * @throws EscrowError `SPEND_NOT_COMPLETE` where the type was lied to, `SPEND_NOT_BUILT`, `SPEND_PLAN_BROKEN` (a fault of
 * this library)
 * @example
 * const { hex, txid } = finalize(complete(both))
 */
export const finalize = (spend: Spend<'complete'>): FinalTransaction => {
  const { plan, transaction } = bodyOf(spend)
  const { bytes, txid, weight } = extractTransaction({
    ...transaction,
    inputs: transaction.inputs.map((input, position) => ({
      witness: witnessOf(spend.inputs[position], position),
      ...input,
    })),
  })
  const paid = sumSats(transaction.outputs.map(({ amount }) => amount))
  if (weight !== plan.weight || plan.pot - paid !== plan.fee)
    throw spendError('SPEND_PLAN_BROKEN', {
      field: 'transaction',
      expected: `${plan.weight} weight units and a fee of ${plan.fee} sat`,
      received: `${weight} and ${plan.pot - paid} sat`,
    })
  return { hex: toHex(bytes), txid, weight, vsize: virtualSize(weight) }
}

/** The items of an input's witness, or `undefined` where something is missing. */
const witnessItems = (input: SpendInput): readonly Uint8Array[] | undefined => {
  if (input.kind === 'key') return input.signature && [input.signature]
  const stack = leafStack(input)
  return stack && [...stack, input.leaf.script, input.leaf.controlBlock]
}

const witnessOf = (input: SpendInput | undefined, position: number): readonly Uint8Array[] => {
  const witness = input && witnessItems(input)
  if (witness !== undefined) return witness
  throw spendError('SPEND_NOT_COMPLETE', {
    field: `inputs[${position}]`,
    expected: 'a spend that went through complete',
    received: 'an input without its signatures',
  })
}
