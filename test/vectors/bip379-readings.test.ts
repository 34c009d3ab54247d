import { readScript } from 'taproot-escrow/audit'
import { expect, it } from 'vitest'
import { compileAnyMiniscript } from '../../src/audit/lift/miniscript.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { meaningOf } from '../support/policy.js'
import { waysOf } from '../support/readWays.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly miniscript: string
  readonly tapscriptValid: boolean
  readonly scriptHex?: string | null
}

const KEY = /0[23]([0-9a-f]{64})/g

describeVectors<Vector[]>('bip379-miniscript-tapscript.json', 'BIP 379, read from bytes', (vectors) => {
  const valid = vectors.filter(({ tapscriptValid }) => tapscriptValid)

  it.each(valid)('$miniscript means what its script says', ({ miniscript, scriptHex }) => {
    const xOnly = miniscript.replace(KEY, '$1')
    const script = compileAnyMiniscript(xOnly)!
    if (typeof scriptHex === 'string') expect(toHex(script)).toBe(scriptHex)
    const keys = [...xOnly.matchAll(/pk_?h\(([0-9a-f]{64})\)/g)].map(([, key]) => fromHex(key!)!)
    expect(waysOf(readScript(script, { keys }))).toEqual(meaningOf(xOnly))
  })
})
