import { expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { compileFragment, formatMiniscript, mapKeys } from '../../src/script/miniscript.js'
import { parseMiniscript } from '../../src/script/parse.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly miniscript: string
  readonly tapscriptValid: boolean
  readonly scriptHex?: string | null
}

/** The vectors with fragments of this library, as far as the library has them: all others it refuses. */
const OURS = /^(?:and_v\(v:|pk\((?=[0-9a-f])|multi_a\(|older\(|after\(|sha256\(|[0-9a-f,)])+$/
/** `1` and `0` are Miniscript, but none of ours. */
const CONSTANT = /[(,:][01][),]/

const isOurs = ({ miniscript }: Vector): boolean =>
  OURS.test(miniscript) && !CONSTANT.test(miniscript.replaceAll(/multi_a\(\d+,/g, 'multi_a('))

/** Keys of the vectors are compressed points; a tapscript holds their last 32 bytes. */
const xOnly = (key: string): Uint8Array => fromHex(key)!.subarray(1)

describeVectors<Vector[]>('bip379-miniscript-tapscript.json', 'BIP 379', (vectors) => {
  const ours = vectors.filter(isOurs)
  const others = vectors.filter((vector) => !isOurs(vector))

  it('has vectors of our fragments, and others', () => {
    expect([vectors.length, ours.length, others.length]).toEqual([97, 4, 93])
  })

  it.each(ours)('$miniscript is read and compiled', ({ miniscript, tapscriptValid, scriptHex }) => {
    expect(tapscriptValid).toBe(true)
    const fragment = parseMiniscript(miniscript)
    expect(formatMiniscript(fragment)).toBe(miniscript)
    const script = toHex(compileFragment(mapKeys(fragment, xOnly)))
    if (typeof scriptHex === 'string') expect(script).toBe(scriptHex)
  })

  it.each(others.map(({ miniscript }) => [miniscript.slice(0, 60), miniscript]))(
    '%s is none of ours',
    (_, miniscript) => {
      expect(() => parseMiniscript(miniscript)).toThrow(EscrowError)
    },
  )

  it('names the locks that are valid there and lock nothing', () => {
    expect(() => parseMiniscript('older(2147483647)')).toThrow(
      expect.objectContaining({ code: 'MINISCRIPT_LOCK' }),
    )
  })
})
