import { branchOf } from '../../paths/branches.js'
import { ENGLISH_POWERS } from '../../sentences/english/powers.js'
import { wayOf } from '../../sentences/powers.js'
import { pathNumber } from '../../words.js'
import type { Difference } from '../lifted.js'
import { englishVoice } from '../phrases.js'
import { FORMS } from './assign.js'
import type { LeafShape, SignedLeaf } from './shape.js'

/** A leaf that has been found to be a path. */
export interface NamedLeaf {
  /** `leaf 3`. */
  readonly subject: string
  readonly leaf: LeafShape
  readonly name: SignedLeaf
}

/**
 * Leaves whose keys are not on the branches that are due: along the leaves in which a role stands they count 0, 2, 4 …
 * and below them comes the index alone. Bare keys have no branch.
 */
export const branchDifferences = (named: readonly NamedLeaf[]): readonly Difference[] => {
  const places = named.map(({ name }) => ({ number: pathNumber(name), parties: FORMS[name].parties }))
  return named.flatMap(({ subject, leaf, name }) =>
    FORMS[name].parties.flatMap((role, at): readonly Difference[] => {
      const due = branchOf(places, { leaf: { number: pathNumber(name), parties: [] }, role })
      const ways = (leaf.signers[at]?.keys ?? []).map(({ source }) => source?.steps ?? [])
      return ways.every(({ length, 0: branch }) => length === 0 || (length === 2 && branch === due))
        ? []
        : [
            {
              code: 'LEAF_BRANCH_WRONG',
              subject,
              text: `The ${subject} is for ${ENGLISH_POWERS.way(wayOf(name), englishVoice())} (${name}), where the keys of the ${role} are children ${due}/index, and it has others.`,
            },
          ]
    }),
  )
}
