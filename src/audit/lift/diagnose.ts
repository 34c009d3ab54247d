import type { Difference } from '../lifted.js'
import { fits, type Roles, SIGNED_LEAVES, withLeaf } from './assign.js'
import { branchPath, type LeafShape, type SignedLeaf } from './shape.js'

/**
 * Why the leaves cannot be the paths of one contract: each leaf is held against the path that its keys' branch
 * names, and against the roles that the leaves before it gave.
 */
export const diagnose = (
  leaves: readonly LeafShape[],
  isTerms: (leaf: LeafShape) => boolean,
): readonly Difference[] => {
  const differences: Difference[] = []
  const taken = new Set<SignedLeaf>()
  let roles: Roles = new Map()
  for (const [at, leaf] of leaves.entries()) {
    if (isTerms(leaf)) continue
    const subject = `leaf ${at + 1}`
    const say = (code: Difference['code'], what: string): void => {
      differences.push({ code, subject, text: `The ${subject} ${what}.` })
    }
    const path = branchPath(leaf)
    if (path === undefined) {
      if (!SIGNED_LEAVES.some((name) => fits(leaf, name)))
        say('LEAF_OF_NO_PATH', 'asks for a combination that no path of a contract asks for')
      continue
    }
    if (path === 'none') {
      say('LEAF_BRANCH_WRONG', 'has keys of a branch that no path has')
      continue
    }
    if (!fits(leaf, path)) {
      say('LEAF_BRANCH_WRONG', `has keys of the branch of ${path}, and asks for something else`)
      continue
    }
    if (taken.has(path)) say('PATH_TWICE', `is a second one of ${path}`)
    taken.add(path)
    const next = withLeaf(roles, leaf, path)
    if (next === undefined) say('LEAF_KEYS_WRONG', `is ${path} by its branch, but other keys stand in it`)
    else roles = next
  }
  return differences.length > 0
    ? differences
    : [
        {
          code: 'LEAF_OF_NO_PATH',
          subject: 'tree',
          text: 'The leaves cannot be told apart as the paths of one contract.',
        },
      ]
}
