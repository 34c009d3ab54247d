import { expect, it } from 'vitest'
import { taprootError } from '../../../src/taproot/errors.js'

it('the codes of taproot keep their names and kinds', () => {
  expect(taprootError.codes).toMatchInlineSnapshot(`
    {
      "INTERNAL_KEY_INVALID": "input",
      "TREE_EMPTY": "internal",
      "TREE_TOO_DEEP": "limit",
      "TREE_WEIGHT_OUT_OF_RANGE": "input",
    }
  `)
})
