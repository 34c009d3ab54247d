import type { Funded } from '../contract/funded.js'
import { recipientScripts } from './money.js'
import { checkOutcome } from './outcome.js'
import { oneAgreement, type Plan, type PlanRequest, planSpend } from './plan.js'
import { inputWeight, MAX_STANDARD_WEIGHT, transactionWeight } from './weight.js'

/** Compact sizes of input counts up to 65535 take 3 bytes, of which the smallest count takes 1 already. */
const COUNT_RESERVE = 8

/**
 * Plans as few standard transactions as the weight of the inputs allows, in the given order; nearly always one.
 * Each is a spend of its own and pays its own fee.
 *
 * @throws EscrowError as {@link planSpend}
 */
export const planSpends = (funded: readonly Funded[], request: PlanRequest): readonly Plan[] => {
  checkOutcome(request.outcome, request.path)
  const agreement = oneAgreement(funded)
  const fixed =
    COUNT_RESERVE +
    transactionWeight({ inputWeights: [], outputScripts: recipientScripts(agreement, request) })
  const batches: Funded[][] = []
  let batch: Funded[] = []
  let weight = fixed
  for (const one of funded) {
    const added = inputWeight(one.contract, request.path)
    if (batch.length > 0 && weight + added > MAX_STANDARD_WEIGHT) {
      batches.push(batch)
      batch = []
      weight = fixed
    }
    batch.push(one)
    weight += added
  }
  batches.push(batch)
  return batches.map((inputs) => planSpend(inputs, request))
}
