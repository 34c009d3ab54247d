import { expect, it } from 'vitest'
import { recoveryError } from '../../../src/recovery/errors.js'

it('the codes of recovery keep their names and kinds', () => {
  expect(recoveryError.codes).toMatchInlineSnapshot(`
    {
      "RECOVERY_ROLE": "input",
    }
  `)
})
