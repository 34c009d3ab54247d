import { describe, expect, it } from 'vitest'
import { feeRateOfCoins } from '../../../src/chain/coins.js'
import { parseExactJson } from '../../../src/chain/exactJson.js'
import { coinsOfSats, satsOfCoins } from '../../../src/units/coins.js'

describe('exact JSON', () => {
  it('keeps every digit of a decimal', () => {
    expect(parseExactJson('[20999999.97690000, 0.10000000,-0.00000001,4.65e-10, 1E5]')).toEqual([
      '20999999.97690000',
      '0.10000000',
      '-0.00000001',
      '4.65e-10',
      '1E5',
    ])
  })

  it('keeps integers as numbers while they are exact, and as text beyond', () => {
    expect(parseExactJson('{"a":-7,"b":999999999999999,"c":9007199254740993}')).toEqual({
      a: -7,
      b: 999999999999999,
      c: '9007199254740993',
    })
  })

  it.each([
    '"0.5"',
    '"a 1.5 b"',
    '"\\"1.5"',
    '"\\\\"',
    '["\\\\",1,"\\\\\\"2.5"]',
    '{"1.5":"x","e":[true,false,null]}',
    '""',
    '  7 ',
  ])('reads %s as usual', (text) => {
    expect(parseExactJson(text)).toEqual(JSON.parse(text))
  })

  it.each(['', '{', '"abc', '"abc\\"', '01', '1.', '.5', 'NaN', '[1.5', '1.5.5', '"a"1.5', '{"a":1.5e}'])(
    'refuses %j',
    (text) => {
      expect(() => parseExactJson(text)).toThrow(SyntaxError)
    },
  )

  it('looks at each character of a hostile text a bounded number of times', () => {
    const length = 400_000
    for (const text of [
      `"${'\\"'.repeat(length / 2)}`,
      `"${'\\'.repeat(length)}`,
      '"'.repeat(length),
      '1'.repeat(length),
    ])
      expect(() => parseExactJson(text)).not.toThrow(RangeError)
  })
})

describe('coins', () => {
  it.each([
    ['0.00000001', 1n],
    ['20999999.9769', 2_099_999_997_690_000n],
    ['21000000', 2_100_000_000_000_000n],
    ['1e-8', 1n],
    ['1.5E+2', 15_000_000_000n],
    ['10e-9', 1n],
    ['0', 0n],
  ])('%s are %s satoshis', (coins, amount) => {
    expect(satsOfCoins(coins)).toBe(amount)
  })

  it.each([
    '-1',
    '0.000000001',
    '1e-9',
    '21000000.00000001',
    '1e9',
    '',
    '.5',
    '1.',
    'x',
    '1e99',
    '123456789',
  ])('%j are none', (coins) => {
    expect(satsOfCoins(coins)).toBeUndefined()
  })

  it('are written with all eight places', () => {
    expect(coinsOfSats(1n)).toBe('0.00000001')
    expect(coinsOfSats(2_099_999_997_690_000n)).toBe('20999999.97690000')
    expect(coinsOfSats(0n)).toBe('0.00000000')
  })

  it('per 1000 virtual bytes are a fee rate', () => {
    expect(feeRateOfCoins('0.00001000')).toBe(1000n)
  })
})
