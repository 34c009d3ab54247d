import { describe, expect, it } from 'vitest'
import { feeFor, formatFeeRate, satsPerVb } from '../../../src/units/feeRate.js'

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

  it('rounds virtual bytes up, then the fee', () => {
    expect(feeFor(444, satsPerVb('1'))).toBe(111n)
    expect(feeFor(445, satsPerVb('1'))).toBe(112n)
    expect(feeFor(444, satsPerVb('0.1'))).toBe(12n)
  })
})
