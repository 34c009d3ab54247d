import { parseGivenAddress } from '../agreement/address.js'
import type { Address } from '../agreement/types.js'
import { aText, type Check, listOf, oneOf } from '../given/check.js'
import { checkFeeCaps, checkFeeFloor, FEE_RULES, type FeeFloor, type FeeRule } from '../plan/feeCaps.js'
import { segwitInputWeight, transactionWeight } from '../plan/weight.js'
import { extractTransaction } from '../psbt/transaction.js'
import { witnessLength } from '../script/satisfy.js'
import { aSigner, type Signer } from '../spend/signer.js'
import { type Sighasher, sighasher } from '../taproot/sighash.js'
import { toHex } from '../units/bytes.js'
import { aFeeRate, type FeeRateInput, feeFor, readFeeRate, virtualSize } from '../units/feeRate.js'
import { SEQUENCE_REPLACEABLE } from '../units/lock.js'
import { type Sats, sats, sumSats } from '../units/sats.js'
import type { TransactionOutput, UnsignedTransaction } from '../units/transaction.js'
import { sameSwap } from './compile.js'
import { swapError } from './errors.js'
import { aSwapOutput } from './given.js'
import type { SwapOutput } from './match.js'

/** What every spend of a swap's output asks for. */
export interface SwapSpendOptions<Rule extends string = FeeRule> extends FeeFloor {
  /** An address of one's own; of the swap's network. */
  readonly to: string
  readonly feeRate: FeeRateInput
  /**
   * Whoever holds the own key of the swap. Signers are asked as for contracts; `role` says `provider` or `client`, and
   * `path` says `swap`.
   */
  readonly signer: Signer
  readonly relax?: readonly Rule[]
}

/** Checks of {@link SwapSpendOptions}. */
export const spendChecks = (rules: readonly string[] = FEE_RULES): Readonly<Record<string, Check>> => ({
  to: aText,
  feeRate: aFeeRate,
  signer: aSigner,
  'feeRateFloor?': aFeeRate,
  'relax?': listOf(oneOf(rules)),
})

/** A spend of a swap's output that can be broadcast. */
export interface SwapTransaction {
  readonly hex: string
  readonly txid: string
  readonly fee: Sats
  /** What is left for the address. */
  readonly amount: Sats
  readonly weight: number
  /** Virtual bytes. */
  readonly vsize: number
}

/** A spend of one output, before anybody signs. */
export interface SwapDraft {
  readonly output: SwapOutput
  readonly transaction: UnsignedTransaction
  readonly fee: Sats
  readonly amount: Sats
  readonly weight: number
  readonly digest: (leafHash?: Uint8Array) => Uint8Array
}

/** An output that was given, with its swap compiled again. */
export const outputOf = (given: SwapOutput): SwapOutput => {
  aSwapOutput(given, 'output')
  return { ...given, swap: sameSwap(given.swap, 'output.swap') }
}

/** A lockup that was given: of the swap's exact amount. */
export const lockupOf = (given: SwapOutput): SwapOutput => {
  const output = outputOf(given)
  const { amount } = output.swap.terms
  if (output.amount !== amount)
    throw swapError('SWAP_OUTPUT_AMOUNT', {
      field: 'output.amount',
      expected: `exactly ${amount} sat`,
      received: `${output.amount} sat`,
    })
  return output
}

export interface DraftOptions extends FeeFloor {
  /** Lengths of the witness's items. */
  readonly witness: readonly number[]
  readonly lockTime: number
  /** Outputs of a given amount, before the one that takes what is left. */
  readonly fixed?: readonly TransactionOutput[]
  readonly rest: Address
  readonly feeRate: FeeRateInput
  readonly relax?: readonly string[] | undefined
}

/** The digest of the one input of a spend. */
export const digester = (output: SwapOutput, transaction: UnsignedTransaction): SwapDraft['digest'] => {
  const { swap, amount } = output
  const hash: Sighasher = sighasher(transaction, [{ script: swap.outputScript, amount }])
  return (leafHash) => hash({ index: 0, ...(leafHash && { leafHash }) })
}

/** The transaction, its fee off the output that takes what is left. */
export const draftOf = (output: SwapOutput, options: DraftOptions): SwapDraft => {
  const { witness, lockTime, fixed = [], rest, feeRateFloor, relax = [] } = options
  const weight = transactionWeight({
    inputWeights: [segwitInputWeight(witnessLength(witness))],
    outputScripts: [...fixed.map(({ script }) => script), rest.script],
  })
  const fee = feeFor(weight, readFeeRate(options.feeRate))
  const due = sumSats([fee, ...fixed.map(({ amount }) => amount)])
  if (output.amount < due + rest.dust)
    throw swapError('SWAP_DUST', {
      field: 'output.amount',
      expected: `at least ${due + rest.dust} sat: ${fixed.length > 0 ? 'contracts, ' : ''}a fee of ${fee} sat and an output that relays`,
      received: `${output.amount} sat`,
      layer: 'relay',
    })
  checkFeeFloor({ fee, weight }, { relax, ...(feeRateFloor !== undefined && { feeRateFloor }) })
  checkFeeCaps({ fee, pot: output.amount, vsize: virtualSize(weight), weight }, { relax })
  const amount = sats(output.amount - due)
  const transaction: UnsignedTransaction = {
    version: 2,
    lockTime,
    inputs: [{ outpoint: output.outpoint, sequence: SEQUENCE_REPLACEABLE }],
    outputs: [...fixed, { script: rest.script, amount }],
  }
  return { output, transaction, fee, amount, weight, digest: digester(output, transaction) }
}

/** The address that an option names. */
export const payoutOf = (to: string, { swap }: SwapOutput): Address =>
  parseGivenAddress(to, { network: swap.terms.network, field: 'to' })

/** The signed transaction; of the planned weight, or it is not handed out. */
export const signedTransaction = (draft: SwapDraft, witness: readonly Uint8Array[]): SwapTransaction => {
  const { transaction, fee, amount } = draft
  const { bytes, txid, weight } = extractTransaction({
    ...transaction,
    inputs: transaction.inputs.map((input) => ({ ...input, witness })),
  })
  if (weight !== draft.weight)
    throw swapError('SWAP_PLAN_BROKEN', {
      field: 'transaction',
      expected: `${draft.weight} weight units`,
      received: `${weight}`,
    })
  return { hex: toHex(bytes), txid, fee, amount, weight, vsize: virtualSize(weight) }
}
