import { equalBytes } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { SpendBody } from './body.js'

/** Whether two spends are the same transaction over the same outputs by the same path: what signatures are bound to. */
export const sameTransaction = (left: SpendBody, right: SpendBody): boolean => {
  if (left === right) return true
  const [one, other] = [left.transaction, right.transaction]
  return (
    left.plan.path === right.plan.path &&
    one.version === other.version &&
    one.lockTime === other.lockTime &&
    one.inputs.length === other.inputs.length &&
    one.outputs.length === other.outputs.length &&
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
    one.outputs.every(({ script, amount }, at) => {
      const output = other.outputs[at]
      return output !== undefined && amount === output.amount && equalBytes(script, output.script)
    })
  )
}
