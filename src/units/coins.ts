import { MAX_SATS, type Sats } from './sats.js'

const DECIMAL = /^([0-9]{1,8})(?:\.([0-9]{1,8}))?(?:[eE]([+-]?[0-9]{1,2}))?$/
const DECIMALS = 8

/**
 * The satoshis of an amount as nodes write it, in whole coins with up to 8 decimals, or `undefined` where it is
 * none: negative, finer than a satoshi, or more than there can be. Exact: no floating point on the way.
 *
 * @example
 * satsOfCoins('20999999.9769') // 2099999997690000n
 */
export const satsOfCoins = (text: string): Sats | undefined => {
  const match = DECIMAL.exec(text)
  if (match === null) return undefined
  const [, whole = '', fraction = '', exponent = '0'] = match
  const scale = DECIMALS - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  const divisor = scale < 0 ? 10n ** BigInt(-scale) : 1n
  if (digits % divisor !== 0n) return undefined
  const amount = scale < 0 ? digits / divisor : digits * 10n ** BigInt(scale)
  // what the brand stands for
  return amount <= MAX_SATS ? (amount as Sats) : undefined
}

/**
 * An amount as nodes read it: whole coins with 8 decimals.
 *
 * @example
 * coinsOfSats(sats('1')) // '0.00000001'
 */
export const coinsOfSats = (amount: bigint): string => {
  const digits = amount.toString().padStart(DECIMALS + 1, '0')
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`
}
