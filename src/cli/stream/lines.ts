import { SIGNERS } from '../../sentences/voice.js'
import type { StreamPlan } from '../../stream/prepared.js'
import { type PathName, type Role, SPEND_PATHS } from '../../words.js'
import type { Wording } from '../wording.js'

/** What a plan allows, and until when. */
export const planLines = (plan: StreamPlan, { tell }: Wording): readonly string[] => {
  const { pot, least, most, fee, vsize, closeBefore, ends } = plan
  const who = SIGNERS_OF.get(ends.path) ?? []
  return [
    tell({ code: 'streamPlan', data: { pot, least, most, fee, vsize } }),
    tell({ code: 'streamUntil', data: { closeBefore, from: ends.from, path: ends.path, who } }),
  ]
}

const SIGNERS_OF: ReadonlyMap<PathName, readonly Role[]> = new Map(
  SPEND_PATHS.map((path) => [path, SIGNERS[path]]),
)

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
