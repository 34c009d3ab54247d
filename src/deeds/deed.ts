import { compareAmount } from '../contract/amounts.js'
import type { Contract } from '../contract/contract.js'
import type { SwapTarget } from '../plan/via.js'
import { type SignedInput, type SignedTransaction, transactionWeight } from '../psbt/transaction.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { virtualSize } from '../units/feeRate.js'
import type { Outpoint } from '../units/outpoint.js'
import { MAX_SATS, sats } from '../units/sats.js'
import type { TransactionOutput } from '../units/transaction.js'
import type { KnownContracts } from './known.js'
import { outcomeOf, outcomeQuestion } from './outcome.js'
import { type JudgeSignature, signatureJudge } from './signatures.js'
import type { ContractPayment, ContractSpend, Deed, DeedOutcome, HowPaid } from './types.js'
import { wayOf } from './way.js'
import { readWitness, withoutAnnex } from './witness.js'

/** A transaction, and what is known around it. */
export interface DeedQuestion {
  readonly transaction: SignedTransaction
  /** Those that it may spend or pay. */
  readonly contracts: KnownContracts
  /** What it spends, as far as that is known. */
  readonly output: (outpoint: Outpoint) => TransactionOutput | undefined
  /**
   * Swaps that a release or an award of theirs may have gone into, from those who compiled them: that an output is such
   * a one is proven by its script and its amount. Where it is none of them, nothing tells whose it is.
   */
  readonly via?: readonly SwapTarget[]
  /** Who judges its signatures, given all outputs that it spends; without it our engine alone does. */
  readonly judge?: (spent: readonly TransactionOutput[]) => JudgeSignature
}

/** An input that spends a contract. */
interface Hit {
  readonly position: number
  readonly input: SignedInput
  readonly contract: Contract
  readonly output?: TransactionOutput
}

/**
 * What a transaction did to contracts: which it spent, by which path, signed by which keys, the secret that it showed,
 * the outcome, which contracts it paid and how, and its fee. Whatever the transaction is, it is described; signatures
 * are verified where all outputs that it spends are known.
 *
 * @example
 * const { spends, outcome } = deedOf({ transaction, contracts: new KnownContracts([contract]), output })
 * outcome?.matches === 'yes' ? outcome.plan.outcome.kind : spends[0]?.by // 'release'
 */
export const deedOf = (question: DeedQuestion): Deed => {
  const { transaction, contracts, output, via } = question
  const { judge = (all: readonly TransactionOutput[]) => signatureJudge(transaction, all) } = question
  const known = transaction.inputs.map(({ outpoint }) => output(outpoint))
  const spent = known.flatMap((one) => one ?? [])
  const isComplete = spent.length === transaction.inputs.length
  const hits = transaction.inputs.flatMap((input, position) =>
    hitOf(input, { position, contracts, output: known[position] }),
  )
  const verify = isComplete && hits.length > 0 ? judge(spent) : undefined
  const spends = hits.map((hit) => contractSpend(hit, verify))
  const pays = transaction.outputs.flatMap((one, vout) => paymentOf(one, { vout, hits, contracts }))
  const fee = isComplete ? feeOf(transaction, spent) : undefined
  return {
    spends,
    pays,
    ...(fee === undefined ? {} : { fee }),
    ...(spends.length === 0 ? {} : { outcome: outcomeIn(transaction, { spends, pays, via }) }),
  }
}

/** The contract that an input spends: by the output, or by the leaf that it reveals where the output is unknown. */
const hitOf = (
  input: SignedInput,
  {
    position,
    contracts,
    output,
  }: { position: number; contracts: KnownContracts; output: TransactionOutput | undefined },
): readonly Hit[] => {
  if (output !== undefined) {
    const contract = contracts.ofScript(output.script)
    return contract === undefined ? [] : [{ position, input, contract, output }]
  }
  const [script, controlBlock] = withoutAnnex(input.witness).items.slice(-2)
  const contract = script && controlBlock && contracts.ofLeaf({ script, controlBlock })
  return contract === undefined ? [] : [{ position, input, contract }]
}

const contractSpend = (
  { position, input, contract, output }: Hit,
  judge: JudgeSignature | undefined,
): ContractSpend => {
  const reading = readWitness(contract, input)
  return {
    input: position,
    outpoint: input.outpoint,
    contract,
    ...(output === undefined ? {} : { amount: output.amount }),
    by: wayOf(reading, { contract, input: position, judge }),
    sequence: input.sequence,
    ...(reading.annex === undefined ? {} : { annex: toHex(reading.annex) }),
  }
}

const feeOf = (transaction: SignedTransaction, spent: readonly TransactionOutput[]): Deed['fee'] => {
  const sum = (all: readonly TransactionOutput[]): bigint =>
    all.reduce((total, { amount }) => total + amount, 0n)
  const pot = sum(spent)
  const paid = sum(transaction.outputs)
  if (pot === 0n || pot > MAX_SATS || paid > pot) return undefined
  const vsize = virtualSize(transactionWeight(transaction))
  return { pot: sats(pot, 'inputs'), fee: sats(pot - paid, 'fee'), vsize }
}

const paymentOf = (
  { script, amount }: TransactionOutput,
  { vout, hits, contracts }: { vout: number; hits: readonly Hit[]; contracts: KnownContracts },
): readonly ContractPayment[] => {
  const contract = contracts.ofScript(script)
  return contract === undefined
    ? []
    : [{ vout, contract, amount, match: compareAmount(contract, amount), how: howPaid(contract, hits) }]
}

const howPaid = (contract: Contract, hits: readonly Hit[]): HowPaid => {
  const from = hits.map((hit) => hit.contract)
  if (from.length === 0) return 'deposit'
  if (from.some(({ outputKey }) => equalBytes(outputKey, contract.outputKey))) return 'freeze'
  if (from.some(({ agreement }) => agreement.id === contract.agreement.id)) return 'relock'
  return from.some(({ agreement }) => agreement.id === contract.agreement.previous) ? 'amendment' : 'other'
}

const outcomeIn = (
  transaction: SignedTransaction,
  { spends, pays, via }: Pick<Deed, 'spends' | 'pays'> & { readonly via: DeedQuestion['via'] },
): DeedOutcome => {
  const question = outcomeQuestion(transaction, spends)
  if ('matches' in question) return question
  const into = pays.map(({ contract }) => contract)
  const outcome = outcomeOf({ ...question, ...(via && { via }) }, into)
  // a swap that cannot be read takes no other outcome away
  return outcome.matches === 'yes' ? outcome : outcomeOf(question, into)
}
