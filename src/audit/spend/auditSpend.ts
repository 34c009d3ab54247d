import { aContract, type Contract } from '../../contract/contract.js'
import { readGiven } from '../../deeds/given.js'
import { EscrowError, refusedOr } from '../../errors.js'
import { aFunction, listOf, membersOf, oneOf, textOrBytes } from '../../given/check.js'
import { aMoment, type ChainMoment } from '../../paths/deadlines.js'
import type { PlanRule } from '../../plan/plan.js'
import { aSwapTarget, type SwapTarget } from '../../plan/via.js'
import { decodePsbt } from '../../psbt/codec.js'
import type { Psbt } from '../../psbt/model.js'
import { serializeTransaction } from '../../psbt/transaction.js'
import { objection, type ReviewFinding } from '../../spend/finding.js'
import { type ReadOptions, readSpend } from '../../spend/read.js'
import { reviewedFee } from '../../spend/reviewed.js'
import { findingsOf } from '../../spend/rules.js'
import type { Spend } from '../../spend/types.js'
import { toHex } from '../../units/bytes.js'
import { SPEND_PATHS, type SpendPath } from '../../words.js'
import { Comparison } from '../compare.js'
import { auditError } from '../errors.js'
import type { NowReader } from '../now.js'
import { outcomeTold, Recipients, strangersText } from '../told.js'
import { traceSpends } from '../trace/trace.js'
import { compareSpend } from './compareSpend.js'
import { fundedOf, inputsTold, type Previous, previousOutputs, remarksOn } from './previous.js'
import type { SpendAudit, SpendTold } from './types.js'

/** What an outsider knows beside the contracts and the PSBT. */
export interface AuditSpendOptions {
  /** Transactions that funded the contracts: they prove what the PSBT only claims. */
  readonly transactions?: readonly (string | Uint8Array)[]
  /** The chain's tip, for findings about deadlines. */
  readonly at?: ChainMoment
  /** What was seen of the chain, as `asOf(view)` tells it: it proves deposits, and when they were confirmed. */
  readonly now?: NowReader
  /** Swaps that the worker's part may go into, each made by `swapTarget`: no agreement says which. */
  readonly via?: readonly SwapTarget[]
  /** The path that was agreed on, where a PSBT names several leaves. */
  readonly path?: SpendPath
}

const SHARED = [
  'Reading PSBTs: both engines judge the transaction and the signatures that the first has taken out of the PSBT.',
]

/**
 * Tells what a PSBT does with contracts of an agreement: which contracts, outcome and path, who is paid, the fee, who
 * has signed, what the rules say; or how exactly it contradicts the agreement. What the inputs spend is taken from
 * the PSBT where no transaction proves it. Both engines compute what is signed and verify every signature. Whatever
 * the PSBT is, the answer is data.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const told = auditSpend(compile(agreement), psbt)
 * told.kind === 'spend' ? told.spend.outcome.phrase : told.kind // 'a release'
 */
export const auditSpend = (
  contracts: readonly Contract[],
  psbt: string | Uint8Array,
  options: AuditSpendOptions = {},
): SpendAudit => {
  listOf(aContract)(contracts, 'contracts')
  textOrBytes(psbt, 'psbt')
  membersOf<AuditSpendOptions>({
    'transactions?': listOf(textOrBytes),
    'at?': aMoment,
    'now?': aFunction,
    'via?': listOf(aSwapTarget),
    'path?': oneOf(SPEND_PATHS),
  })(options, '')
  const comparison = new Comparison()
  const decoded = refusedOr(() => decodePsbt(psbt))
  if (decoded instanceof EscrowError)
    return { ...refused(decoded), inputs: [], remarks: [], engines: comparison.result(SHARED) }
  const { via = [] } = options
  const recipients = new Recipients(contracts, { via })
  const given = readGiven(options.transactions ?? [], [])
  const now = options.now?.(contracts, contracts)
  const previous = previousOutputs(decoded, { given, recipients, contracts, now })
  const told = { inputs: inputsTold(previous), remarks: remarksOn(previous, given) }
  if (decoded.inputs.length > 0 && decoded.inputs.every(({ finalScriptWitness }) => finalScriptWitness)) {
    const trace = traceFinal(decoded, { contracts, previous, via })
    return { ...told, kind: 'final', trace, engines: trace.engines }
  }
  compareSpend(decoded, { previous, comparison })
  const answer = refusedOr(() => spendTold(psbt, { decoded, previous, recipients, options }))
  if (answer instanceof EscrowError)
    return {
      ...told,
      ...refused(answer),
      remarks: [...told.remarks, ...strangersIn(decoded, { answer, recipients, via })],
      engines: comparison.result(SHARED),
    }
  return {
    ...told,
    kind: 'spend',
    spend: answer,
    engines: comparison.result(SHARED),
  }
}

/** What an outcome that is none may be for want of a swap. */
const strangersIn = (
  { transaction }: Psbt,
  { answer, recipients, via }: { answer: EscrowError; recipients: Recipients; via: readonly SwapTarget[] },
): readonly string[] => {
  if (answer.code !== 'SPEND_OUTPUTS') return []
  const text = strangersText(
    transaction.outputs.map((output, vout) => recipients.outputTold(output, vout)),
    via,
  )
  return text === undefined ? [] : [text]
}

const refused = ({ code, message }: EscrowError) =>
  ({ kind: 'refused', refusal: { code, text: message } }) as const

/** What the transaction of a final PSBT would do. */
const traceFinal = (
  { transaction, inputs }: Psbt,
  {
    contracts,
    previous,
    via,
  }: { contracts: readonly Contract[]; previous: readonly Previous[]; via: readonly SwapTarget[] },
) => {
  const signed = {
    ...transaction,
    inputs: transaction.inputs.map((input, at) => ({
      ...input,
      scriptSig: inputs[at]?.finalScriptSig ?? new Uint8Array(0),
      witness: inputs[at]?.finalScriptWitness ?? [],
    })),
  }
  return traceSpends(contracts, [toHex(serializeTransaction(signed))], {
    via,
    prevouts: previous.flatMap(({ outpoint, output }) =>
      output === undefined ? [] : [{ outpoint, amount: output.amount, script: toHex(output.script) }],
    ),
  })
}

interface Question {
  readonly decoded: Psbt
  readonly previous: readonly Previous[]
  readonly recipients: Recipients
  readonly options: AuditSpendOptions
}

const spendTold = (psbt: string | Uint8Array, question: Question): SpendTold => {
  const { decoded, previous, recipients, options } = question
  refuseUnknown(previous)
  const { spend, lifted } = readLifting(psbt, question)
  const { plan, progress } = spend
  return {
    path: plan.path,
    outcome: outcomeTold(plan.outcome),
    outputs: decoded.transaction.outputs.map((output, vout) => recipients.outputTold(output, vout)),
    pot: plan.pot,
    fee: reviewedFee(plan),
    arbiterFee: plan.arbiterFee,
    version: plan.version,
    lockTime: plan.lockTime,
    signers: progress,
    findings: [
      ...lifted,
      // a rule that was lifted to read on has its own finding, with the numbers
      ...findingsOf(spend, options.at === undefined ? {} : { at: options.at }).filter(
        ({ rule, level }) => level === 'refuse' || !lifted.some((one) => one.rule === rule),
      ),
    ],
  }
}

/**
 * A PSBT that does not say what it spends, or that spends nothing of these contracts.
 *
 * @throws EscrowError `AUDIT_PREVOUT_MISSING`, `AUDIT_NO_CONTRACT`
 */
const refuseUnknown = (previous: readonly Previous[]): void => {
  const silent = previous.findIndex(({ source }) => source === 'nobody')
  if (silent >= 0)
    throw auditError('AUDIT_PREVOUT_MISSING', {
      field: `inputs[${silent}]`,
      expected: 'the output that is spent: witnessUtxo, nonWitnessUtxo or its transaction',
      received: 'nothing',
    })
  if (previous.every(({ contract }) => contract === undefined))
    throw auditError('AUDIT_NO_CONTRACT', {
      field: 'inputs',
      expected: "at least one that spends one of the agreement's contracts",
      received: 'none',
    })
}

/** The rule that stands behind a refusal of the plan. */
const RULES: Readonly<Record<string, PlanRule>> = {
  FEE_RATE_FLOOR: 'feeRateFloor',
  FEE_RATE_CAP: 'feeRateCap',
  FEE_SHARE_CAP: 'feeShareCap',
  FUNDED_AMOUNT: 'amount',
  RELOCK_UNACCEPTED: 'unacceptedAgreement',
  OUTCOME_UNPAYABLE: 'unpayable',
  RELOCK_PARTY_REPLACED: 'partyReplaced',
}

/** Reads a spend, lifting the rules that it breaks one by one: each becomes a finding with its numbers. */
const readLifting = (
  psbt: string | Uint8Array,
  question: Question,
  lifted: readonly (ReviewFinding & { readonly rule: PlanRule })[] = [],
): { readonly spend: Spend; readonly lifted: readonly ReviewFinding[] } => {
  const { decoded, previous, recipients, options } = question
  const read: ReadOptions = {
    into: decoded.transaction.outputs.flatMap(({ script }) => recipients.contractOf(script) ?? []),
    ...(options.via === undefined ? {} : { via: options.via }),
    relax: lifted.map(({ rule }) => rule),
    ...(options.path === undefined ? {} : { path: options.path }),
  }
  const spend = refusedOr(() => readSpend(fundedOf(previous), psbt, read))
  if (!(spend instanceof EscrowError)) return { spend, lifted }
  const rule = RULES[spend.code]
  if (rule === undefined || lifted.some((one) => one.rule === rule)) throw spend
  return readLifting(psbt, question, [
    ...lifted,
    {
      ...objection({ rule, level: 'refuse' }, { code: 'planRefuses', data: { message: spend.message } }),
      rule,
    },
  ])
}
