import { counted } from '../errors.js'
import { aWhole, listOf, membersOf } from '../given/check.js'
import { parseTransaction } from '../psbt/transaction.js'
import { equalBytes } from '../units/bytes.js'
import { formatOutpoint, type Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import { type Swap, sameSwap } from './compile.js'
import { swapError } from './errors.js'
import { aSwapOutput } from './given.js'

/** An output that pays a swap's script, whatever it holds. */
export interface SwapOutput {
  readonly swap: Swap
  readonly outpoint: Outpoint
  readonly amount: Sats
  /** Height of the block that confirmed it; absent while it is unconfirmed. */
  readonly confirmedAt?: number
}

/** The lockup of a swap: one output of exactly its amount, and the first of its kind that was seen. */
export interface LockedSwap extends SwapOutput {
  readonly match: 'exact'
}

export interface SwapOutputsOptions {
  readonly confirmedAt?: number
}

export interface MatchSwapOptions extends SwapOutputsOptions {
  /** What is known to have paid the swap already: only the first one counts. */
  readonly known?: readonly SwapOutput[]
}

const outputsOf = (
  swap: Swap,
  transaction: string | Uint8Array,
  confirmedAt: number | undefined,
): readonly SwapOutput[] => {
  const { txid, outputs } = parseTransaction(transaction)
  return outputs.flatMap(({ script, amount }, vout): readonly SwapOutput[] =>
    equalBytes(script, swap.outputScript)
      ? [{ swap, outpoint: { txid, vout }, amount, ...(confirmedAt !== undefined && { confirmedAt }) }]
      : [],
  )
}

/**
 * Every output of a transaction that pays a swap's script: for whoever paid twice, or another amount, and takes it back
 * with `refundSwap`. Whoever claims asks `matchSwap`.
 *
 * @throws EscrowError what `compileSwap` and `parseTransaction` throw
 * @example
 * const [output] = swapOutputs(swap, transaction, { confirmedAt: 812_000 })
 */
export const swapOutputs = (
  swap: Swap,
  transaction: string | Uint8Array,
  options: SwapOutputsOptions = {},
): readonly SwapOutput[] => {
  membersOf<SwapOutputsOptions>({ 'confirmedAt?': aWhole })(options, '')
  return outputsOf(sameSwap(swap), transaction, options.confirmedAt)
}

/**
 * The lockup of a swap in a transaction: one output, of the exact amount, and the first one. Any other is no lockup: a
 * service pays for the first one only, and what comes later to the same address it can take for nothing.
 *
 * @throws EscrowError `SWAP_OUTPUT_NONE`, `SWAP_OUTPUT_SEVERAL`, `SWAP_OUTPUT_AMOUNT`, `SWAP_OUTPUT_SECOND`, and what
 * `compileSwap` and `parseTransaction` throw
 * @example
 * const locked = matchSwap(swap, hex, { confirmedAt: 812_001, known: lockups })
 */
export const matchSwap = (
  given: Swap,
  transaction: string | Uint8Array,
  options: MatchSwapOptions = {},
): LockedSwap => {
  membersOf<MatchSwapOptions>({ 'confirmedAt?': aWhole, 'known?': listOf(aSwapOutput) })(options, '')
  const swap = sameSwap(given)
  const [first, ...others] = outputsOf(swap, transaction, options.confirmedAt)
  const { amount } = swap.terms
  const field = 'transaction'
  if (first === undefined)
    throw swapError('SWAP_OUTPUT_NONE', {
      field,
      expected: `an output for ${swap.address}`,
      received: 'outputs for other scripts',
    })
  if (others.length > 0)
    throw swapError('SWAP_OUTPUT_SEVERAL', {
      field,
      expected: `one output for ${swap.address}`,
      received: counted(others.length + 1, 'output'),
    })
  if (first.amount !== amount)
    throw swapError('SWAP_OUTPUT_AMOUNT', {
      field: `${field}.outputs[${first.outpoint.vout}].amount`,
      expected: `exactly ${amount} sat`,
      received: `${first.amount} sat`,
    })
  const own = formatOutpoint(first.outpoint)
  const earlier = (options.known ?? [])
    .filter((output) => equalBytes(sameSwap(output.swap).outputScript, swap.outputScript))
    .map(({ outpoint }) => formatOutpoint(outpoint))
    .find((outpoint) => outpoint !== own)
  if (earlier !== undefined)
    throw swapError('SWAP_OUTPUT_SECOND', {
      field,
      expected: `${earlier} alone, which was locked first`,
      received: `${own}, which is no part of the swap`,
    })
  return { ...first, match: 'exact' }
}
