import { expect, it } from 'vitest'
import { psbtError } from '../../../src/psbt/errors.js'

it('the codes of psbt keep their names and kinds', () => {
  expect(psbtError.codes).toMatchInlineSnapshot(`
    {
      "PSBT_DUPLICATE_ROW": "input",
      "PSBT_LENGTH_NOT_MINIMAL": "input",
      "PSBT_LOCK_TIMES_CONFLICT": "input",
      "PSBT_MAGIC": "input",
      "PSBT_MAP_COUNT": "internal",
      "PSBT_NOT_BASE64": "input",
      "PSBT_ROW_MALFORMED": "input",
      "PSBT_ROW_MISSING": "input",
      "PSBT_ROW_OTHER_VERSION": "input",
      "PSBT_TOO_LARGE": "input",
      "PSBT_TRAILING_BYTES": "input",
      "PSBT_TRANSACTION_MISSING": "input",
      "PSBT_TRANSACTION_SIGNED": "input",
      "PSBT_TRUNCATED": "input",
      "PSBT_VERSION": "input",
      "TRANSACTION_DUPLICATE_INPUT": "input",
      "TRANSACTION_MALFORMED": "input",
      "TRANSACTION_TOO_LARGE": "input",
    }
  `)
})
