import type { FeeFloor } from '../plan/feeCaps.js'
import { type Plan, type PlanRule, planSpend } from '../plan/plan.js'
import { type FeeRateInput, readFeeRate } from '../units/feeRate.js'
import type { SpendPath } from '../words.js'

/** What a spend of an outcome that is planned already may change. */
export interface ReplanOptions extends FeeFloor {
  readonly feeRate: FeeRateInput
  /** Rules to lift, beside those that the plan before lifted. */
  readonly relax?: readonly PlanRule[]
}

/**
 * The same outcome of the same inputs planned again, by this path and at this rate. It lifts the rules that the plan
 * before it lifted, those that the caller names, and no others.
 *
 * @throws EscrowError of the family `plan`
 */
export const replan = (
  { inputs, outcome, relaxed }: Plan,
  { path, feeRate, relax = [], ...floor }: ReplanOptions & { readonly path: SpendPath },
): Plan =>
  planSpend(
    inputs.map(({ funded }) => funded),
    {
      ...floor,
      path,
      outcome,
      fee: { rate: readFeeRate(feeRate) },
      relax: [...new Set([...relaxed, ...relax])],
      planned: 'before',
    },
  )
