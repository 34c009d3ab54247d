import { FINDINGS } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { DIFFERENCES } from '../../../../src/audit/lifted.js'
import { readPage } from '../../../support/fencedCode.js'

/** Code and severity of each row of the table. */
const listed = [...readPage('docs/audit.md').matchAll(/^\| `([A-Z_]+)` \| (\w+) \| .+ \|$/gm)].map(
  ([, code, severity]) => ({ code, severity }),
)

describe('the catalogue of findings', () => {
  it('is the one that docs/audit.md lists, in its order', () => {
    expect(Object.entries(FINDINGS).map(([code, { severity }]) => ({ code, severity }))).toEqual(listed)
  })

  it('has every difference between an output and a contract', () => {
    expect(Object.keys(FINDINGS)).toEqual(expect.arrayContaining([...DIFFERENCES]))
  })
})
