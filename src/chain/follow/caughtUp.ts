import { aContract, type Contract } from '../../contract/contract.js'
import { anything, listOf, membersOf } from '../../given/check.js'
import type { View } from '../../watch/types.js'
import { sourceError } from '../errors.js'
import { pause } from '../limits.js'
import type { Source } from '../source.js'
import { SHORTEST_PAUSE } from '../trouble.js'
import { checkFollowing, type FollowOptions, roundsOf } from './follow.js'

export interface CaughtUpOptions extends Pick<FollowOptions, 'view' | 'signal'> {
  readonly contracts: readonly Contract[]
}

/** How often a source is looked at again that is not at rest, or not as far as the view yet. */
const TRIES = 10

/**
 * A view that knows what a source knows now, its mempool included: what {@link follow} comes to before it waits. For
 * whoever wants to know how things stand and not what happens next.
 *
 * @throws EscrowError those of {@link follow}, `SOURCE_UNREACHABLE` and others that pass by themselves, and
 * `SOURCE_UNSETTLED` where the source changes each time, or does not have the view's blocks yet
 * @example
 * const view = await caughtUp(source, { contracts, view: emptyView({ network: 'mainnet', checkpoint }) })
 * const { word } = statusOf(contract, view, { confirmations: 6 })
 */
export const caughtUp = async (source: Source, options: CaughtUpOptions): Promise<View> => {
  checkFollowing(source, options)
  membersOf<CaughtUpOptions>({ contracts: listOf(aContract), view: anything, 'signal?': anything })(
    options,
    '',
  )
  const { contracts, view, signal } = options
  const round = roundsOf(source, options)
  let step = await round(view, contracts)
  for (let tries = 1; step.next === 'more' || step.next === 'again'; ) {
    if (step.next === 'again') {
      if (tries++ === TRIES)
        throw sourceError('SOURCE_UNSETTLED', {
          field: 'source',
          expected: `the view's blocks, and what belongs to them, from ${source.name}`,
          received: 'others, each time',
          source: source.name,
        })
      await pause(SHORTEST_PAUSE, signal)
    }
    step = await round(step.view, contracts)
  }
  return step.view
}
