import type { AcceptanceReport } from '../agreement/acceptance.js'
import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { counted } from '../errors.js'
import { payoutsOf } from '../plan/money.js'
import { FULL_SHARE, type OutcomeTerms, type PayoutTerms, pathsFor, type Split } from '../plan/outcome.js'
import { oneAgreement, type Plan, type PlanRule, planSpend } from '../plan/plan.js'
import { equalBytes } from '../units/bytes.js'
import { sats, sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { SpendPath } from '../words.js'
import { spendError } from './errors.js'
import { sameOutputs } from './same.js'

/** Which plan of an agreement a transaction from outside is. */
export interface RecogniseOptions {
  readonly transaction: UnsignedTransaction
  /** In the order of the transaction's inputs. */
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  /** Contracts that a relock may lead to; a freeze needs none. */
  readonly into?: readonly Contract[]
  readonly acceptances?: readonly AcceptanceReport[]
  readonly relax?: readonly PlanRule[]
}

type Output = { readonly script: Uint8Array; readonly amount: bigint }

/** Splits that round to the same amount for the employer lie side by side; more than these are no real agreement. */
const MOST_ALIKE = 64

/** Terms that are one thing, or that depend on the employer's share in basis points. */
type Candidate = OutcomeTerms | ((share: number) => OutcomeTerms)

const splitAt = (share: number): Split => ({ employer: share, worker: FULL_SHARE - share })

const PAYOUTS: readonly (PayoutTerms | ((share: number) => PayoutTerms))[] = [
  { kind: 'release' },
  { kind: 'refund' },
  (share) => ({ kind: 'settle', split: splitAt(share) }),
]

/** A relock into this contract, where an output pays its script: how much it keeps stands in that output. */
const relocksInto = (into: Contract, outputs: readonly Output[]): readonly Candidate[] => {
  const script = into.outputScript
  const kept = outputs.find((output) => equalBytes(output.script, script))
  if (kept === undefined) return []
  if (outputs.length === 1) return [{ kind: 'relock', into, keep: 'everything' }]
  const relock = (pays: PayoutTerms): OutcomeTerms => ({
    kind: 'relock',
    into,
    keep: sats(kept.amount),
    pays,
  })
  return PAYOUTS.map((pays) =>
    typeof pays === 'function' ? (share: number) => relock(pays(share)) : relock(pays),
  )
}

/** Unambiguous terms first: a settlement that gives one side everything reads as a release or a refund. */
const candidates = ({ transaction, into = [] }: RecogniseOptions): readonly Candidate[] => [
  ...PAYOUTS,
  (share) => ({ kind: 'award', split: splitAt(share) }),
  { kind: 'relock', into: 'itself' },
  ...into.flatMap((contract) => relocksInto(contract, transaction.outputs)),
]

const amountTo = (script: Uint8Array, outputs: readonly Output[]): bigint =>
  outputs.find((output) => equalBytes(output.script, script))?.amount ?? 0n

/**
 * The terms of a candidate that these outputs may follow from; planning them again proves or refutes each. A share
 * is found by what the employer's output holds, which never shrinks while the share grows. Of shares that round to
 * the same satoshi the least comes first.
 */
function* termsOf(
  candidate: Candidate,
  {
    outputs,
    employer,
    pays,
  }: {
    outputs: readonly Output[]
    employer: Uint8Array
    pays: (terms: OutcomeTerms) => readonly Output[]
  },
): Generator<OutcomeTerms, void> {
  if (typeof candidate !== 'function') return yield candidate
  const back = amountTo(employer, outputs)
  const amountAt = (share: number): bigint => amountTo(employer, pays(candidate(share)))
  let [least, most] = [0, FULL_SHARE]
  while (least < most) {
    const middle = (least + most) >> 1
    if (amountAt(middle) < back) least = middle + 1
    else most = middle
  }
  for (let share = least; share < least + MOST_ALIKE && share <= FULL_SHARE; share++) {
    if (amountAt(share) !== back) return
    yield candidate(share)
  }
}

const allows = (candidate: Candidate, path: SpendPath): boolean =>
  pathsFor(typeof candidate === 'function' ? candidate(0) : candidate).includes(path)

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
  const { transaction, funded, path, relax = [], acceptances = [] } = options
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
    throw spendError('SPEND_FEE_NEGATIVE', {
      field: 'outputs',
      expected: `at most the ${pot} sat of the inputs`,
      received: `${paid} sat`,
    })
  const fee = sats(pot - paid, 'fee')
  const pays = (outcome: OutcomeTerms): readonly Output[] =>
    payoutsOf(agreement, { outcome, path, inputs: funded, fee })
  const { outputs } = transaction
  const employer = agreement.employer.address.script
  for (const candidate of candidates(options).filter((one) => allows(one, path)))
    for (const outcome of termsOf(candidate, { outputs, employer, pays })) {
      if (!sameOutputs(pays(outcome), outputs)) continue
      return planSpend(funded, { path, outcome, fee: { exactly: fee }, relax, acceptances })
    }
  throw spendError('SPEND_OUTPUTS', {
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
    throw spendError('SPEND_VERSION', {
      field: 'version',
      expected: `${plan.version}`,
      received: `${transaction.version}`,
    })
  if (transaction.lockTime !== plan.lockTime)
    throw spendError('SPEND_LOCK_TIME', {
      field: 'lockTime',
      expected: `${plan.lockTime}`,
      received: `${transaction.lockTime}`,
    })
  for (const [position, { sequence }] of plan.inputs.entries()) {
    const received = transaction.inputs[position]?.sequence
    if (received !== sequence)
      throw spendError('SPEND_SEQUENCE', {
        field: `inputs[${position}].sequence`,
        expected: `${sequence}`,
        received: `${received}`,
      })
  }
}
