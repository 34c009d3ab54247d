import type { Contract } from '../../contract/contract.js'
import type { View } from '../../watch/types.js'
import { pause } from '../limits.js'
import type { Source } from '../source.js'
import { SHORTEST_PAUSE } from '../trouble.js'
import { checkFollowing, type FollowOptions, roundsOf } from './follow.js'

export interface CaughtUpOptions extends Pick<FollowOptions, 'view' | 'signal'> {
  readonly contracts: readonly Contract[]
}

/**
 * A view that knows what a source knows now, its mempool included: what {@link follow} comes to before it waits. For
 * whoever wants to know how things stand and not what happens next.
 *
 * @throws EscrowError those of {@link follow}, and `SOURCE_UNREACHABLE` and others that pass by themselves
 * @example
 * const view = await caughtUp(source, { contracts, view: emptyView({ network: 'mainnet', checkpoint }) })
 * const { word } = statusOf(contract, view, { confirmations: 6 })
 */
export const caughtUp = async (source: Source, options: CaughtUpOptions): Promise<View> => {
  checkFollowing(source, options)
  const { contracts, view, signal } = options
  const round = roundsOf(source, options)
  let step = await round(view, contracts)
  while (step.next === 'more' || step.next === 'again') {
    if (step.next === 'again') await pause(SHORTEST_PAUSE, signal)
    step = await round(step.view, contracts)
  }
  return step.view
}
