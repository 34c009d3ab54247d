import type { StreamMoment } from '../../stream/ends.js'
import type { StreamPlan } from '../../stream/prepared.js'
import type { StreamState } from '../../stream/state.js'

const momentText = (moment: StreamMoment): string =>
  'height' in moment ? `a tip of ${moment.height}` : `a median time of ${moment.medianTime}`

/** What a plan allows, and until when. */
export const planLines = (plan: StreamPlan): readonly string[] => [
  `a stream over ${plan.pot} sat: ${plan.least} to ${plan.most} sat for the worker, fee ${plan.fee} sat for ${plan.vsize} vB`,
  `to be closed before ${momentText(plan.closeBefore)}: from ${momentText(plan.ends.from)} on ${plan.ends.path} can take the money`,
]

/** What the worker holds, in one line. */
export const holdingLine = (plan: StreamPlan, { pays }: StreamState, beside: string): string =>
  `holds ${pays} sat of at most ${plan.most}${beside}; to be closed before ${momentText(plan.closeBefore)}`

/** The same for programs. */
export const planJson = (plan: StreamPlan): Readonly<Record<string, unknown>> => ({
  stream: plan.id,
  pot: plan.pot.toString(),
  fee: plan.fee.toString(),
  vsize: plan.vsize,
  least: plan.least.toString(),
  most: plan.most.toString(),
  ends: plan.ends,
  closeBefore: plan.closeBefore,
})
