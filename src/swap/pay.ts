import { parseGivenAddress } from '../agreement/address.js'
import { counted } from '../errors.js'
import { assembled, type UnsignedFunding } from '../funding/assemble.js'
import { type Coin, checkCoins } from '../funding/coin.js'
import { fundingError } from '../funding/errors.js'
import { missingFor, selectCoins } from '../funding/select.js'
import { anObject, aText, listOf, membersOf, oneOf } from '../given/check.js'
import { FEE_RULES, type FeeFloor, type FeeRule } from '../plan/feeCaps.js'
import { MAX_STANDARD_WEIGHT } from '../plan/weight.js'
import { equalBytes } from '../units/bytes.js'
import { aFeeRate, type FeeRateInput, readFeeRate } from '../units/feeRate.js'
import { type Swap, sameSwap } from './compile.js'
import { swapError } from './errors.js'
import { aSwapOutput, aTip } from './given.js'
import type { SwapOutput } from './match.js'
import { TIMEOUTS } from './offer.js'
import { checkUnpaid } from './target.js'

export interface PaySwapOptions extends FeeFloor {
  /** One's own confirmed coins, such as the payout of a release. */
  readonly utxos: readonly Coin[]
  /** Address for what is left, one's own. */
  readonly change: string
  readonly feeRate: FeeRateInput
  /** The chain as it is now. */
  readonly at: { readonly height: number }
  /** What is known to have paid swaps already: each is paid once. */
  readonly known: readonly SwapOutput[]
  /** Bounds of the fee that the caller knowingly lifts. */
  readonly relax?: readonly FeeRule[]
}

/**
 * The transaction that locks a swap's coins, unsigned: exactly its amount, once, as its first output; for the wallet
 * that holds the coins. It is version 2 and replaceable; a replacement takes its fee off the change and leaves the
 * swap's output as it is, or it is no lockup any more.
 *
 * @throws EscrowError `SWAP_TIMEOUT_RANGE`, `SWAP_OUTPUT_SECOND`, `FUNDING_COIN_…`, `FUNDING_CHANGE`,
 * `FUNDING_NOT_ENOUGH`, `FUNDING_TOO_HEAVY`, `FEE_…`, `ADDRESS_…`
 * @example
 * const { psbt, txid } = paySwap(swap, { utxos, change, feeRate: '5', at: { height }, known: lockups })
 */
export const paySwap = (given: Swap, options: PaySwapOptions): UnsignedFunding => {
  membersOf<PaySwapOptions>({
    utxos: listOf(anObject),
    change: aText,
    feeRate: aFeeRate,
    'feeRateFloor?': aFeeRate,
    at: aTip,
    known: listOf(aSwapOutput),
    'relax?': listOf(oneOf(FEE_RULES)),
  })(options, '')
  const swap = sameSwap(given)
  const { terms, outputScript: script } = swap
  const { network, amount } = terms
  checkOnce(swap, options)
  const change = parseGivenAddress(options.change, { network, field: 'change' })
  if (equalBytes(change.script, script))
    throw fundingError('FUNDING_CHANGE', {
      field: 'change',
      expected: 'an address of your own',
      received: `${change.text}, the address of the swap`,
    })
  const coins = checkCoins(options.utxos, { network })
  const outputs = [{ script, amount }]
  const selecting = { feeRate: readFeeRate(options.feeRate), change, network }
  const selection = selectCoins(coins, outputs, selecting)
  if (selection === 'tooHeavy')
    throw fundingError('FUNDING_TOO_HEAVY', {
      field: 'utxos',
      expected: `coins that pay the swap within ${MAX_STANDARD_WEIGHT} weight units`,
      received: `${coins.length} coins that are too small`,
      layer: 'relay',
      weight: MAX_STANDARD_WEIGHT,
    })
  if (selection === 'tooFew') {
    const missing = missingFor(coins, outputs, selecting)
    throw fundingError('FUNDING_NOT_ENOUGH', {
      field: 'utxos',
      expected: `${missing} sat more, fees included`,
      received: counted(coins.length, 'coin'),
      missing,
    })
  }
  const { feeRateFloor, relax = [] } = options
  return assembled(
    { outputs, selection },
    { change, relax, ...(feeRateFloor !== undefined && { feeRateFloor }) },
  ).funding
}

const checkOnce = ({ terms, outputScript }: Swap, { at, known }: PaySwapOptions): void => {
  const { least } = TIMEOUTS[terms.kind]
  const blocks = terms.timeout - at.height
  if (blocks < least)
    throw swapError('SWAP_TIMEOUT_RANGE', {
      field: 'at.height',
      expected: `height ${terms.timeout - least} at most, ${least} blocks before the refund opens`,
      received: `${at.height}`,
    })
  checkUnpaid(outputScript, { known })
}
