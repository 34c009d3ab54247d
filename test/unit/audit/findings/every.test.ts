import { FINDINGS } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { AGREEMENTS, USUAL } from '../../../support/provocations/agreements.js'
import { POISONS } from '../../../support/provocations/claims.js'
import { BY_THEMSELVES, DESCRIPTORS, PLANTED } from '../../../support/provocations/descriptors.js'
import { DISPUTED, SPENDS } from '../../../support/provocations/spends.js'

/** The codes of the tables; the tests of each table hold that the audit gives them. */
const provoked: readonly string[] = [
  ...USUAL,
  ...AGREEMENTS.map(({ code }) => code),
  ...POISONS.flatMap(({ codes }) => codes),
  ...[...DESCRIPTORS, ...BY_THEMSELVES].map(([, , code]) => code),
  PLANTED,
  ...SPENDS.map(({ code }) => code),
  DISPUTED.code,
]

it('every code of the catalogue is provoked by a test', () => {
  expect(Object.keys(FINDINGS).filter((code) => !provoked.includes(code))).toEqual([])
})
