import { compareAmount } from '../../contract/amounts.js'
import { aContract, type Contract, type ContractLeaf } from '../../contract/contract.js'
import type { Funded } from '../../contract/funded.js'
import { listOf, membersOf, textOrBytes } from '../../given/check.js'
import { type ParsedTransaction, type SignedInput, transactionWeight } from '../../psbt/transaction.js'
import { type ReviewedFee, reviewedFee } from '../../spend/reviewed.js'
import { equalBytes, toHex } from '../../units/bytes.js'
import { virtualSize } from '../../units/feeRate.js'
import { MAX_SATS, sats } from '../../units/sats.js'
import type { TransactionOutput } from '../../units/transaction.js'
import type { SpendPath } from '../../words.js'
import { Comparison } from '../compare.js'
import { nameOf, Recipients } from '../told.js'
import { aPrevout, type Given, type GivenTransaction, type Prevout, readGiven } from './given.js'
import { outcomeOf } from './outcome.js'
import { sentences } from './sentences.js'
import { SignatureJudge } from './signatures.js'
import type { Trace, TracedFunding, TracedInput, TracedOutcome, TracedTransaction } from './types.js'
import { wayOf } from './way.js'
import { readWitness, withoutAnnex } from './witness.js'

export interface TraceOptions {
  /** Outputs that the transactions spend, where the transactions that made them are not given. */
  readonly prevouts?: readonly Prevout[]
}

/** An input that spends a contract. */
interface Hit {
  readonly position: number
  readonly input: SignedInput
  readonly contract: Contract
  readonly output?: TransactionOutput
}

/** What the traces of all transactions share. */
interface Tracing {
  readonly given: Given
  readonly recipients: Recipients
  /** By script and control block: contracts with bare keys share scripts. */
  readonly byLeaf: ReadonlyMap<string, Contract>
  readonly comparison: Comparison
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
  membersOf<TraceOptions>({ 'prevouts?': listOf(aPrevout) })(options, '')
  const { prevouts = [] } = options
  const given = readGiven(transactions, prevouts)
  const byLeaf = new Map(
    contracts.flatMap((contract) =>
      contract.leaves.map((leaf): readonly [string, Contract] => [leafText(leaf), contract]),
    ),
  )
  const tracing: Tracing = {
    given,
    recipients: new Recipients(contracts),
    byLeaf,
    comparison: new Comparison(),
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

const leafText = ({ script, controlBlock }: Pick<ContractLeaf, 'script' | 'controlBlock'>): string =>
  `${toHex(script)} ${toHex(controlBlock)}`

const traceOne = ({ parsed, hex }: GivenTransaction, tracing: Tracing): TracedTransaction => {
  const { txid, version, lockTime, inputs, outputs } = parsed
  const { given, recipients, comparison } = tracing
  const known = inputs.map(({ outpoint }) => given.output(outpoint))
  const spent = known.flatMap((output) => output ?? [])
  const hits = inputs.flatMap((input, position) => hitOf(input, { position, tracing }))
  const complete = spent.length === inputs.length
  const judge =
    complete && hits.length > 0
      ? new SignatureJudge({ transaction: parsed, hex, spent, comparison, subject: `transaction ${txid}` })
      : undefined
  const spends = hits.map((hit) => tracedInput(hit, judge))
  const fee = complete ? feeOf(parsed, spent) : undefined
  const traced = {
    txid,
    version,
    lockTime,
    spends,
    funds: outputs.flatMap((output, vout) => fundingOf(output, { vout, txid, hits, tracing })),
    outputs: outputs.map((output, vout) => recipients.outputTold(output, vout)),
    ...(fee === undefined ? {} : { fee }),
    ...(hits.length === 0 ? {} : { outcome: tracedOutcome(parsed, { hits, spends, recipients }) }),
  }
  return { ...traced, text: sentences(traced) }
}

/** The contract that an input spends: by the output, or by the leaf that it reveals where the output is unknown. */
const hitOf = (
  input: SignedInput,
  { position, tracing }: { position: number; tracing: Tracing },
): readonly Hit[] => {
  const output = tracing.given.output(input.outpoint)
  if (output !== undefined) {
    const contract = tracing.recipients.contractOf(output.script)
    return contract === undefined ? [] : [{ position, input, contract, output }]
  }
  const [script, controlBlock] = withoutAnnex(input.witness).items.slice(-2)
  const contract = script && controlBlock && tracing.byLeaf.get(leafText({ script, controlBlock }))
  return contract === undefined ? [] : [{ position, input, contract }]
}

const tracedInput = (
  { position, input, contract, output }: Hit,
  judge: SignatureJudge | undefined,
): TracedInput => {
  const reading = readWitness(contract, input)
  return {
    input: position,
    outpoint: input.outpoint,
    contract: nameOf(contract),
    ...(output === undefined ? {} : { amount: output.amount }),
    by: wayOf(reading, { contract, input: position, judge }),
    sequence: input.sequence,
    ...(reading.annex === undefined ? {} : { annex: toHex(reading.annex) }),
  }
}

const feeOf = (
  transaction: ParsedTransaction,
  spent: readonly TransactionOutput[],
): ReviewedFee | undefined => {
  const sum = (all: readonly TransactionOutput[]): bigint =>
    all.reduce((total, { amount }) => total + amount, 0n)
  const pot = sum(spent)
  const paid = sum(transaction.outputs)
  if (pot === 0n || pot > MAX_SATS || paid > pot) return undefined
  const vsize = virtualSize(transactionWeight(transaction))
  return reviewedFee({ pot: sats(pot, 'inputs'), fee: sats(pot - paid, 'fee'), vsize })
}

const fundingOf = (
  { script, amount }: TransactionOutput,
  { vout, txid, hits, tracing }: { vout: number; txid: string; hits: readonly Hit[]; tracing: Tracing },
): readonly TracedFunding[] => {
  const contract = tracing.recipients.contractOf(script)
  if (contract === undefined) return []
  const spentBy = tracing.given.spender({ txid, vout })
  return [
    {
      vout,
      contract: nameOf(contract),
      amount,
      match: compareAmount(contract, amount),
      how: howPaid(contract, hits),
      ...(spentBy === undefined ? {} : { spentBy }),
    },
  ]
}

const howPaid = (contract: Contract, hits: readonly Hit[]): TracedFunding['how'] => {
  const from = hits.map((hit) => hit.contract)
  if (from.length === 0) return 'deposit'
  if (from.some(({ outputKey }) => equalBytes(outputKey, contract.outputKey))) return 'freeze'
  if (from.some(({ agreement }) => agreement.id === contract.agreement.id)) return 'relock'
  return from.some(({ agreement }) => agreement.id === contract.agreement.previous) ? 'amendment' : 'other'
}

const unknown = (text: string): TracedOutcome => ({ matches: 'unknown', text })
const no = (text: string): TracedOutcome => ({ matches: 'no', text, differences: [] })

const tracedOutcome = (
  transaction: ParsedTransaction,
  {
    hits,
    spends,
    recipients,
  }: { hits: readonly Hit[]; spends: readonly TracedInput[]; recipients: Recipients },
): TracedOutcome => {
  const foreign = spends.find(({ by }) => by.kind === 'foreign')
  if (foreign?.by.kind === 'foreign') return no(`input ${foreign.input} shows ${foreign.by.reason}`)
  const names = new Set(spends.map(pathOf))
  const [path, other] = names
  if (other !== undefined) return no(`contracts are spent by several paths: ${[...names].join(', ')}`)
  if (path === undefined || path === 'terms') return no('the leaf terms is spent, which nobody can sign for')
  const funded = hits.flatMap((hit) => fundedOf(hit))
  if (funded.length < hits.length) return unknown('it is not known how much the contract held that is spent')
  if (hits.length < transaction.inputs.length)
    return no('other outputs are spent beside the contracts, which no outcome of an agreement does')
  return outcomeOf({ transaction, funded, path, recipients })
}

const pathOf = ({ by }: TracedInput): SpendPath | 'terms' | undefined =>
  by.kind === 'key' ? 'key' : by.kind === 'leaf' ? by.path : undefined

const fundedOf = ({ contract, input, output }: Hit): readonly Funded[] =>
  output === undefined
    ? []
    : [
        {
          contract,
          outpoint: input.outpoint,
          amount: output.amount,
          match: compareAmount(contract, output.amount),
        },
      ]
