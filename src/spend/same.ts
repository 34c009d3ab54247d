import { equalBytes, toHex } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { SpendBody } from './body.js'

/** Outputs as a plan or a transaction has them. */
type Outputs = readonly { readonly script: Uint8Array; readonly amount: bigint }[]

/** Whether the same scripts are paid the same amounts in the same order. */
export const sameOutputs = (left: Outputs, right: Outputs): boolean =>
  left.length === right.length &&
  left.every(({ script, amount }, at) => {
    const other = right[at]
    return other !== undefined && amount === other.amount && equalBytes(script, other.script)
  })

/** Everything but the outputs that signatures are bound to: path, version, locktime, and of each input all it says. */
const boundTo = ({ plan, transaction: { version, lockTime } }: SpendBody): string =>
  [
    `${plan.path} ${version} ${lockTime}`,
    ...plan.inputs.map(
      ({ funded: { outpoint, amount, contract }, sequence }) =>
        `${formatOutpoint(outpoint)} ${sequence} ${amount} ${toHex(contract.outputKey)}`,
    ),
  ].join()

/** Whether two spends are the same transaction over the same outputs by the same path: what signatures are bound to. */
export const sameTransaction = (left: SpendBody, right: SpendBody): boolean =>
  boundTo(left) === boundTo(right) && sameOutputs(left.transaction.outputs, right.transaction.outputs)
