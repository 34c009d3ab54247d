import { expect, it } from 'vitest'
import { deedError } from '../../../src/deeds/errors.js'

it('the codes of deeds keep their names and kinds', () => {
  expect(deedError.codes).toMatchInlineSnapshot(`
    {
      "AUDIT_PREVOUT": "input",
      "SPEND_FEE_NEGATIVE": "mismatch",
      "SPEND_LOCK_TIME": "mismatch",
      "SPEND_OUTPUTS": "mismatch",
      "SPEND_SEQUENCE": "mismatch",
      "SPEND_VERSION": "mismatch",
    }
  `)
})
