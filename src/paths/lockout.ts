import type { Agreement, Party } from '../agreement/types.js'
import type { ChainMoment } from './deadlines.js'
import { TWO_YEARS } from './margins.js'
import { openingOf } from './opening.js'
import { pathsOf } from './paths.js'
import type { Path } from './types.js'

/** What opens in thousands of years is no way out; what nobody can tell may be one. */
const opensInTime = ({ lock }: Path, at: ChainMoment | undefined): boolean => {
  const opening = lock && openingOf(lock, at)
  return opening === undefined || opening.left <= TWO_YEARS[opening.unit]
}

/**
 * The party that a milestone can lock out: should the other one vanish, no path that this one can take, alone or with
 * an arbiter, opens within two years. A secret does not help: it is the other party's to hand over.
 *
 * @param options `at`: the tip of the chain; without it absolute locks count as ways out, whenever they open
 */
export const lockedOut = (
  agreement: Agreement,
  { milestone, at }: { readonly milestone: number; readonly at?: ChainMoment | undefined },
): Party | undefined => {
  const paths = pathsOf(agreement, milestone).filter((path) => opensInTime(path, at))
  const hasWay = (party: Party): boolean => {
    const other = party === 'employer' ? 'worker' : 'employer'
    return paths.some(
      ({ parties, secretHash }) =>
        parties.includes(party) && !parties.includes(other) && secretHash === undefined,
    )
  }
  return (['employer', 'worker'] as const).find((party) => !hasWay(party))
}
