import { expect, it } from 'vitest'
import { spendError } from '../../../src/spend/errors.js'

it('the codes of spend keep their names and kinds', () => {
  expect(spendError.codes).toMatchInlineSnapshot(`
    {
      "BUMP_REPLACES": "input",
      "BUMP_TOO_LITTLE": "limit",
      "EXPECTATION_VAGUE": "input",
      "RELOCK_REST": "input",
      "REVIEW_REFUSED": "state",
      "SECRET_MALFORMED": "input",
      "SECRET_WRONG": "input",
      "SIGNATURE_FOREIGN": "mismatch",
      "SIGNATURE_INVALID": "mismatch",
      "SIGNATURE_MISSING": "state",
      "SIGNATURE_PREIMAGE_MISSING": "state",
      "SIGNATURE_SIZE": "mismatch",
      "SIGNER_FAILED": "input",
      "SIGNER_NOT_NEEDED": "state",
      "SIGNER_NO_KEY": "input",
      "SPEND_CONTROL_BLOCK": "mismatch",
      "SPEND_DIFFERENT": "mismatch",
      "SPEND_FINAL_WITNESS": "mismatch",
      "SPEND_INPUT_FOREIGN": "mismatch",
      "SPEND_INPUT_MISSING": "mismatch",
      "SPEND_INTERNAL_KEY": "mismatch",
      "SPEND_LEAF_UNKNOWN": "mismatch",
      "SPEND_MERKLE_ROOT": "mismatch",
      "SPEND_MODIFIABLE": "mismatch",
      "SPEND_NONCE_CHANGED": "mismatch",
      "SPEND_NONCE_INVALID": "mismatch",
      "SPEND_NONCE_MISSING": "state",
      "SPEND_NOT_BUILT": "input",
      "SPEND_NOT_COMPLETE": "input",
      "SPEND_PARTIAL_INVALID": "mismatch",
      "SPEND_PARTICIPANTS": "mismatch",
      "SPEND_PATH_IS_KEY": "input",
      "SPEND_PATH_NOT_KEY": "input",
      "SPEND_PATH_UNCLEAR": "mismatch",
      "SPEND_PLAN_BROKEN": "internal",
      "SPEND_PREIMAGE": "mismatch",
      "SPEND_PREVIOUS_DIFFERENT": "mismatch",
      "SPEND_SESSION_USED": "state",
      "SPEND_SIGHASH": "mismatch",
    }
  `)
})
