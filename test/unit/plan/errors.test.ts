import { expect, it } from 'vitest'
import { planError } from '../../../src/plan/errors.js'

it('the codes of plan keep their names and kinds', () => {
  expect(planError.codes).toMatchInlineSnapshot(`
    {
      "CONFIRMATIONS_MALFORMED": "input",
      "FEE_OVER_AMOUNT": "input",
      "FEE_RATE_CAP": "input",
      "FEE_RATE_FLOOR": "input",
      "FEE_SHARE_CAP": "input",
      "FUNDED_AGREEMENTS_MIXED": "input",
      "FUNDED_AMOUNT": "state",
      "FUNDED_DUPLICATE": "input",
      "FUNDED_LOCKS_MIXED": "input",
      "FUNDED_NONE": "input",
      "FUNDED_UNCONFIRMED": "state",
      "OUTCOME_PATH": "input",
      "OUTCOME_UNPAYABLE": "limit",
      "OUTPUT_DUST": "limit",
      "PLAN_JSON_DIFFERENT": "mismatch",
      "RELOCK_PARTY_REPLACED": "mismatch",
      "RELOCK_TARGET": "input",
      "RELOCK_UNACCEPTED": "state",
      "ROLE_MISSING": "input",
      "SPEND_TOO_HEAVY": "limit",
      "SPLIT_DUST": "limit",
      "SPLIT_MALFORMED": "input",
      "VIA_ADDRESS": "mismatch",
      "VIA_AMOUNT": "mismatch",
      "VIA_NETWORK": "mismatch",
      "VIA_UNKNOWN": "mismatch",
    }
  `)
})
