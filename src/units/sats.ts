import { shown } from '../errors.js'
import { aText, type Check, checkThat } from '../given/check.js'
import { unitError } from './errors.js'

declare const satsBrand: unique symbol

/** An amount of satoshis between 0 and 21 million coins. */
export type Sats = bigint & { readonly [satsBrand]: true }

/** All satoshis that can ever exist (consensus `MAX_MONEY`). */
export const MAX_SATS = 2_100_000_000_000_000n

/** An amount as `sats` makes it. */
export const anAmount: Check = /* @__PURE__ */ checkThat(
  'satoshis as a bigint, such as 1000n',
  (value) => typeof value === 'bigint' && value >= 0n && value <= MAX_SATS,
)

const DECIMAL = /^(?:0|[1-9][0-9]*)$/

/**
 * Checks an amount of satoshis: a bigint, or a decimal string without sign, point or leading zeros.
 *
 * @throws EscrowError `AMOUNT_NOT_INTEGER`, `AMOUNT_NEGATIVE`, `AMOUNT_OVER_SUPPLY`
 * @example
 * sats('1000000') // 1000000n
 */
export const sats = (value: bigint | string, field = 'amount'): Sats => {
  aText(field, 'field')
  const refused = (code: keyof typeof unitError.codes, expected: string) =>
    unitError(code, { field, expected, received: shown(value) })
  const text = typeof value === 'bigint' ? value.toString() : value
  const isText = typeof text === 'string'
  if (isText && /^-[0-9]+$/.test(text)) throw refused('AMOUNT_NEGATIVE', 'satoshis, zero or more')
  if (!isText || !DECIMAL.test(text))
    throw refused(
      'AMOUNT_NOT_INTEGER',
      isText
        ? 'whole satoshis as a decimal string without leading zeros'
        : 'whole satoshis as a bigint, or as text such as "1000"',
    )
  if (text.length > 16 || BigInt(text) > MAX_SATS) throw refused('AMOUNT_OVER_SUPPLY', `at most ${MAX_SATS}`)
  // the checks above are what the brand stands for
  return BigInt(text) as Sats
}

/** The sum of amounts, itself checked against the supply. */
export const sumSats = (amounts: Iterable<bigint>, field = 'sum'): Sats => {
  let total = 0n
  for (const amount of amounts) total += amount
  return sats(total, field)
}
