import { describe, expect, it } from 'vitest'
import { branchOf } from '../../../src/paths/branches.js'
import { leavesOf } from '../../../src/paths/paths.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { ROLES } from '../../../src/words.js'
import { everyPathDocument } from '../../support/contracts.js'
import { type Json, plainDocument } from '../../support/documents.js'

/** For each role the branches of the leaves in which it stands, by their numbers. */
const branchesOf = (document: Json) => {
  const leaves = leavesOf(parseAgreement(JSON.stringify(document)), 0)
  const backwards = leaves.toReversed()
  return Object.fromEntries(
    ROLES.map((role) => [
      role,
      leaves
        .filter(({ parties }) => parties.includes(role))
        .map((leaf) => [leaf.number, branchOf(backwards, { leaf, role })]),
    ]),
  )
}

describe('the branches of a role', () => {
  it('count 0, 2, 4 … along the leaves in which it stands', () => {
    const document = everyPathDocument('blocks', {
      from: 144,
      backupFrom: 4320,
      silence: 8640,
      rescue: 17_280,
      decision: 1008,
    })
    expect(branchesOf(document)).toEqual({
      employer: [
        [1, 0],
        [3, 2],
        [4, 4],
        [8, 6],
      ],
      worker: [
        [1, 0],
        [2, 2],
        [5, 4],
        [6, 6],
        [7, 8],
      ],
      arbiter: [
        [2, 0],
        [3, 2],
      ],
      backupArbiter: [
        [7, 0],
        [8, 2],
      ],
    })
  })

  it('have no gap where a path is absent, and reach at most 8: 18 stays with acceptances', () => {
    expect(branchesOf(plainDocument())).toEqual({
      employer: [
        [1, 0],
        [4, 2],
      ],
      worker: [[1, 0]],
      arbiter: [],
      backupArbiter: [],
    })
  })
})
