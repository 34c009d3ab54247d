import { aContract, type Contract, isCompiled } from '../contract/contract.js'
import { type Check, checkThat, hasMembers } from '../given/check.js'
import { equalBytes } from '../units/bytes.js'
import { wordOf } from './draft.js'
import { watchError } from './errors.js'
import { placeOf } from './standing.js'
import { inTable } from './table.js'
import type { BlockPlace, Chain, PaidOutput, View } from './types.js'

const isWatched = (value: unknown): boolean =>
  hasMembers(value) &&
  'descriptor' in value &&
  value['outputKey'] instanceof Uint8Array &&
  typeof value['amount'] === 'bigint' &&
  Array.isArray(value['leaves']) &&
  Array.isArray(value['paths']) &&
  hasMembers(value['agreement'])

/** A contract, of which so many are asked about that only what is read of it is looked at. */
export const aWatched: Check = (value, field) => {
  if (!isWatched(value)) aContract(value, field)
}

export const someConfirmations: Check = /* @__PURE__ */ checkThat(
  'a whole number of blocks, at least 1',
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
)

/** A contract whose chain is the view's. It is asked of thousands at every block, so nothing is made for those that are. */
export const checkWatched = (contract: Contract, view: View, field: () => string): void => {
  if (!isCompiled(contract) && !isWatched(contract)) aContract(contract, field())
  if (contract.agreement.network !== view.network)
    throw watchError('VIEW_NETWORK', {
      field: field(),
      expected: `a contract of ${view.network}, as the view`,
      received: `one of ${contract.agreement.network}`,
    })
}

export const NOTHING: readonly never[] = []

/** Every output that ever paid a contract. */
export const outputsOf = ({ outputKey }: Contract, { paid }: Pick<View, 'paid'>): readonly PaidOutput[] => {
  for (const { key, outputs } of inTable(paid, wordOf(outputKey)) ?? NOTHING)
    if (equalBytes(key, outputKey)) return outputs
  return NOTHING
}

/** Whether one block place comes after another in a chain. */
const isAfter = (one: BlockPlace, other: BlockPlace): boolean =>
  one.height > other.height || (one.height === other.height && one.position > other.position)

/**
 * Whether a deposit came into a contract that was over: after a spend that took money out of it, and not by a spend
 * that pays back into it.
 */
export const isLate = (
  { fact, outpoint }: PaidOutput,
  { deposits, chain }: { readonly deposits: readonly PaidOutput[]; readonly chain: Chain },
): boolean => {
  if (deposits.length < 2 || deposits.some(({ spends }) => spends.includes(fact))) return false
  const place = placeOf(chain, fact)
  const paying = new Set(deposits.map((one) => one.outpoint.txid))
  return deposits.some(
    ({ outpoint: { txid }, spends }) =>
      txid !== outpoint.txid &&
      spends.some((spend) => {
        const left = paying.has(spend.txid) ? undefined : placeOf(chain, spend)
        return left !== undefined && (place === undefined || isAfter(place, left))
      }),
  )
}
