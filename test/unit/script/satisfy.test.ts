import { describe, expect, it } from 'vitest'
import type { Fragment } from '../../../src/script/miniscript.js'
import { satisfactionLengths, satisfy, stackSlots, witnessLength } from '../../../src/script/satisfy.js'

const signatureOf = (key: string): Uint8Array => new Uint8Array(64).fill(key.charCodeAt(0))
const secret = new Uint8Array(32).fill(7)
const sha256: Fragment<string> = { type: 'sha256', hash: new Uint8Array(32) }
const pk = (key: string): Fragment<string> => ({ type: 'pk', key })
const list = (threshold: number, keys: string): Fragment<string> => ({
  type: 'multi_a',
  threshold,
  keys: [...keys],
})
const both = (left: Fragment<string>, right: Fragment<string>): Fragment<string> => ({
  type: 'and_v',
  left,
  right,
})

/** The stack in letters: a signature by its key, the secret as `s`, an empty push as a dot. */
const stackOf = (
  fragment: Fragment<string>,
  { signers, withSecret = false }: { signers: string; withSecret?: boolean },
) =>
  satisfy(fragment, {
    signature: (key) => (signers.includes(key) ? signatureOf(key) : undefined),
    preimage: () => (withSecret ? secret : undefined),
  })
    ?.map((item) => (item.length === 0 ? '.' : item === secret ? 's' : String.fromCharCode(item[0]!)))
    .join('')

describe('a witness', () => {
  it('of two keys has the first one on top, which runs first', () => {
    expect(stackOf(both(pk('E'), pk('W')), { signers: 'EW' })).toBe('WE')
  })

  it('lacks nothing or is none', () => {
    for (const signers of ['', 'E', 'W']) expect(stackOf(both(pk('E'), pk('W')), { signers })).toBeUndefined()
    expect(stackOf(both(pk('W'), sha256), { signers: 'W' })).toBeUndefined()
    expect(stackOf(both(pk('W'), sha256), { signers: '', withSecret: true })).toBeUndefined()
  })

  it('opens a hash below the signature', () => {
    expect(stackOf(both(pk('W'), sha256), { signers: 'W', withSecret: true })).toBe('sW')
  })

  it('says nothing about locks', () => {
    expect(stackOf(both(pk('E'), { type: 'older', value: 144 }), { signers: 'E' })).toBe('E')
    expect(stackOf(both(pk('E'), { type: 'after', value: 144 }), { signers: 'E' })).toBe('E')
  })

  it.each([1, 2, 3, 4])(
    'of %i of four takes the first that signed, in every subset, last key first',
    (threshold) => {
      const keys = 'ABCD'
      for (let subset = 0; subset < 16; subset++) {
        const signers = [...keys].filter((_, at) => (subset >> at) & 1).join('')
        const taken = signers.slice(0, threshold)
        const expected =
          signers.length < threshold
            ? undefined
            : [...keys]
                .reverse()
                .map((key) => (taken.includes(key) ? key : '.'))
                .join('')
        expect(stackOf(list(threshold, keys), { signers })).toBe(expected)
      }
    },
  )

  it('keeps two lists apart', () => {
    expect(stackOf(both(list(1, 'AB'), list(2, 'CDE')), { signers: 'BCE' })).toBe('E.CB.')
  })
})

/** Slots in letters: a signature by its key, the hash as `s`. */
const slotsOf = (fragment: Fragment<string>): string =>
  stackSlots(fragment)
    .map((slot) => ('key' in slot ? slot.key : 's'))
    .join('')

describe('what the items of a witness are for', () => {
  it.each([
    ['one key', pk('W'), 'W'],
    ['two keys, the first on top', both(pk('E'), pk('W')), 'WE'],
    ['a hash below the signature', both(pk('W'), sha256), 'sW'],
    ['a list of one', list(1, 'A'), 'A'],
    ['a list, last key first, whoever signs', list(2, 'ABC'), 'CBA'],
    ['two lists', both(list(1, 'AB'), list(2, 'CDE')), 'EDCBA'],
    ['a list behind a lock', both(both(list(2, 'AB'), pk('W')), { type: 'older', value: 1 } as const), 'WBA'],
    ['a lock alone', { type: 'after', value: 1 } as const, ''],
  ])('is told of %s', (_, fragment, slots) => {
    expect(slotsOf(fragment)).toBe(slots)
    expect(stackSlots(fragment)).toHaveLength(satisfactionLengths(fragment).length)
  })

  it('names the hash that is opened', () => {
    expect(stackSlots(sha256)).toEqual([{ hash: new Uint8Array(32) }])
  })

  it('fits what satisfies them, item by item', () => {
    const fragment = both(list(2, 'ABC'), both(pk('W'), sha256))
    const stack = stackOf(fragment, { signers: 'ACW', withSecret: true })!
    expect([slotsOf(fragment), stack]).toEqual(['sWCBA', 'sWC.A'])
  })
})

describe('the length of a witness', () => {
  const every: readonly (readonly [string, Fragment<string>])[] = [
    ['one key', pk('A')],
    ['a key and a secret', both(pk('A'), sha256)],
    ['a key and a lock', both(pk('A'), { type: 'older', value: 65_535 })],
    ['lists', both(list(2, 'ABC'), both(list(1, 'DE'), { type: 'after', value: 1 }))],
    ['a list of twenty', list(17, 'ABCDEFGHIJKLMNOPQRST')],
  ]

  it.each(every)('for %s is known before anybody signs, whoever signs', (_, fragment) => {
    const planned = satisfactionLengths(fragment)
    const sorted = (lengths: readonly number[]) => [...lengths].sort((left, right) => left - right)
    for (const dropped of ['', 'A', 'B', 'T']) {
      const stack = satisfy(fragment, {
        signature: (key) => (key === dropped ? undefined : signatureOf(key)),
        preimage: () => secret,
      })
      if (stack !== undefined) expect(sorted(stack.map(({ length }) => length))).toEqual(sorted(planned))
    }
  })

  it('counts its items and their lengths', () => {
    expect(witnessLength([])).toBe(1)
    expect(witnessLength([64])).toBe(66)
    expect(witnessLength([0, 252, 253])).toBe(1 + 1 + 253 + 3 + 253)
    expect(witnessLength(Array.from({ length: 253 }, () => 0))).toBe(3 + 253)
  })
})
