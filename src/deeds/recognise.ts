import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { counted } from '../errors.js'
import type { FeeFloor } from '../plan/feeCaps.js'
import { payoutsOf, takenFirst } from '../plan/money.js'
import { EXAMPLES, type OutcomeTerms, PAYOUTS, pathsFor, splitOf, withSplit } from '../plan/outcome.js'
import { oneAgreement, type Plan, type PlanRule, planSpend } from '../plan/plan.js'
import { FULL_SHARE } from '../plan/shares.js'
import type { Split } from '../plan/splitTerms.js'
import { addressOf, type SwapTarget } from '../plan/via.js'
import { leastWhere } from '../units/bisect.js'
import { equalBytes } from '../units/bytes.js'
import { sats, sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { SpendPath } from '../words.js'
import { deedError } from './errors.js'
import { sameOutputs } from './same.js'

/** Which plan of an agreement a transaction from outside is. */
export interface RecogniseOptions extends FeeFloor {
  readonly transaction: UnsignedTransaction
  /** In the order of the transaction's inputs. */
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  /** Contracts that a relock may lead to; a freeze needs none. */
  readonly into?: readonly Contract[]
  /** Swaps that a release or an award may pay. */
  readonly via?: readonly SwapTarget[]
  readonly acceptances?: readonly AcceptanceReport[]
  readonly relax?: readonly PlanRule[]
}

type Output = { readonly script: Uint8Array; readonly amount: bigint }

/** Splits that round to the same amount for the employer lie side by side; more than these are no real agreement. */
const MOST_ALIKE = 64n

/** A family of splits, by a number that the employer's part grows with. */
interface Splits {
  readonly most: bigint
  readonly at: (value: bigint) => Split
}

const SHARES: Splits = {
  most: BigInt(FULL_SHARE),
  at: (share) => ({ employer: Number(share), worker: FULL_SHARE - Number(share) }),
}

/** Splits of so much to the satoshi; as the worker's part, so that a dearer replacement is the employer's to bear. */
const exactSplits = (whole: bigint): Splits => ({
  most: whole,
  at: (employer) => ({ worker: sats(whole - employer) }),
})

/** A relock into this contract, where an output pays its script: how much it keeps stands in that output. */
const relocksInto = (into: Contract, outputs: readonly Output[]): readonly OutcomeTerms[] => {
  const script = into.outputScript
  const kept = outputs.find((output) => equalBytes(output.script, script))
  if (kept === undefined) return []
  if (outputs.length === 1) return [{ kind: 'relock', into, keep: 'everything' }]
  return Object.values(PAYOUTS).map((pays) => ({ kind: 'relock', into, keep: sats(kept.amount), pays }))
}

/** What pays this swap, where an output of exactly its amount does; any other is none of it. */
const paymentsVia = (swap: SwapTarget, outputs: readonly Output[]): readonly OutcomeTerms[] => {
  const via = { swap, amount: swap.amount }
  return amountTo(addressOf(swap).script, outputs) === swap.amount
    ? EXAMPLES.flatMap((terms) =>
        terms.kind === 'release' || terms.kind === 'award' ? [{ ...terms, via }] : [],
      )
    : []
}

/** In the order of the examples: a settlement that gives one side everything reads as a release or a refund. */
const candidates = ({
  transaction,
  into = [],
  via = [],
  path,
}: RecogniseOptions): readonly OutcomeTerms[] => {
  const all: readonly OutcomeTerms[] = [
    ...EXAMPLES,
    ...into.flatMap((contract) => relocksInto(contract, transaction.outputs)),
    ...via.flatMap((swap) => paymentsVia(swap, transaction.outputs)),
  ]
  return all.filter((one) => pathsFor(one).includes(path))
}

const amountTo = (script: Uint8Array, outputs: readonly Output[]): bigint =>
  outputs.find((output) => equalBytes(output.script, script))?.amount ?? 0n

/** How a transaction pays, and how some terms would. */
interface Question {
  readonly outputs: readonly Output[]
  readonly employer: Uint8Array
  readonly pays: (terms: OutcomeTerms) => readonly Output[]
}

/**
 * The terms of a candidate that pay these outputs, with a split of these; nothing where there are none. A split is
 * found by what the employer's output holds, which never shrinks while its part grows. Of splits that round to the
 * same satoshi the least comes first.
 */
const termsOf = (
  candidate: OutcomeTerms,
  { splits, question: { outputs, employer, pays } }: { splits: Splits; question: Question },
): OutcomeTerms | undefined => {
  const { most, at } = splits
  const back = amountTo(employer, outputs)
  const terms = (value: bigint): OutcomeTerms => withSplit(candidate, at(value))
  const amountAt = (value: bigint): bigint => amountTo(employer, pays(terms(value)))
  const least = leastWhere({ from: 0n, to: most }, (value) => amountAt(value) >= back)
  for (let value = least; value < least + MOST_ALIKE && value <= most; value++) {
    const paid = pays(terms(value))
    if (sameOutputs(paid, outputs)) return terms(value)
    if (amountTo(employer, paid) !== back) return undefined
  }
  return undefined
}

/** The first of these terms that pay these outputs: by names and basis points, else to the satoshi. */
const outcomeOf = (
  terms: readonly OutcomeTerms[],
  { question, whole }: { question: Question; whole: (terms: OutcomeTerms) => bigint },
): OutcomeTerms | undefined => {
  for (const one of terms) {
    if (splitOf(one) !== undefined) {
      const found = termsOf(one, { splits: SHARES, question })
      if (found !== undefined) return found
    } else if (sameOutputs(question.pays(one), question.outputs)) return one
  }
  for (const one of terms) {
    const most = splitOf(one) === undefined ? 0n : whole(one)
    const found = most > 0n ? termsOf(one, { splits: exactSplits(most), question }) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * The plan that a transaction from outside is, rebuilt from the agreement and compared to the satoshi.
 *
 * @throws EscrowError `SPEND_FEE_NEGATIVE`, `SPEND_OUTPUTS`, `SPEND_VERSION`, `SPEND_LOCK_TIME`, `SPEND_SEQUENCE`,
 * or a rule of the plan that the transaction breaks, such as `FEE_SHARE_CAP`
 */
export const recognise = (options: RecogniseOptions): Plan => {
  const plan = recogniseOutputs(options)
  checkHeader(plan, options.transaction)
  return plan
}

/**
 * The plan that pays what a transaction pays, whatever stands in its other fields.
 *
 * @throws EscrowError `SPEND_FEE_NEGATIVE`, `SPEND_OUTPUTS`, or a rule of the plan that the transaction breaks
 */
export const recogniseOutputs = (options: RecogniseOptions): Plan => {
  const { transaction, funded, path, relax = [], acceptances = [], feeRateFloor } = options
  const agreement = oneAgreement(funded)
  const pot = sumSats(
    funded.map(({ amount }) => amount),
    'inputs',
  )
  const paid = sumSats(
    transaction.outputs.map(({ amount }) => amount),
    'outputs',
  )
  if (paid > pot)
    throw deedError('SPEND_FEE_NEGATIVE', {
      field: 'outputs',
      expected: `at most the ${pot} sat of the inputs`,
      received: `${paid} sat`,
    })
  const fee = sats(pot - paid, 'fee')
  const question: Question = {
    outputs: transaction.outputs,
    employer: agreement.employer.address.script,
    pays: (outcome) => payoutsOf(agreement, { outcome, path, inputs: funded, fee }),
  }
  const outcome = outcomeOf(candidates(options), {
    question,
    whole: (terms) => pot - takenFirst(agreement, { outcome: terms, path, inputs: funded, fee }).sum,
  })
  if (outcome !== undefined)
    return planSpend(funded, {
      path,
      outcome,
      fee: { exactly: fee },
      relax,
      acceptances,
      ...(feeRateFloor !== undefined && { feeRateFloor }),
    })
  throw deedError('SPEND_OUTPUTS', {
    field: 'outputs',
    expected: `outputs of an outcome that ${path} allows under the agreement, to the satoshi`,
    received: `${counted(transaction.outputs.length, 'output')} of another meaning`,
  })
}

/**
 * The fields that a plan fixes beside its outputs.
 *
 * @throws EscrowError `SPEND_VERSION`, `SPEND_LOCK_TIME`, `SPEND_SEQUENCE`
 */
export const checkHeader = (plan: Plan, transaction: UnsignedTransaction): void => {
  if (transaction.version !== plan.version)
    throw deedError('SPEND_VERSION', {
      field: 'version',
      expected: `${plan.version}`,
      received: `${transaction.version}`,
    })
  if (transaction.lockTime !== plan.lockTime)
    throw deedError('SPEND_LOCK_TIME', {
      field: 'lockTime',
      expected: `${plan.lockTime}`,
      received: `${transaction.lockTime}`,
    })
  for (const [position, { sequence }] of plan.inputs.entries()) {
    const received = transaction.inputs[position]?.sequence
    if (received !== sequence)
      throw deedError('SPEND_SEQUENCE', {
        field: `inputs[${position}].sequence`,
        expected: `${sequence}`,
        received: `${received}`,
      })
  }
}
