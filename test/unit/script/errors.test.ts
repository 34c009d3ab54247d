import { expect, it } from 'vitest'
import { scriptError } from '../../../src/script/errors.js'

it('the codes of script keep their names and kinds', () => {
  expect(scriptError.codes).toMatchInlineSnapshot(`
    {
      "MINISCRIPT_HASH_LENGTH": "input",
      "MINISCRIPT_LOCK": "input",
      "MINISCRIPT_MALFORMED": "input",
      "MINISCRIPT_THRESHOLD": "input",
      "MINISCRIPT_TOO_LARGE": "input",
      "SCRIPT_NOT_MINISCRIPT": "mismatch",
      "SCRIPT_TOO_MANY_KEYS": "limit",
      "SCRIPT_WITNESS_TOO_LARGE": "limit",
    }
  `)
})
