import { sameOutputs } from '../deeds/same.js'
import { equalBytes } from '../units/bytes.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { SpendBody } from './body.js'

/** Whether two transactions are the same, their witnesses aside. */
export const sameUnsigned = (left: UnsignedTransaction, right: UnsignedTransaction): boolean =>
  left.version === right.version &&
  left.lockTime === right.lockTime &&
  left.inputs.length === right.inputs.length &&
  left.inputs.every(({ outpoint, sequence }, at) => {
    const other = right.inputs[at]
    return (
      other?.sequence === sequence &&
      other.outpoint.txid === outpoint.txid &&
      other.outpoint.vout === outpoint.vout
    )
  }) &&
  sameOutputs(left.outputs, right.outputs)

/** Whether two spends are the same transaction over the same outputs by the same path: what signatures are bound to. */
export const sameTransaction = (left: SpendBody, right: SpendBody): boolean =>
  left === right ||
  (left.plan.path === right.plan.path &&
    sameUnsigned(left.transaction, right.transaction) &&
    left.plan.inputs.every(({ funded: { amount, contract } }, at) => {
      const other = right.plan.inputs[at]?.funded
      return other?.amount === amount && equalBytes(other.contract.outputKey, contract.outputKey)
    }))
