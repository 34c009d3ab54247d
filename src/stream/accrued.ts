import { aWhole, checkThat, membersOf } from '../given/check.js'
import { anAmount, type Sats, sats } from '../units/sats.js'

/** A wage, and the time that was worked for it. */
export interface AccruedOptions {
  /** What is earned in `per` seconds. */
  readonly amount: Sats
  /** Whole seconds, at least one: 3600 for a wage by the hour. */
  readonly per: number
  /** Whole seconds that were worked. */
  readonly seconds: number
}

/**
 * What was earned by now, rounded down to a whole satoshi.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `AMOUNT_OVER_SUPPLY`
 * @example
 * accrued({ amount: sats('60000'), per: 3600, seconds: 90 }) // 1500n
 */
export const accrued = (options: AccruedOptions): Sats => {
  membersOf<AccruedOptions>({
    amount: anAmount,
    per: checkThat('whole seconds, at least 1', (value) => Number.isSafeInteger(value) && Number(value) >= 1),
    seconds: aWhole,
  })(options, '')
  const { amount, per, seconds } = options
  return sats((amount * BigInt(seconds)) / BigInt(per), 'accrued')
}
