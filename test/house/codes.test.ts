import { FINDINGS } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { errorCodes } from '../../scripts/api/report.js'

/** Findings with the name of an error, and what both say. */
const SHARED: Readonly<Record<string, string>> = {
  LOCK_KINDS_MIXED: 'blocks and times in one: refused in an agreement, found in the scripts of an output',
  OUTCOME_UNPAYABLE:
    'an outcome that cannot pay: refused as a plan, found in an agreement before anybody plans',
  SECRET_WRONG: 'a secret that opens nothing: refused of a caller, found in a spend',
  SIGNATURE_INVALID:
    'a signature that does not hold: refused where spends are collected, found in one that is shown',
  TREE_TOO_DEEP: 'a tree that is too deep: refused of a builder, found in an output',
}

it('every error code says what it means: whoever meets it looks there for who is at fault and what to do', async () => {
  const silent = [...(await errorCodes())].filter(([, { means }]) => means === '')
  expect(silent.map(([code]) => code)).toEqual([])
})

it('a finding has the code of an error only where both say the same: whoever reads codes takes them for one cause', async () => {
  const errors = await errorCodes()
  expect(
    Object.keys(FINDINGS)
      .filter((code) => errors.has(code))
      .sort(),
  ).toEqual(Object.keys(SHARED).sort())
})
