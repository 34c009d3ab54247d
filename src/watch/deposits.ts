import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { type Check, checkThat } from '../given/check.js'
import type { Outpoint } from '../units/outpoint.js'
import { watchError } from './errors.js'
import { lookupIn } from './standing.js'
import { inTable } from './table.js'
import type { BlockPlace, Fact, View } from './types.js'
import { keyName } from './view.js'

/** A deposit among the facts. */
export interface KnownDeposit {
  readonly fact: Fact
  readonly outpoint: Outpoint
  /** The outpoint as `txid:vout`. */
  readonly name: string
  readonly amount: Funded['amount']
  readonly spends: readonly Fact[]
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

/** Every output that ever paid a contract, with everything that was seen spending it. */
export const depositsOf = ({ outputKey }: Contract, view: View): readonly KnownDeposit[] => {
  const paid = inTable(view.paid, keyName(outputKey))
  if (paid === undefined) return NOTHING
  const { fact, spenders } = lookupIn(view)
  return paid.flatMap((outpoint): readonly KnownDeposit[] => {
    const paying = fact(outpoint.txid)
    const output = paying?.outputs[outpoint.vout]
    if (paying === undefined || output === undefined) return NOTHING
    const name = `${outpoint.txid}:${outpoint.vout}`
    const spends = spenders(name)
    return [
      {
        fact: paying,
        outpoint,
        name,
        amount: output.amount,
        spends: spends.length === 0 ? NOTHING : spends.flatMap((txid) => fact(txid) ?? NOTHING),
      },
    ]
  })
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
  {
    deposits,
    placeOf,
  }: {
    readonly deposits: readonly KnownDeposit[]
    readonly placeOf: (fact: Fact) => BlockPlace | undefined
  },
): boolean => {
  if (deposits.length < 2 || deposits.some(({ spends }) => spends.includes(fact))) return false
  const place = placeOf(fact)
  const paying = new Set(deposits.map((one) => one.outpoint.txid))
  return deposits.some(
    ({ outpoint: { txid }, spends }) =>
      txid !== outpoint.txid &&
      spends.some((spend) => {
        const left = paying.has(spend.txid) ? undefined : placeOf(spend)
        return left !== undefined && (place === undefined || isAfter(place, left))
      }),
  )
}
