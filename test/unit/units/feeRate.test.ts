import { describe, expect, it } from 'vitest'
import { feeFor, formatFeeRate, readFeeRate, satsPerVb } from '../../../src/units/feeRate.js'
import { refusalOf } from '../../support/thrown.js'

describe('a fee rate', () => {
  it('is held as satoshis per 1000 virtual bytes', () => {
    expect(satsPerVb('2.5')).toBe(2500n)
    expect(satsPerVb('0.1')).toBe(100n)
  })

  it('prints as it was written', () => {
    for (const text of ['0.1', '1', '2.5', '1000000', '0.001'])
      expect(formatFeeRate(satsPerVb(text))).toBe(text)
  })

  it.each(['', '-1', '1.', '.5', '1.0001', '1e3', '01', ' 1', 'NaN'])('refuses %j', (text) => {
    expect(() => satsPerVb(text)).toThrow(expect.objectContaining({ code: 'FEE_RATE_MALFORMED' }))
  })

  it('refuses zero and rates beyond all reason', () => {
    for (const text of ['0', '0.000', '1000000.001'])
      expect(() => satsPerVb(text)).toThrow(expect.objectContaining({ code: 'FEE_RATE_OUT_OF_RANGE' }))
  })

  it('of an option is one that was made, or its text, and nothing else', () => {
    expect(readFeeRate(satsPerVb('2.5'))).toBe(2500n)
    expect(readFeeRate('2.5')).toBe(2500n)
    const refusal = (rate: unknown) =>
      // callers from JavaScript pass anything
      refusalOf(() => readFeeRate(rate as string, 'feeRateFloor'))
    expect([2.5, 0n, -1n, 1_000_000_001n, undefined, '1e3'].map(refusal)).toMatchInlineSnapshot(`
      [
        "FEE_RATE_MALFORMED feeRateFloor: expected satoshis per virtual byte as text such as "2.5", at most three decimals, received 2.5",
        "FEE_RATE_OUT_OF_RANGE feeRateFloor: expected more than 0 and at most 1000000 sat/vB, received 0",
        "FEE_RATE_OUT_OF_RANGE feeRateFloor: expected more than 0 and at most 1000000 sat/vB, received -1",
        "FEE_RATE_OUT_OF_RANGE feeRateFloor: expected more than 0 and at most 1000000 sat/vB, received 1000000001",
        "FEE_RATE_MALFORMED feeRateFloor: expected satoshis per virtual byte as text such as "2.5", at most three decimals, received nothing",
        "FEE_RATE_MALFORMED feeRateFloor: expected satoshis per virtual byte as text such as "2.5", at most three decimals, received "1e3"",
      ]
    `)
    expect(readFeeRate('1000000')).toBe(readFeeRate(1_000_000_000n as ReturnType<typeof satsPerVb>))
  })

  it('rounds virtual bytes up, then the fee', () => {
    expect(feeFor(444, satsPerVb('1'))).toBe(111n)
    expect(feeFor(445, satsPerVb('1'))).toBe(112n)
    expect(feeFor(444, satsPerVb('0.1'))).toBe(12n)
  })
})
