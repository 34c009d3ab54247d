import type { Difference } from '../lifted.js'
import { fits, type Roles, SIGNED_LEAVES, withLeaf } from './assign.js'
import type { LeafShape, SignedLeaf } from './shape.js'

/** A leaf that found no path, by its number in the tree. */
interface Left {
  readonly subject: string
  readonly leaf: LeafShape
}

/**
 * Why the leaves cannot be the paths of one contract: each takes the first path that is free and whose roles it does
 * not contradict, and those that find none are told.
 */
export const diagnose = (
  leaves: readonly LeafShape[],
  isTerms: (leaf: LeafShape) => boolean,
): readonly Difference[] => {
  const taken = new Set<SignedLeaf>()
  const left: Left[] = []
  let roles: Roles = new Map()
  for (const [at, leaf] of leaves.entries()) {
    if (isTerms(leaf)) continue
    const name = SIGNED_LEAVES.find((one) => !taken.has(one) && fits(leaf, one) && withLeaf(roles, leaf, one))
    if (name === undefined) left.push({ subject: `leaf ${at + 1}`, leaf })
    else {
      taken.add(name)
      roles = withLeaf(roles, leaf, name) ?? roles
    }
  }
  return left.length > 0
    ? left.map((one) => reasonOf(one, taken))
    : [
        {
          code: 'LEAF_OF_NO_PATH',
          subject: 'tree',
          text: 'The leaves cannot be told apart as the paths of one contract.',
        },
      ]
}

const reasonOf = ({ subject, leaf }: Left, taken: ReadonlySet<SignedLeaf>): Difference => {
  const say = (code: Difference['code'], what: string): Difference => ({
    code,
    subject,
    text: `The ${subject} ${what}.`,
  })
  const possible = SIGNED_LEAVES.filter((name) => fits(leaf, name))
  if (possible.length === 0)
    return say('LEAF_OF_NO_PATH', 'asks for a combination that no path of a contract asks for')
  const free = possible.filter((name) => !taken.has(name))
  return free.length === 0
    ? say('PATH_TWICE', `is a second one of ${possible.join(' or ')}`)
    : say('LEAF_KEYS_WRONG', `has the form of ${free.join(' or ')}, but other keys stand in it`)
}
