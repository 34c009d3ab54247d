import type { Agreement, Party } from '../agreement/types.js'
import { pathsOf } from './paths.js'

/**
 * The party that a milestone can lock out for good: should the other one vanish, no path is left that this one can
 * take, alone or with an arbiter. A secret does not help: it is the other party's to hand over.
 */
export const lockedOut = (agreement: Agreement, milestone: number): Party | undefined => {
  const paths = pathsOf(agreement, milestone)
  const hasWay = (party: Party): boolean => {
    const other = party === 'employer' ? 'worker' : 'employer'
    return paths.some(
      ({ parties, secretHash }) =>
        parties.includes(party) && !parties.includes(other) && secretHash === undefined,
    )
  }
  return (['employer', 'worker'] as const).find((party) => !hasWay(party))
}
