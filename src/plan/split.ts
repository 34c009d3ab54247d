import type { Agreement } from '../agreement/types.js'
import type { Funded } from '../contract/funded.js'
import { checkAmounts } from './amounts.js'
import { recipientScripts } from './money.js'
import { byEffect, checkOutcome, isOfOneTransaction, kindOf } from './outcome.js'
import { lockOf, oneAgreement, type Plan, type PlanRequest, planJudged, planSpend } from './plan.js'
import { inputWeight, MAX_STANDARD_WEIGHT, transactionWeight } from './weight.js'

/** Compact sizes of counts up to 65535 take 3 bytes, of which the smallest count takes 1 already: of both counts. */
const COUNT_RESERVE = 16
/** 8 bytes of amount, 1 of length, 34 of script, without witness. */
const TAPROOT_OUTPUT_WEIGHT = 4 * 43

/** Inputs that may share a transaction: one `nLockTime` cannot be a height and a time (BIP 65). */
const compatible = (funded: readonly Funded[], { path }: PlanRequest): readonly (readonly Funded[])[] => {
  const isByTime = (one: Funded): boolean => 'time' in (lockOf(one, path) ?? {})
  const [first, ...rest] = funded
  if (first === undefined) return []
  const like = isByTime(first)
  const others = rest.filter((one) => isByTime(one) !== like)
  return others.length === 0 ? [funded] : [funded.filter((one) => isByTime(one) === like), others]
}

/**
 * Plans as few standard transactions as the inputs allow, in the given order; nearly always one. Weight splits,
 * and locks by height beside locks by time. Each is a spend of its own and pays its own fee. A relock into one
 * contract and a split in satoshis are of one transaction.
 *
 * @throws EscrowError as {@link planSpend}
 */
export const planSpends = (funded: readonly Funded[], given: PlanRequest): readonly Plan[] => {
  checkOutcome(given.outcome, given.path)
  const request = { ...given, outcome: byEffect(given.outcome) }
  const agreement = oneAgreement(funded)
  // what it names in satoshis, and where it leads, is one transaction's
  if (isOfOneTransaction(request.outcome)) return [planSpend(funded, request)]
  checkAmounts(funded, request)
  const batches = compatible(funded, request).flatMap((group) => fillTransactions(group, request, agreement))
  return batches.map((inputs) => planJudged(inputs, request))
}

/** Inputs in their order, each transaction filled before the next is begun. */
const fillTransactions = (
  funded: readonly Funded[],
  request: PlanRequest,
  agreement: Agreement,
): readonly (readonly Funded[])[] => {
  // a freeze has one output for each input, everything else the same outputs for all of them
  const isFreeze = kindOf(request.outcome) === 'freeze'
  const withEach = isFreeze ? TAPROOT_OUTPUT_WEIGHT : 0
  const outputScripts = isFreeze ? [] : recipientScripts(agreement, { ...request, inputs: funded })
  const fixed = COUNT_RESERVE + transactionWeight({ inputWeights: [], outputScripts })
  const batches: Funded[][] = []
  let batch: Funded[] = []
  let weight = fixed
  for (const one of funded) {
    const added = withEach + inputWeight(one.contract, request.path)
    if (batch.length > 0 && weight + added > MAX_STANDARD_WEIGHT) {
      batches.push(batch)
      batch = []
      weight = fixed
    }
    batch.push(one)
    weight += added
  }
  return [...batches, batch]
}
