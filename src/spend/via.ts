import type { ChainMoment } from '../paths/deadlines.js'
import { viaOf } from '../plan/outcome.js'
import type { Plan } from '../plan/plan.js'
import type { ReviewSentence } from '../sentences/review.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Role } from '../words.js'
import { objection, type ReviewFinding } from './finding.js'
import type { Spend } from './types.js'

/** Blocks that there must be to the refund of a swap: time for the payment, and no longer than a week. */
const TIMEOUT = { least: 144, most: 1008 } as const

/** What the output of a swap is, and for how long. */
export const viaSentences = ({ outcome }: Plan, as: Role): readonly ReviewSentence[] => {
  const via = viaOf(outcome)
  if (via === undefined) return []
  const { amount, address, provider, client, paymentHash, timeout } = via.swap
  return [
    {
      code: 'swapTakes',
      data: { yours: as === 'worker', amount, address, provider, client, paymentHash, timeout },
    },
  ]
}

const timeoutFindings = (plan: Plan, at: ChainMoment | undefined): readonly ReviewFinding[] => {
  const via = viaOf(plan.outcome)
  if (via === undefined || at === undefined) return []
  const blocks = via.swap.timeout - at.height
  if (blocks >= TIMEOUT.least && blocks <= TIMEOUT.most) return []
  return [
    objection(
      { rule: 'swapTimeout', level: 'refuse' },
      { code: 'swapTimeout', data: { timeout: via.swap.timeout, left: blocks, ...TIMEOUT } },
    ),
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
    .map(() => objection({ rule: 'swapTwice', level: 'refuse' }, { code: 'swapTwice', data: {} }))
}

/** What the rules say about where a swap leads. */
export const swapFindings = (
  plan: Plan,
  { at, outstanding }: { readonly at: ChainMoment | undefined; readonly outstanding: readonly Spend[] },
): readonly ReviewFinding[] => [...timeoutFindings(plan, at), ...twiceFindings(plan, outstanding)]
