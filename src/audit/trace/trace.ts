import { aContract, type Contract } from '../../contract/contract.js'
import { deedOf } from '../../deeds/deed.js'
import { aPrevout, type Given, type GivenTransaction, type Prevout, readGiven } from '../../deeds/given.js'
import { KnownContracts } from '../../deeds/known.js'
import { otherAmounts, outcomeQuestion, unusualIn } from '../../deeds/outcome.js'
import type { Deed, DeedOutcome } from '../../deeds/types.js'
import { listOf, membersOf, textOrBytes } from '../../given/check.js'
import type { Plan } from '../../plan/plan.js'
import { aSwapTarget, type SwapTarget } from '../../plan/via.js'
import type { ParsedTransaction } from '../../psbt/transaction.js'
import { reviewedFee } from '../../spend/reviewed.js'
import { Comparison } from '../compare.js'
import { transactionLines } from '../report/parts/transactionLines.js'
import { wordingOf } from '../report/wording.js'
import { nameOf, outcomeTold, Recipients, strangersText } from '../told.js'
import { SignatureJudge } from './signatures.js'
import type { Trace, TracedFunding, TracedOutcome, TracedTransaction } from './types.js'

export interface TraceOptions {
  /** Outputs that the transactions spend, where the transactions that made them are not given. */
  readonly prevouts?: readonly Prevout[]
  /** Swaps that the worker's part may have gone into, each made by `swapTarget`: no agreement says which. */
  readonly via?: readonly SwapTarget[]
}

/** What the traces of all transactions share. */
interface Tracing {
  readonly given: Given
  readonly recipients: Recipients
  readonly known: KnownContracts
  readonly comparison: Comparison
  readonly via: readonly SwapTarget[]
}

/**
 * Tells what transactions did with contracts: by which path, signed by which keys, paid to whom, whether that is an
 * outcome of the agreement, which secret was shown, where a relock went on. Transactions may be given in any order,
 * with or without those that funded the contracts; contracts of an agreement and of those that amend it together.
 * Whatever a transaction does is described; signatures are verified by two engines where all the outputs that a
 * transaction spends are known.
 *
 * @throws EscrowError only about `prevouts`
 * @example
 * const { transactions } = traceSpends(compile(agreement), [fundingHex, spendingHex])
 * transactions[1].outcome // { matches: 'yes', path: 'key', outcome: { kind: 'release' } }
 */
export const traceSpends = (
  contracts: readonly Contract[],
  transactions: readonly (string | Uint8Array)[],
  options: TraceOptions = {},
): Trace => {
  listOf(aContract)(contracts, 'contracts')
  listOf(textOrBytes)(transactions, 'transactions')
  membersOf<TraceOptions>({ 'prevouts?': listOf(aPrevout), 'via?': listOf(aSwapTarget) })(options, '')
  const { prevouts = [], via = [] } = options
  const given = readGiven(transactions, prevouts)
  const known = new KnownContracts(contracts)
  const tracing: Tracing = {
    given,
    recipients: new Recipients(contracts, { known, via }),
    known,
    comparison: new Comparison(),
    via,
  }
  const traced = given.transactions.map((one) => traceOne(one, tracing))
  const touching = traced.filter(({ spends, funds }) => spends.length > 0 || funds.length > 0)
  return {
    transactions: touching,
    unspent: touching.flatMap(({ txid, funds }) =>
      funds.flatMap(({ vout, contract, amount, spentBy }) =>
        spentBy === undefined ? [{ outpoint: { txid, vout }, contract, amount }] : [],
      ),
    ),
    unrelated: traced.filter((one) => !touching.includes(one)).map(({ txid }) => txid),
    refused: given.refused,
    engines: tracing.comparison.result(),
  }
}

const traceOne = ({ parsed, hex }: GivenTransaction, tracing: Tracing): TracedTransaction => {
  const { txid, version, lockTime, outputs } = parsed
  const { given, recipients, known, comparison, via } = tracing
  const deed = deedOf({
    transaction: parsed,
    contracts: known,
    output: given.output,
    via,
    judge: (spent) => {
      const judge = new SignatureJudge({
        transaction: parsed,
        hex,
        spent,
        comparison,
        subject: `transaction ${txid}`,
      })
      return (question) => judge.judge(question)
    },
  })
  const traced = {
    txid,
    version,
    lockTime,
    spends: deed.spends.map((spend) => ({ ...spend, contract: nameOf(spend.contract) })),
    funds: deed.pays.map((payment): TracedFunding => {
      const spentBy = given.spender({ txid, vout: payment.vout })
      return {
        ...payment,
        contract: nameOf(payment.contract),
        ...(spentBy === undefined ? {} : { spentBy }),
      }
    }),
    outputs: outputs.map((output, vout) => recipients.outputTold(output, vout)),
    ...(deed.fee === undefined ? {} : { fee: reviewedFee(deed.fee) }),
    ...(deed.outcome === undefined
      ? {}
      : { outcome: outcomeTraced(deed.outcome, { parsed, deed, recipients, via }) }),
  }
  return { ...traced, text: textOf(traced) }
}

/** The sentences of reports, in English and with nothing but text. */
const textOf = (traced: Omit<TracedTransaction, 'text'>): readonly string[] =>
  transactionLines(traced, wordingOf({})).map((line) =>
    line.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
  )

const outcomeTraced = (
  outcome: DeedOutcome,
  {
    parsed,
    deed,
    recipients,
    via,
  }: { parsed: ParsedTransaction; deed: Deed; recipients: Recipients; via: readonly SwapTarget[] },
): TracedOutcome => {
  switch (outcome.matches) {
    case 'unknown':
      return outcome
    case 'no': {
      const question = outcomeQuestion(parsed, deed.spends)
      const others = 'matches' in question ? [] : otherAmounts(question)
      const strangers =
        'matches' in question
          ? undefined
          : strangersText(
              parsed.outputs.map((output, vout) => recipients.outputTold(output, vout)),
              via,
            )
      return {
        ...outcome,
        ...(strangers === undefined ? {} : { strangers }),
        differences: others.flatMap(({ outcome: kind, vout, expected, received }) => {
          const output = parsed.outputs[vout]
          const to = output && recipients.outputTold(output, vout).to
          return to === undefined ? [] : [{ outcome: kind, to, expected, received }]
        }),
      }
    }
    case 'yes':
      return planTraced(outcome.plan, parsed)
  }
}

const planTraced = (plan: Plan, parsed: ParsedTransaction): TracedOutcome => ({
  matches: 'yes',
  path: plan.path,
  outcome: outcomeTold(plan.outcome),
  arbiterFee: plan.arbiterFee,
  remarks: unusualIn(plan, parsed),
})
