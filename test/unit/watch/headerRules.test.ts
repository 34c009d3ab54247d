import { describe, expect, it } from 'vitest'
import { hasItsWork, type ParsedHeader } from '../../../src/watch/header.js'
import {
  type ChainName,
  chainOfNetwork,
  contextOf,
  headerFault,
  networkOfChain,
  requiredBits,
} from '../../../src/watch/headerRules.js'

type Below = Pick<ParsedHeader, 'hash' | 'time' | 'bits'>

/** Headers by their heights; what is not said is as the one at its height in `all`. */
const chainOf =
  (some: Readonly<Record<number, Partial<Below>>>, all: (height: number) => Below | undefined) =>
  (height: number) => {
    const usual = all(height)
    return some[height] === undefined ? usual : { hash: '', time: 0, bits: 0, ...usual, ...some[height] }
  }

const nothing = (): undefined => undefined

describe('the target of a block', () => {
  // blocks of mainnet, as in Bitcoin Core's tests of the rule (the last one's first time is made up there)
  it.each([
    ['rises with fewer hashes', 32256, 1261130161, 1262152739, 0x1d00ffff, 0x1d00d86a],
    ['never passes the easiest', 2016, 1231006505, 1233061996, 0x1d00ffff, 0x1d00ffff],
    ['falls to a quarter at most', 68544, 1279008237, 1279297671, 0x1c05a3f4, 0x1c0168fd],
    ['grows four times at most', 46368, 1263163443, 1269211443, 0x1c387f6f, 0x1d00e1fd],
  ])('%s at a change of mainnet', (_, height, first, last, bits, next) => {
    const at = chainOf({ [height - 2016]: { time: first }, [height - 1]: { time: last, bits } }, nothing)
    expect(requiredBits({ chain: 'mainnet', height, at }, last)).toBe(next)
    for (const off of [-1, 1])
      expect(
        headerFault(
          { hash: '00'.repeat(32), previous: '', merkleRoot: '', time: last, bits: next + off },
          { chain: 'mainnet', height, at, now: last },
        ),
      ).toMatchObject({ rule: 'TARGET' })
  })

  it.each([
    [2016, 1598918400, 1599332177, 0x1e0377ae, 503394215],
    [4032, 1599332844, 1600591200, 503394215, 503397348],
  ])('changes on signet at height %i', (height, first, last, bits, next) => {
    const at = chainOf({ [height - 2016]: { time: first }, [height - 1]: { time: last, bits } }, nothing)
    expect(requiredBits({ chain: 'signet', height, at }, last)).toBe(next)
  })

  const hard = 0x1b00ffff
  const easy = 0x1d00ffff

  it.each<[ChainName, number, number]>([
    ['mainnet', hard, hard],
    ['signet', hard, hard],
    ['testnet3', hard, easy],
    ['testnet4', hard, easy],
    ['regtest', 0x207fffff, 0x207fffff],
  ])('stays within a period of %s, or not, where a block is late', (chain, inTime, late) => {
    const place = { chain, height: 3000, at: chainOf({ 2999: { time: 5000, bits: hard } }, nothing) }
    expect(requiredBits(place, 6200)).toBe(inTime)
    expect(requiredBits(place, 6201)).toBe(late)
  })

  it.each<ChainName>(['testnet3', 'testnet4'])(
    'goes back to that of the last block in time on %s',
    (chain) => {
      const all = (height: number): Below => ({ hash: '', time: 600 * height, bits: easy })
      const place = (some: Readonly<Record<number, Partial<Below>>>) => ({
        chain,
        height: 3000,
        at: chainOf(some, all),
      })
      expect(requiredBits(place({ 2990: { bits: hard }, 2980: { bits: 0x1c00ffff } }), 0)).toBe(hard)
      // no further than the period's first
      expect(requiredBits(place({ 2016: { bits: hard }, 2015: { bits: 0x1c00ffff } }), 0)).toBe(hard)
      expect(requiredBits(place({ 2015: { bits: hard } }), 0)).toBe(easy)
    },
  )

  it('changes from the last block on testnet3, late or not, and from the first on testnet4', () => {
    const at = chainOf({ 2016: { time: 0, bits: hard }, 4031: { time: 1_209_600, bits: easy } }, nothing)
    expect(requiredBits({ chain: 'testnet3', height: 4032, at }, 0)).toBe(easy)
    expect(requiredBits({ chain: 'testnet4', height: 4032, at }, 0)).toBe(hard)
  })

  it('is unknown without the headers that say it', () => {
    expect(requiredBits({ chain: 'mainnet', height: 4032, at: nothing }, 0)).toBeUndefined()
    const at = chainOf({ 4031: { bits: hard } }, nothing)
    expect(requiredBits({ chain: 'mainnet', height: 4032, at }, 0)).toBeUndefined()
  })

  it('is known from the headers of the context', () => {
    expect([0, 5, 2015, 2016, 2020, 2026, 2027, 4031].map(contextOf)).toEqual([
      0, 0, 0, 2006, 2010, 2016, 2016, 2016,
    ])
  })
})

describe('the time of a block', () => {
  /** A header of regtest with its work. */
  const headerAt = (time: number): ParsedHeader => {
    const header = { hash: '00'.repeat(32), previous: 'below', merkleRoot: '', time, bits: 0x207fffff }
    expect(hasItsWork(header)).toBe(true)
    return header
  }
  const at = (height: number): Below | undefined =>
    height < 0
      ? undefined
      : { hash: height === 99 ? 'below' : '', time: 1000 + 10 * ((height * 7) % 11), bits: 0x207fffff }
  const place = { chain: 'regtest', height: 100, at, now: 100_000 } as const

  it('is above the median of the eleven before, whatever their order', () => {
    expect(headerFault(headerAt(1051), place)).toBeUndefined()
    expect(headerFault(headerAt(1050), place)).toMatchObject({ rule: 'TIME' })
  })

  it('is at most two hours ahead of the clock', () => {
    expect(headerFault(headerAt(107_200), place)).toBeUndefined()
    expect(headerFault(headerAt(107_201), place)).toEqual({
      rule: 'TIME',
      expected: 'a time at most two hours after 1970-01-02T03:46:40Z',
      received: '1970-01-02T05:46:41Z',
    })
  })

  it('is refused by a clock that says nothing', () => {
    expect(headerFault(headerAt(2000), { ...place, now: Number.NaN })).toMatchObject({ rule: 'TIME' })
  })

  it('is at most ten minutes back where a period of testnet4 begins', () => {
    const last = 5_000_000
    const below = (height: number): Below => ({
      hash: height === 2015 ? 'below' : '',
      time: height === 2015 ? last : 0,
      bits: 0x1d00ffff,
    })
    const first = { ...place, height: 2016, at: below, now: last }
    for (const [chain, time, rule] of [
      ['testnet4', last - 600, undefined],
      ['testnet4', last - 601, 'TIME'],
      ['testnet3', last - 601, undefined],
    ] as const) {
      const bits = requiredBits({ chain, height: 2016, at: below }, time) ?? 0
      expect(headerFault({ ...headerAt(time), bits }, { ...first, chain })?.rule).toBe(rule)
    }
  })

  it('cannot be judged without them', () => {
    const short = (height: number) => (height < 95 ? undefined : at(height))
    expect(headerFault(headerAt(2000), { ...place, at: short })).toMatchObject({
      rule: 'TIME',
      received: 'too few',
    })
  })
})

describe('a chain', () => {
  it('carries the agreements of its network', () => {
    expect((['mainnet', 'testnet', 'signet', 'regtest'] as const).map(chainOfNetwork)).toEqual([
      'mainnet',
      'testnet4',
      'signet',
      'regtest',
    ])
    expect((['testnet3', 'testnet4', 'signet'] as const).map(networkOfChain)).toEqual([
      'testnet',
      'testnet',
      'signet',
    ])
  })
})
