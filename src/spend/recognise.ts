import type { Funded } from '../contract/funded.js'
import { arbiterFeeOn, payoutsOf } from '../plan/money.js'
import { FULL_SHARE, OUTCOME_PATHS, type OutcomeTerms, type PlannedOutcome } from '../plan/outcome.js'
import { oneAgreement, type Plan, type PlanRule, planSpend } from '../plan/plan.js'
import { equalBytes } from '../units/bytes.js'
import { sats, sumSats } from '../units/sats.js'
import type { UnsignedTransaction } from '../units/transaction.js'
import type { SpendPath } from '../words.js'
import { spendError } from './errors.js'

/** Which plan of an agreement a transaction from outside is. */
export interface RecogniseOptions {
  readonly transaction: UnsignedTransaction
  /** In the order of the transaction's inputs. */
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  readonly relax?: readonly PlanRule[]
}

/** Unambiguous outcomes first: a settlement that gives one side everything reads as a release or a refund. */
const CANDIDATES: readonly PlannedOutcome[] = ['release', 'refund', 'award', 'settle']

type Output = { readonly script: Uint8Array; readonly amount: bigint }

const sameOutputs = (left: readonly Output[], right: readonly Output[]): boolean =>
  left.length === right.length &&
  left.every(({ script, amount }, at) => {
    const other = right[at]
    return other !== undefined && amount === other.amount && equalBytes(script, other.script)
  })

/** The terms under which an outcome would pay the employer what these outputs pay it. */
const termsFrom = (
  kind: PlannedOutcome,
  { transaction, funded, path }: RecogniseOptions,
  { pot, fee }: { pot: bigint; fee: bigint },
): OutcomeTerms | undefined => {
  if (kind === 'release' || kind === 'refund') return { kind }
  const agreement = oneAgreement(funded)
  const rest = pot - fee - arbiterFeeOn(agreement, { outcome: kind, path, pot })
  const { script } = agreement.employer.address
  const back = transaction.outputs.find((output) => equalBytes(output.script, script))?.amount ?? 0n
  if (rest <= 0n || back > rest) return undefined
  // the least share that rounds down to what the employer gets; planning it again proves or refutes it
  const employer = Number((back * BigInt(FULL_SHARE) + rest - 1n) / rest)
  return { kind, split: { employer, worker: FULL_SHARE - employer } }
}

/**
 * The plan that a transaction from outside is, rebuilt from the agreement and compared to the satoshi.
 *
 * @throws EscrowError `SPEND_FEE_NEGATIVE`, `SPEND_OUTPUTS`, `SPEND_VERSION`, `SPEND_LOCK_TIME`, `SPEND_SEQUENCE`,
 * or a rule of the plan that the transaction breaks, such as `FEE_SHARE_CAP`
 */
export const recognise = (options: RecogniseOptions): Plan => {
  const { transaction, funded, path, relax = [] } = options
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
  for (const kind of CANDIDATES.filter((candidate) => OUTCOME_PATHS[candidate].includes(path))) {
    const outcome = termsFrom(kind, options, { pot, fee })
    if (outcome === undefined) continue
    const payouts = payoutsOf(agreement, { outcome, path, pot, fee })
    if (!sameOutputs(payouts, transaction.outputs)) continue
    const plan = planSpend(funded, { path, outcome, fee: { exactly: fee }, relax })
    checkHeader(plan, transaction)
    return plan
  }
  throw spendError('SPEND_OUTPUTS', {
    field: 'outputs',
    expected: `outputs of an outcome that ${path} allows under the agreement, to the satoshi`,
    received: `${transaction.outputs.length} outputs that are none`,
  })
}

/** The fields that a plan fixes beside its outputs. */
const checkHeader = (plan: Plan, transaction: UnsignedTransaction): void => {
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
