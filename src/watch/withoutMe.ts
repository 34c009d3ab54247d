import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { anObject, aRole, membersOf } from '../given/check.js'
import { lockValue } from '../units/lock.js'
import type { Role } from '../words.js'
import type { ClockTip } from './clock.js'
import { openingsOf, type PathOpening } from './openings.js'
import type { View } from './types.js'

export interface WithoutMeOptions {
  /** Who is not asked. */
  readonly as: Role
  /** The tip of the chain, or a view. */
  readonly at: ClockTip | View
}

/** The locks of a contract are of one kind, so their numbers compare; nothing opens before 1. */
const startOf = ({ path: { lock } }: PathOpening): number => (lock === undefined ? 0 : lockValue(lock))

/**
 * How the money of a deposit can move without a role: every path that it does not sign, the soonest first, of those
 * that open at one moment first those that take fewer. The first is the moment from which the role has no say any
 * more; where none is told, it always has.
 *
 * A path with a `secretHash` counts as one that those who sign it can take: whoever made the secret may hand it over.
 * What the paths say is what the scripts say: coalitions read from their bytes (`matrixOf`) give the same moments.
 *
 * @param what the deposit, or a contract: see {@link openingsOf}
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `VIEW_NETWORK`
 * @example
 * const [first] = withoutMe(funded, { as: 'worker', at: { height, medianTime } })
 * if (first?.kind === 'waiting' && first.unit === 'blocks' && first.left < 144) warn(first.path.parties, first.from)
 */
export const withoutMe = (what: Contract | Funded, options: WithoutMeOptions): readonly PathOpening[] => {
  membersOf<WithoutMeOptions>({ as: aRole, at: anObject })(options, '')
  const { as, at } = options
  return openingsOf(what, at)
    .filter(({ path, kind }) => kind !== 'never' && !path.parties.includes(as))
    .sort(
      (left, right) =>
        startOf(left) - startOf(right) ||
        left.path.parties.length - right.path.parties.length ||
        left.path.number - right.path.number,
    )
}
