import { describe, expect, it } from 'vitest'
import { aggregateKeys, aggregateNode, sortKeys } from '../../../src/keys/aggregate.js'
import { toHex } from '../../../src/units/bytes.js'
import { master } from '../../support/accounts.js'

const [first, second] = [master(4).publicKey, master(5).publicKey] as const

describe('a MuSig2 aggregate', () => {
  it('depends on the order of its keys unless they are sorted', () => {
    expect(aggregateKeys([first, second])).not.toEqual(aggregateKeys([second, first]))
    expect(aggregateKeys(sortKeys([first, second]))).toEqual(aggregateKeys(sortKeys([second, first])))
  })

  it('needs a key', () => {
    expect(() => aggregateKeys([])).toThrow(expect.objectContaining({ code: 'KEY_AGGREGATE_EMPTY' }))
  })

  it('names the key that is none', () => {
    for (const bad of [new Uint8Array(33).fill(2, 0, 1), first.subarray(1), new Uint8Array()])
      expect(() => aggregateKeys([first, bad], 'participants')).toThrow(
        expect.objectContaining({
          code: 'KEY_AGGREGATE_MEMBER',
          data: expect.objectContaining({ field: 'participants[1]', index: 1 }),
        }),
      )
  })

  it('derives its children under the fixed chain code', () => {
    expect(toHex(aggregateNode(first).chainCode)).toBe(
      '868087ca02a6f974c4598924c36b57762d32cb45717167e300622c7167e38965',
    )
  })
})
