import { listOf, membersOf } from '../given/check.js'
import type { SwapTarget } from '../plan/via.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { type Swap, sameSwap } from './compile.js'
import { swapError } from './errors.js'
import { aSwapOutput } from './given.js'
import type { SwapOutput } from './match.js'

export interface SwapTargetOptions {
  /** What is known to have paid swaps already: each is paid once. */
  readonly known: readonly SwapOutput[]
}

/**
 * A submarine swap as `release` and `award` pay it (`via`), and as `readSpend` proves an output by it: compiled again
 * from its terms.
 *
 * @throws EscrowError `SWAP_TARGET` for a reverse swap, whose client locks nothing; `SWAP_OUTPUT_SECOND` for one that was
 * paid; and what `compileSwap` throws
 * @example
 * const swap = swapTarget(offer.swap, { known: lockups })
 * const draft = release(funded, { via: { swap, amount: swap.amount }, feeRate: '2', at: { height } })
 * readSpend(funded, draft.psbt, { via: [swap] }).plan.outcome // { kind: 'release', via: … }
 */
export const swapTarget = (given: Swap, options: SwapTargetOptions): SwapTarget => {
  membersOf<SwapTargetOptions>({ known: listOf(aSwapOutput) })(options, '')
  const { terms, keys, address, outputScript } = sameSwap(given)
  const { kind, network, amount, timeout, paymentHash } = terms
  if (kind !== 'submarine')
    throw swapError('SWAP_TARGET', {
      field: 'swap.terms.kind',
      expected: 'a submarine swap, from the chain to Lightning',
      received: kind,
    })
  checkUnpaid(outputScript, options)
  return {
    network,
    address,
    amount,
    timeout,
    paymentHash,
    provider: toHex(keys.provider.publicKey),
    client: toHex(keys.client.publicKey),
  }
}

/**
 * Refuses to pay a swap again.
 *
 * @throws EscrowError `SWAP_OUTPUT_SECOND`
 */
export const checkUnpaid = (outputScript: Uint8Array, { known }: SwapTargetOptions): void => {
  if (known.some(({ swap }) => equalBytes(sameSwap(swap).outputScript, outputScript)))
    throw swapError('SWAP_OUTPUT_SECOND', {
      field: 'known',
      expected: 'a swap that nobody has paid yet',
      received: 'a lockup of it: a second one would be taken for nothing',
    })
}
