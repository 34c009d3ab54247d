import { listOf, membersOf, oneOf } from '../given/check.js'
import type { FeeFloor } from '../plan/feeCaps.js'
import { PLAN_RULES, type PlanRule } from '../plan/plan.js'
import { aFeeRate, type FeeRate, type FeeRateInput } from '../units/feeRate.js'
import { draftOf } from './build.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import { replan } from './replan.js'
import type { Spend } from './types.js'

export interface FallbackOptions extends FeeFloor {
  /** Without it the rate of the spend itself, so that both parties arrive at the same transaction. */
  readonly feeRate?: FeeRateInput
  /** Rules to lift by name, beside those that the spend lifted. */
  readonly relax?: readonly PlanRule[]
}

/**
 * The same outcome through the leaf `employerAndWorker`, planned with its own fee: for the case that a party of
 * the key path goes silent between the rounds, restarts, or cannot do MuSig2.
 *
 * @throws EscrowError `SPEND_PATH_NOT_KEY`, and those of the family `plan`
 * @example
 * const draft = release(funded, { feeRate: satsPerVb('2.5') })
 * const plain = await sign(fallback(draft), employer)
 */
export const fallback = (spend: Spend, options: FallbackOptions = {}): Spend<'unsigned'> => {
  const { plan } = bodyOf(spend)
  membersOf<FallbackOptions>({
    'feeRate?': aFeeRate,
    'feeRateFloor?': aFeeRate,
    'relax?': listOf(oneOf(PLAN_RULES)),
  })(options, '')
  if (plan.path !== 'key')
    throw spendError('SPEND_PATH_NOT_KEY', {
      field: 'path',
      expected: 'a spend of the key path',
      received: plan.path,
    })
  // the rate that the key path pays, rounded down as satsPerVb would hold it
  const feeRate = options.feeRate ?? (((plan.fee * 1000n) / BigInt(plan.vsize)) as FeeRate)
  return draftOf(replan(plan, { ...options, path: 'employerAndWorker', feeRate }))
}
