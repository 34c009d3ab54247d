import { coinKind, coinWeight } from '../funding/coin.js'
import { membersOf } from '../given/check.js'
import { transactionWeight } from '../plan/weight.js'
import { aFeeRate, type FeeRateInput, feeFor, readFeeRate, virtualSize } from '../units/feeRate.js'
import { anAmount, type Sats, sats } from '../units/sats.js'
import { preparedOf, type StreamPlan } from './prepared.js'

export interface ClosableOptions {
  /** What the newest state pays. */
  readonly pays: Sats
  /** What blocks take on the day of the close. */
  readonly feeRate: FeeRateInput
}

/**
 * What the worker's side has left of a state when the day's fees are higher than planned, and the first payee's child
 * pays for both (`childPaysForParent`); nothing where the child would eat it all. It is what the state pays where the
 * planned fee is enough.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `FEE_RATE_MALFORMED`, `FEE_RATE_OUT_OF_RANGE`
 * @example
 * closable(plan, { pays: newest.pays, feeRate: '40' }) // stop working where this is too little
 */
export const closable = (plan: StreamPlan, options: ClosableOptions): Sats => {
  preparedOf(plan)
  membersOf<ClosableOptions>({ pays: anAmount, feeRate: aFeeRate })(options, '')
  const { pays, feeRate } = options
  const scripts = plan.deposits
    .slice(0, 1)
    .map(({ contract }) => contract.agreement.worker.payees[0]?.address.script ?? contract.outputScript)
  // of an output whose kind does not tell, the heaviest that a child can spend
  const weight = transactionWeight({
    inputWeights: scripts.map((script) => coinWeight(coinKind(script) ?? 'p2sh-p2wpkh')),
    outputScripts: scripts,
  })
  const together = 4 * (plan.vsize + virtualSize(weight))
  const missing = feeFor(together, readFeeRate(feeRate)) - plan.fee
  return missing <= 0n ? pays : sats(missing < pays ? pays - missing : 0n)
}
