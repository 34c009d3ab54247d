import { describe, expect, it } from 'vitest'
import { assertDistinctKeys, duplicateKeys } from '../../../src/keys/distinct.js'
import { concat } from '../../../src/units/bytes.js'
import { master } from '../../support/accounts.js'

const key = master(7).publicKey
const other = master(8).publicKey
const x = key.subarray(1)

describe('the keys of an agreement', () => {
  it('may all be different', () => {
    expect(() =>
      assertDistinctKeys([
        { publicKey: key, field: 'employer.keys[0]' },
        { publicKey: other, field: 'worker.keys[0]' },
      ]),
    ).not.toThrow()
  })

  it.each([
    ['twice', key],
    ['also negated', concat(Uint8Array.of(key[0] === 2 ? 3 : 2), x)],
    ['also x-only', x],
  ])('may not hold one key %s', (_, again) => {
    expect(() =>
      assertDistinctKeys([
        { publicKey: key, field: 'employer.keys[0]' },
        { publicKey: other, field: 'worker.keys[0]' },
        { publicKey: again, field: 'arbiter.keys[1]' },
      ]),
    ).toThrow(
      expect.objectContaining({
        code: 'KEY_DUPLICATE',
        data: expect.objectContaining({ field: 'arbiter.keys[1]', other: 'employer.keys[0]' }),
      }),
    )
  })

  it('are all told where several repeat', () => {
    const keys = [key, other, x, key, other].map((publicKey, at) => ({ publicKey, field: String(at) }))
    expect(duplicateKeys(keys).map(({ data }) => [data.field, 'other' in data && data.other])).toEqual([
      ['2', '0'],
      ['3', '0'],
      ['4', '1'],
    ])
  })
})
