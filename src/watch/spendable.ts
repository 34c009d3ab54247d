import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { ChangesOptions } from './changes.js'
import { statusOf } from './status.js'
import type { View } from './types.js'

/**
 * What spends are made of: the deposits of a contract that are as deep as wanted, and that nothing in the chain has
 * spent. A late one and one of several are among them, as they are money too.
 *
 * @throws EscrowError `VIEW_NETWORK`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const funded = spendableOf(contract, view, { confirmations: 6 })
 * if (funded.length > 0) draft = release(funded, { feeRate, at: statusOf(contract, view).at })
 */
export const spendableOf = (
  contract: Contract,
  view: View,
  options: Pick<ChangesOptions, 'confirmations'> = {},
): readonly Funded[] => {
  const { deposits, spends } = statusOf(contract, view, options)
  const { confirmations: wanted = 1 } = options
  const spent = new Set(
    spends.flatMap(({ state, outpoint }) => (state.kind === 'confirmed' ? [formatOutpoint(outpoint)] : [])),
  )
  return deposits.flatMap(({ state, funded }) =>
    state.kind === 'confirmed' && state.confirmations >= wanted && !spent.has(formatOutpoint(funded.outpoint))
      ? [funded]
      : [],
  )
}
