import { aContract, type Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { type Check, checkThat, hasMembers } from '../given/check.js'
import { equalBytes } from '../units/bytes.js'
import type { Outpoint } from '../units/outpoint.js'
import { watchError } from './errors.js'
import { placeOf } from './standing.js'
import { inTable } from './table.js'
import type { BlockPlace, Chain, Fact, PaidOutput, View } from './types.js'
import { wordOf } from './view.js'

/** A deposit among the facts. */
export interface KnownDeposit {
  readonly fact: Fact
  readonly outpoint: Outpoint
  /** The outpoint as `txid:vout`. */
  readonly name: string
  readonly amount: Funded['amount']
  readonly spends: readonly Fact[]
}

const isWatched = (value: unknown): boolean =>
  hasMembers(value) &&
  'descriptor' in value &&
  value['outputKey'] instanceof Uint8Array &&
  typeof value['amount'] === 'bigint' &&
  Array.isArray(value['leaves']) &&
  hasMembers(value['agreement'])

/** A contract, of which so many are asked about that only what is read here is looked at. */
export const aWatched: Check = (value, field) => {
  if (!isWatched(value)) aContract(value, field)
}

export const someConfirmations: Check = /* @__PURE__ */ checkThat(
  'a whole number of blocks, at least 1',
  (value) => Number.isSafeInteger(value) && Number(value) >= 1,
)

/** The chain of a contract is the view's. */
export const checkNetwork = (contract: Contract, view: View, field: string): void => {
  if (contract.agreement.network !== view.network)
    throw watchError('VIEW_NETWORK', {
      field,
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

/** The same with what they pay, and with everything that was seen spending them. */
export const depositsOf = (
  contract: Contract,
  view: Pick<View, 'facts' | 'paid' | 'spent'>,
): readonly KnownDeposit[] => {
  const outputs = outputsOf(contract, view)
  if (outputs.length === 0) return NOTHING
  const { facts, spent } = view
  const deposits: KnownDeposit[] = []
  for (const { outpoint, name } of outputs) {
    const fact = inTable(facts, outpoint.txid)
    const output = fact?.outputs[outpoint.vout]
    if (fact === undefined || output === undefined) continue
    const spends = inTable(spent, name)?.flatMap((txid) => inTable(facts, txid) ?? NOTHING) ?? NOTHING
    deposits.push({ fact, outpoint, name, amount: output.amount, spends })
  }
  return deposits
}

/** Whether one block place comes after another in a chain. */
const isAfter = (one: BlockPlace, other: BlockPlace): boolean =>
  one.height > other.height || (one.height === other.height && one.position > other.position)

/**
 * Whether a deposit came into a contract that was over: after a spend that took money out of it, and not by a spend
 * that pays back into it.
 */
export const isLate = (
  { fact, outpoint }: KnownDeposit,
  { deposits, chain }: { readonly deposits: readonly KnownDeposit[]; readonly chain: Chain },
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
