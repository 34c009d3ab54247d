import { sameOutputs } from '../deeds/same.js'
import { toHex } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { SpendBody } from './body.js'

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
