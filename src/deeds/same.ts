import { equalBytes } from '../units/bytes.js'

/** Outputs as a plan or a transaction has them. */
type Outputs = readonly { readonly script: Uint8Array; readonly amount: bigint }[]

/** Whether the same scripts are paid the same amounts in the same order. */
export const sameOutputs = (left: Outputs, right: Outputs): boolean =>
  left.length === right.length &&
  left.every(({ script, amount }, at) => {
    const other = right[at]
    return other !== undefined && amount === other.amount && equalBytes(script, other.script)
  })
