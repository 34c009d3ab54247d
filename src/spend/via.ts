import type { ChainMoment } from '../paths/deadlines.js'
import { viaOf } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'
import type { ReviewFinding } from './finding.js'
import type { Spend } from './types.js'

/** Blocks that there must be to the refund of a swap: time for the payment, and no longer than a week. */
const TIMEOUT = { least: 144, most: 1008 } as const

/** What the output of a swap is, and for how long. */
export const viaSentences = ({ outcome }: Plan, as: Role): readonly string[] => {
  const via = viaOf(outcome)
  if (via === undefined) return []
  const { amount, address, provider, client, paymentHash, timeout } = via.swap
  const [whose, back] =
    as === 'worker' ? ['your part', `to you (key ${client})`] : ["the worker's part", `to key ${client}`]
  return [
    `Of ${whose}, ${amount} sat go into a swap (${address}): claimable by key ${provider} with the preimage of ${paymentHash}; what is not claimed comes back ${back} after block ${timeout}.`,
  ]
}

const timeoutFindings = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] => {
  const via = viaOf(plan.outcome)
  if (via === undefined || at === undefined) return []
  const blocks = via.swap.timeout - at.height
  if (blocks >= TIMEOUT.least && blocks <= TIMEOUT.most) return []
  return [
    {
      rule: 'swapTimeout',
      level: 'refuse',
      text: `the swap's refund opens at height ${via.swap.timeout}, ${blocks} blocks from now: ${TIMEOUT.least} to ${TIMEOUT.most} are safe`,
    },
  ]
}

/** Spends of other money for the same swap: both may confirm, and the second output is taken for nothing. */
const twiceFindings = (plan: Plan, outstanding: readonly Spend[]): readonly ReviewFinding[] => {
  const address = viaOf(plan.outcome)?.swap.address
  if (address === undefined) return []
  const spent = new Set(plan.inputs.map(({ funded }) => formatOutpoint(funded.outpoint)))
  return outstanding
    .filter(
      (earlier) =>
        viaOf(earlier.plan.outcome)?.swap.address === address &&
        !earlier.plan.inputs.some(({ funded }) => spent.has(formatOutpoint(funded.outpoint))),
    )
    .map(() => ({
      rule: 'swapTwice',
      level: 'refuse',
      text: 'you signed a spend of other money into the same swap, and what comes second is taken for nothing',
    }))
}

/** What the rules say about where a swap leads. */
export const swapFindings = (
  plan: Plan,
  { at, outstanding }: { readonly at: ChainMoment | undefined; readonly outstanding: readonly Spend[] },
): readonly ReviewFinding[] => [...timeoutFindings(plan, at), ...twiceFindings(plan, outstanding)]
