import { compareAmount } from '../contract/amounts.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { EscrowError, refusedOr } from '../errors.js'
import { payoutsOf } from '../plan/money.js'
import { EXAMPLES, pathsFor, splitOf } from '../plan/outcome.js'
import { PLAN_RULES, type Plan, planSpend } from '../plan/plan.js'
import type { SwapTarget } from '../plan/via.js'
import { equalBytes, toHex } from '../units/bytes.js'
import type { Sats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { Outcome, SpendPath } from '../words.js'
import { checkHeader, recogniseOutputs } from './recognise.js'
import type { ContractSpend, DeedOutcome } from './types.js'

/** What a transaction does with contracts whose amounts and path are known. */
export interface OutcomeQuestion {
  readonly transaction: UnsignedTransaction
  /** In the order of the inputs. */
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  /** Swaps that it may pay. */
  readonly via?: readonly SwapTarget[]
}

type Unasked = Exclude<DeedOutcome, { readonly matches: 'yes' }>

const unknown = (text: string): Unasked => ({ matches: 'unknown', text })
const no = (text: string): Unasked => ({ matches: 'no', text })

/** What is to be recognised in a transaction that spends contracts, or why nothing can be. */
export const outcomeQuestion = (
  transaction: UnsignedTransaction,
  spends: readonly ContractSpend[],
): OutcomeQuestion | Unasked => {
  const foreign = spends.find(({ by }) => by.kind === 'foreign')
  if (foreign?.by.kind === 'foreign') return no(`input ${foreign.input} shows ${foreign.by.reason}`)
  const names = new Set(spends.map(pathOf))
  const [path, other] = names
  if (other !== undefined) return no(`contracts are spent by several paths: ${[...names].join(', ')}`)
  if (path === undefined || path === 'terms') return no('the leaf terms is spent, which nobody can sign for')
  const funded = spends.flatMap((spend) => fundedOf(spend))
  if (funded.length < spends.length)
    return unknown('it is not known how much the contract held that is spent')
  if (spends.length < transaction.inputs.length)
    return no('other outputs are spent beside the contracts, which no outcome of an agreement does')
  return { transaction, funded, path }
}

const pathOf = ({ by }: ContractSpend): SpendPath | 'terms' | undefined =>
  by.kind === 'key' ? 'key' : by.kind === 'leaf' ? by.path : undefined

const fundedOf = ({ contract, outpoint, amount }: ContractSpend): readonly Funded[] =>
  amount === undefined ? [] : [{ contract, outpoint, amount, match: compareAmount(contract, amount) }]

/** Whether a transaction pays an outcome of the agreement to the satoshi; `into` are contracts that it pays. */
export const outcomeOf = (question: OutcomeQuestion, into: readonly Contract[]): DeedOutcome => {
  const plan = refusedOr(() => recogniseOutputs({ ...question, into, relax: PLAN_RULES }))
  return plan instanceof EscrowError
    ? { matches: 'no', code: plan.code, text: plan.message }
    : { matches: 'yes', plan }
}

/** Rules of planning that a recognised plan does not keep, and fields that the transaction has set otherwise. */
export const unusualIn = (plan: Plan, transaction: UnsignedTransaction): readonly string[] => {
  const { path, outcome, fee, inputs } = plan
  const strict = refusedOr(() =>
    planSpend(
      inputs.map(({ funded }) => funded),
      { path, outcome, fee: { exactly: fee }, relax: ['unacceptedAgreement'] },
    ),
  )
  const header = refusedOr(() => checkHeader(plan, transaction))
  return [strict, header].flatMap((error) => (error instanceof EscrowError ? [error.message] : []))
}

/** An amount that is not the one that an outcome would pay. */
export interface OtherAmount {
  readonly outcome: Outcome
  readonly vout: number
  readonly expected: bigint
  readonly received: Sats
}

const sumOf = (all: readonly { readonly amount: bigint }[]): bigint =>
  all.reduce((sum, { amount }) => sum + amount, 0n)

/** For a transaction that pays exactly the recipients of an outcome: the amounts that are not that outcome's. */
export const otherAmounts = ({
  transaction: { outputs },
  funded,
  path,
}: OutcomeQuestion): readonly OtherAmount[] => {
  const [first] = funded
  if (first === undefined) return []
  const [pot, paid] = [sumOf(funded), sumOf(outputs)]
  if (paid > pot) return []
  // amounts follow from the pot and the fee alone where nothing is split
  for (const outcome of EXAMPLES.filter(
    (terms) => splitOf(terms) === undefined && pathsFor(terms).includes(path),
  )) {
    const expected = payoutsOf(first.contract.agreement, { outcome, path, inputs: funded, fee: pot - paid })
    if (!samePlaces(expected, outputs)) continue
    return outputs.flatMap(({ script, amount }, vout): readonly OtherAmount[] => {
      const wanted = expected.find((one) => equalBytes(one.script, script))
      return wanted === undefined || wanted.amount === amount
        ? []
        : [{ outcome: outcome.kind, vout, expected: wanted.amount, received: amount }]
    })
  }
  return []
}

const samePlaces = (
  left: readonly { readonly script: Uint8Array }[],
  right: readonly { readonly script: Uint8Array }[],
): boolean => {
  const scripts = (outputs: typeof left) =>
    outputs
      .map(({ script }) => toHex(script))
      .sort()
      .join()
  return scripts(left) === scripts(right)
}
