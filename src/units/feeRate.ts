import { shown } from '../errors.js'
import { aBigint, aWhole, type Check, checkThat } from '../given/check.js'
import { unitError } from './errors.js'
import { type Sats, sats } from './sats.js'

declare const feeRateBrand: unique symbol

/** A fee rate in satoshis per 1000 virtual bytes. */
export type FeeRate = bigint & { readonly [feeRateBrand]: true }

/** A fee rate as options take it: what {@link satsPerVb} made, or the text that it takes, such as `'2.5'`. */
export type FeeRateInput = FeeRate | string

/** The highest rate that can be written down at all: 1 million sat/vB. Caps for signing are far below. */
const MAX_RATE = 1_000_000_000n

const DECIMAL = /^(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,3}))?$/

const rateOrText: Check = /* @__PURE__ */ checkThat(
  "a fee rate such as '2.5', in satoshis per virtual byte",
  (value) => typeof value === 'bigint' || typeof value === 'string',
)

/** A rate of an option: its text, or what `satsPerVb` makes of it. */
export const aFeeRate: Check = (value, field) => {
  rateOrText(value, field)
  // the line above makes it one
  readFeeRate(value as FeeRateInput, field)
}

/**
 * A fee rate from satoshis per virtual byte, as a decimal string with at most three decimals.
 *
 * @throws EscrowError `FEE_RATE_MALFORMED`, `FEE_RATE_OUT_OF_RANGE` (zero, or over 1,000,000 sat/vB)
 * @example
 * satsPerVb('2.5') // 2500n, satoshis per 1000 vB
 */
export const satsPerVb = (rate: string): FeeRate => textRate(rate, 'feeRate')

/**
 * A fee rate of an option.
 *
 * @throws EscrowError `FEE_RATE_MALFORMED`, `FEE_RATE_OUT_OF_RANGE`, as {@link satsPerVb}
 */
export const readFeeRate = (rate: FeeRateInput, field = 'feeRate'): FeeRate =>
  typeof rate === 'bigint' ? inRange(rate, { field, rate }) : textRate(rate, field)

const textRate = (rate: string, field: string): FeeRate => {
  const match = typeof rate === 'string' ? DECIMAL.exec(rate) : null
  if (match === null)
    throw unitError('FEE_RATE_MALFORMED', {
      field,
      expected: 'satoshis per virtual byte as text such as "2.5", at most three decimals',
      received: shown(rate),
    })
  const [, whole = '', fraction = ''] = match
  return inRange(BigInt(whole) * 1000n + BigInt(fraction.padEnd(3, '0')), { field, rate })
}

const inRange = (perKvb: bigint, { field, rate }: { field: string; rate: FeeRateInput }): FeeRate => {
  if (perKvb <= 0n || perKvb > MAX_RATE)
    throw unitError('FEE_RATE_OUT_OF_RANGE', {
      field,
      expected: 'more than 0 and at most 1000000 sat/vB',
      received: shown(rate),
    })
  // checked above
  return perKvb as FeeRate
}

/**
 * The rate as it is written: `2500n` is `"2.5"`.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * formatFeeRate(satsPerVb('2.50')) // '2.5'
 */
export const formatFeeRate = (rate: FeeRate): string => {
  aBigint(rate, 'rate')
  const fraction = (rate % 1000n).toString().padStart(3, '0').replace(/0+$/, '')
  return fraction === '' ? `${rate / 1000n}` : `${rate / 1000n}.${fraction}`
}

/**
 * Virtual bytes of a weight: a quarter of it, rounded up (BIP 141, "Transaction size calculations").
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * virtualSize(445) // 112
 */
export const virtualSize = (weight: number): number => {
  aWhole(weight, 'weight')
  return Math.ceil(weight / 4)
}

/**
 * The fee that a transaction of this weight pays at this rate, rounded up to a whole satoshi.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * feeFor(444, satsPerVb('2.5')) // 278n
 */
export const feeFor = (weight: number, rate: FeeRate): Sats => {
  aBigint(rate, 'rate')
  return sats((BigInt(virtualSize(weight)) * rate + 999n) / 1000n, 'fee')
}
