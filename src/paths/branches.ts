import type { Role } from '../words.js'
import type { LeafPath } from './types.js'

/** What of a leaf decides about branches. */
type Place = Pick<LeafPath, 'number' | 'parties'>

/**
 * The branch that a role's extended keys have in a leaf: child 2k of the account, where k is the number of leaves with
 * a smaller p in which the role stands. So no key stands in two leaves, and the branches of an account have no gaps.
 *
 * @param leaves all leaves of the contract, in any order
 */
export const branchOf = (
  leaves: readonly Place[],
  { leaf, role }: { readonly leaf: Place; readonly role: Role },
): number => 2 * leaves.filter(({ number, parties }) => number < leaf.number && parties.includes(role)).length
