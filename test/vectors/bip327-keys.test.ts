import { expect, it } from 'vitest'
import { aggregateKeys, sortKeys } from '../../src/keys/aggregate.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface KeyAgg {
  readonly pubkeys: readonly string[]
  readonly valid_test_cases: readonly { readonly key_indices: readonly number[]; readonly expected: string }[]
  readonly error_test_cases: readonly {
    readonly key_indices: readonly number[]
    readonly tweak_indices: readonly number[]
    readonly error: { readonly type: string; readonly signer?: number }
    readonly comment: string
  }[]
}

interface KeySort {
  readonly pubkeys: readonly string[]
  readonly sorted_pubkeys: readonly string[]
}

const bytes = (hex: string): Uint8Array => fromHex(hex)!

describeVectors<KeyAgg>('bip327-key_agg_vectors.json', 'BIP 327 KeyAgg', (data) => {
  const pick = (indices: readonly number[]): Uint8Array[] =>
    indices.map((index) => bytes(data.pubkeys[index]!))

  it.each(data.valid_test_cases)('aggregates keys $key_indices', ({ key_indices, expected }) => {
    expect(toHex(aggregateKeys(pick(key_indices)).subarray(1))).toBe(expected.toLowerCase())
  })

  const withoutTweak = data.error_test_cases.filter(({ tweak_indices }) => tweak_indices.length === 0)
  it.each(withoutTweak)('refuses keys $key_indices: $comment', ({ key_indices, error }) => {
    expect(() => aggregateKeys(pick(key_indices))).toThrow(
      expect.objectContaining({
        code: 'KEY_AGGREGATE_MEMBER',
        data: expect.objectContaining({ index: error.signer }),
      }),
    )
  })

  it('leaves the two errors of tweaks to signing', () => {
    expect(data.error_test_cases.length - withoutTweak.length).toBe(2)
  })
})

describeVectors<KeySort>('bip327-key_sort_vectors.json', 'BIP 327 KeySort', ({ pubkeys, sorted_pubkeys }) => {
  it('sorts keys by their bytes', () => {
    expect(sortKeys(pubkeys.map(bytes)).map(toHex)).toEqual(sorted_pubkeys.map((key) => key.toLowerCase()))
  })
})
