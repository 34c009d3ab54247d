import type { Contract } from '../../contract/contract.js'
import type { Funded } from '../../contract/funded.js'
import { EscrowError } from '../../errors.js'
import { payoutsOf } from '../../plan/money.js'
import { type OutcomeTerms, pathsFor } from '../../plan/outcome.js'
import { PLAN_RULES, type Plan, planSpend } from '../../plan/plan.js'
import { checkHeader, recogniseOutputs } from '../../spend/recognise.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import { sumSats } from '../../units/sats.js'
import type { UnsignedTransaction } from '../../units/transaction.js'
import type { SpendPath } from '../../words.js'
import { outcomeTold, type Recipients } from '../told.js'
import type { AmountDifference, TracedOutcome } from './types.js'

/** What a transaction does with contracts whose amounts and path are known. */
export interface OutcomeQuestion {
  readonly transaction: UnsignedTransaction
  /** In the order of the inputs. */
  readonly funded: readonly Funded[]
  readonly path: SpendPath
  /** Contracts that are known beside those that are spent. */
  readonly recipients: Recipients
}

/** Whether a transaction pays an outcome of the agreement to the satoshi, or what differs. */
export const outcomeOf = (question: OutcomeQuestion): TracedOutcome => {
  const { transaction, funded, path, recipients } = question
  const into = transaction.outputs.flatMap(({ script }): readonly Contract[] => {
    const contract = recipients.contractOf(script)
    return contract === undefined ? [] : [contract]
  })
  const plan = refusedOr(() => recogniseOutputs({ transaction, funded, path, into, relax: PLAN_RULES }))
  if (plan instanceof EscrowError)
    return { matches: 'no', code: plan.code, text: plan.message, differences: differencesOf(question) }
  return {
    matches: 'yes',
    path,
    outcome: outcomeTold(plan.outcome),
    arbiterFee: plan.arbiterFee,
    remarks: remarksOn(plan, question),
  }
}

const refusedOr = <Value>(work: () => Value): Value | EscrowError => {
  try {
    return work()
  } catch (error) {
    if (error instanceof EscrowError) return error
    throw error
  }
}

/** Rules that the plan of such a transaction must have lifted, and fields that a plan would have set otherwise. */
const remarksOn = (
  { outcome, fee }: Plan,
  { transaction, funded, path }: OutcomeQuestion,
): readonly string[] => {
  const strict = refusedOr(() =>
    planSpend(funded, { path, outcome, fee: { exactly: fee }, relax: ['unacceptedAgreement'] }),
  )
  const plan = refusedOr(() => planSpend(funded, { path, outcome, fee: { exactly: fee }, relax: PLAN_RULES }))
  const header = plan instanceof EscrowError ? undefined : refusedOr(() => checkHeader(plan, transaction))
  return [strict, header].flatMap((error) => (error instanceof EscrowError ? [error.message] : []))
}

/** Outcomes whose amounts follow from the pot and the fee alone. */
const FIXED: readonly OutcomeTerms[] = [
  { kind: 'release' },
  { kind: 'refund' },
  { kind: 'relock', into: 'itself' },
]

/** For a transaction that pays exactly the recipients of an outcome: the amounts that are not that outcome's. */
const differencesOf = ({
  transaction: { outputs },
  funded,
  path,
  recipients,
}: OutcomeQuestion): readonly AmountDifference[] => {
  const [first] = funded
  if (first === undefined) return []
  const pot = funded.reduce((sum, { amount }) => sum + amount, 0n)
  const paid = sumSats(
    outputs.map(({ amount }) => amount),
    'outputs',
  )
  if (paid > pot) return []
  for (const outcome of FIXED.filter((terms) => pathsFor(terms).includes(path))) {
    const expected = payoutsOf(first.contract.agreement, { outcome, path, inputs: funded, fee: pot - paid })
    if (!samePlaces(expected, outputs)) continue
    return outputs.flatMap((output, vout): readonly AmountDifference[] => {
      const wanted = expected.find(({ script }) => equalBytes(script, output.script))
      if (wanted === undefined || wanted.amount === output.amount) return []
      const { to } = recipients.outputTold(output, vout)
      return [{ outcome: outcome.kind, to, expected: wanted.amount, received: output.amount }]
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
  return left.length === right.length && scripts(left) === scripts(right)
}
