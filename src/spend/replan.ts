import { type Plan, planSpend } from '../plan/plan.js'
import type { FeeRate } from '../units/feeRate.js'
import type { SpendPath } from '../words.js'

/**
 * The same outcome of the same inputs planned again, by this path and at this rate. It lifts the rules that the plan
 * before it lifted, and no others.
 *
 * @throws EscrowError of the family `plan`
 */
export const replan = (
  { inputs, outcome, relaxed }: Plan,
  { path, rate }: { readonly path: SpendPath; readonly rate: FeeRate },
): Plan => {
  const planned = planSpend(
    inputs.map(({ funded }) => funded),
    {
      path,
      outcome,
      fee: { rate },
      // where a relock leads was checked when this very outcome was planned
      relax: [...relaxed, 'unacceptedAgreement'],
    },
  )
  return { ...planned, relaxed }
}
