import { equalBytes } from '../units/bytes.js'
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

/** Whether two spends are the same transaction over the same outputs by the same path: what signatures are bound to. */
export const sameTransaction = (left: SpendBody, right: SpendBody): boolean => {
  if (left === right) return true
  const [one, other] = [left.transaction, right.transaction]
  return (
    left.plan.path === right.plan.path &&
    one.version === other.version &&
    one.lockTime === other.lockTime &&
    one.inputs.length === other.inputs.length &&
    left.plan.inputs.every(({ funded, sequence }, at) => {
      const input = right.plan.inputs[at]
      return (
        input !== undefined &&
        sequence === input.sequence &&
        formatOutpoint(funded.outpoint) === formatOutpoint(input.funded.outpoint) &&
        funded.amount === input.funded.amount &&
        equalBytes(funded.contract.outputKey, input.funded.contract.outputKey)
      )
    }) &&
    sameOutputs(one.outputs, other.outputs)
  )
}
