import { shown } from '../errors.js'
import { NETWORKS, type NetworkName, networkOf } from '../units/network.js'
import { MAX_SATS } from '../units/sats.js'
import { invoiceError } from './errors.js'

/** What stands for a chain in front of the amount. Signet's is not that of its addresses (BOLT 11). */
const currencyOf = (network: NetworkName): string => (network === 'signet' ? 'tbs' : networkOf(network).hrp)

/** The longer ones first: `bcrt` begins like `bc`, `tbs` like `tb`. */
const CURRENCIES = 'bcrt|bc|tbs|tb'

/** Tenths of a millisatoshi in one of each unit: a pico-bitcoin is one. */
const UNITS: Readonly<Record<string, bigint>> = {
  '': 1_000_000_000_000n,
  m: 1_000_000_000n,
  u: 1_000_000n,
  n: 1_000n,
  p: 1n,
}

/** No amount of bitcoin has more digits, in the smallest unit. */
const DIGITS = 20

/** What an invoice says in front of its separator: chain and amount (BOLT 11, "Human-Readable Part"). */
export const readPrefix = (prefix: string, network: NetworkName): bigint | null => {
  const [, currency, amount = ''] = new RegExp(`^ln(${CURRENCIES})((?:[0-9].*)?)$`).exec(prefix) ?? []
  if (currency !== currencyOf(network))
    throw invoiceError('INVOICE_OTHER_NETWORK', {
      field: 'invoice',
      expected: `an invoice of ${network}, starting with ln${currencyOf(network)}`,
      received: whose(currency) ?? shown(prefix),
    })
  return amount === '' ? null : amountOf(amount)
}

const whose = (currency: string | undefined): string | undefined => {
  const other = NETWORKS.find((name) => currencyOf(name) === currency)
  return other && `one of ${other}`
}

const amountOf = (text: string): bigint => {
  const [, digits = '', unit = ''] = /^([1-9][0-9]*)([munp]?)$/.exec(text) ?? []
  const factor = UNITS[unit]
  const tenths =
    digits !== '' && digits.length <= DIGITS && factor !== undefined ? BigInt(digits) * factor : undefined
  if (tenths === undefined || tenths % 10n !== 0n || tenths > MAX_SATS * 10_000n)
    throw invoiceError('INVOICE_AMOUNT', {
      field: 'invoice.amount',
      expected:
        'whole millisatoshis as a number without zeros in front and m, u, n, p or nothing behind, up to 21 million bitcoins',
      received: shown(text),
    })
  return tenths / 10n
}
