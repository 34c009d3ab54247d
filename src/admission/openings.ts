import type { Contract } from '../contract/contract.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { type Maturity, openingOf } from '../paths/opening.js'
import type { LeafPath } from '../paths/types.js'

/** A path by which one party alone can take a contract that is paid now. */
export interface LoneOpening {
  readonly path: LeafPath
  /**
   * Counted from the confirmation, or from the tip. Absent where no clock decides (a secret does), or where the tip is
   * not known.
   */
  readonly opening?: Maturity
}

/** Who alone can take a contract that is paid now, and from when. */
export const loneOpenings = ({ leaves }: Contract, at: ChainMoment | undefined): readonly LoneOpening[] =>
  leaves.flatMap(({ path }): readonly LoneOpening[] => {
    if (path.parties.length !== 1) return []
    const opening = path.lock && openingOf(path.lock, at)
    return [{ path, ...(opening && { opening }) }]
  })
