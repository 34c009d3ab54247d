import { expect, it } from 'vitest'
import { pathError } from '../../../src/paths/errors.js'

it('the codes of paths keep their names and kinds', () => {
  expect(pathError.codes).toMatchInlineSnapshot(`
    {
      "AMOUNT_DUST": "input",
      "ARBITER_FEE_DUST": "input",
      "ARBITER_FEE_OVER_AMOUNT": "input",
      "BACKUP_FROM_MISSING": "input",
      "BACKUP_FROM_TOO_EARLY": "input",
      "BACKUP_FROM_WITHOUT_BACKUP": "input",
      "BACKUP_WITHOUT_ARBITER": "input",
      "DECISION_UNIT": "input",
      "DISPUTE_MISSING": "input",
      "DISPUTE_WITHOUT_ARBITER": "input",
      "KEY_PATH_NEEDS_EXTENDED_KEYS": "input",
      "LOCK_KINDS_MIXED": "input",
      "MILESTONE_INDEX_OUT_OF_RANGE": "input",
      "MILESTONE_UNKNOWN": "input",
      "PAYEE_REPEATED": "input",
      "RESCUE_TOO_EARLY": "input",
      "SECRET_HASH_REPEATED": "input",
      "SHARES_SUM": "input",
      "SILENCE_TOO_EARLY": "input",
      "WEIGHT_PATH_ABSENT": "input",
    }
  `)
})
