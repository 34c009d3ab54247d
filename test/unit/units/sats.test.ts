import { describe, expect, it } from 'vitest'
import { MAX_SATS, sats, sumSats } from '../../../src/units/sats.js'
import { thrown } from '../../support/thrown.js'

describe('an amount', () => {
  it('is at least nothing and at most all coins', () => {
    expect(sats(0n)).toBe(0n)
    expect(sats('0')).toBe(0n)
    expect(sats('2100000000000000')).toBe(MAX_SATS)
    expect(sats(MAX_SATS)).toBe(2_100_000_000_000_000n)
  })

  it.each([
    ['2100000000000001', 'AMOUNT_OVER_SUPPLY'],
    [MAX_SATS + 1n, 'AMOUNT_OVER_SUPPLY'],
    ['9'.repeat(17), 'AMOUNT_OVER_SUPPLY'],
    ['9'.repeat(400_000), 'AMOUNT_OVER_SUPPLY'],
    ['-1', 'AMOUNT_NEGATIVE'],
    [-1n, 'AMOUNT_NEGATIVE'],
    ['-0', 'AMOUNT_NEGATIVE'],
    ['', 'AMOUNT_NOT_INTEGER'],
    [' 1', 'AMOUNT_NOT_INTEGER'],
    ['1\n', 'AMOUNT_NOT_INTEGER'],
    ['+1', 'AMOUNT_NOT_INTEGER'],
    ['01', 'AMOUNT_NOT_INTEGER'],
    ['1.0', 'AMOUNT_NOT_INTEGER'],
    ['1e3', 'AMOUNT_NOT_INTEGER'],
    ['0x10', 'AMOUNT_NOT_INTEGER'],
    ['１', 'AMOUNT_NOT_INTEGER'],
    ['--1', 'AMOUNT_NOT_INTEGER'],
  ])('is not %s', (value, code) => {
    const error = thrown(() => sats(value, 'milestones[0].amount'))
    expect([error.code, error.kind, error.data.field]).toEqual([code, 'input', 'milestones[0].amount'])
    expect(error.message.length).toBeLessThan(200)
  })

  it.each([1000, 1.5, null, undefined, {}, true])('is not the JavaScript value %j', (value) => {
    // callers without types pass anything
    expect(thrown(() => sats(value as never)).code).toBe('AMOUNT_NOT_INTEGER')
  })
})

describe('a sum of amounts', () => {
  it('of none is nothing', () => {
    expect(sumSats([])).toBe(0n)
  })

  it('may be all coins and not one satoshi more', () => {
    expect(sumSats([MAX_SATS - 1n, 1n])).toBe(MAX_SATS)
    const error = thrown(() => sumSats([MAX_SATS, 1n], 'funded'))
    expect([error.code, error.data.field]).toEqual(['AMOUNT_OVER_SUPPLY', 'funded'])
  })
})
