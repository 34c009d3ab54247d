import { normalAddress, parseAddress } from '../agreement/address.js'
import { refuseSecretInText, type TextAllowance } from '../agreement/secretsInText.js'
import type { Address } from '../agreement/types.js'
import { aContract, type Contract } from '../contract/contract.js'
import { shown } from '../errors.js'
import { anything, aText, listOf, membersOf, oneOf } from '../given/check.js'
import { coinsOfSats, satsOfCoins } from '../units/coins.js'
import { aNetwork, NETWORKS, type NetworkName, networkOf } from '../units/network.js'
import { type Sats, sats } from '../units/sats.js'
import { fundingError } from './errors.js'

export interface PaymentUriOptions {
  /** The contract's amount where absent. */
  readonly amount?: Sats
  /** Who is paid, for the payer's own list. */
  readonly label?: string
  /** What for. */
  readonly message?: string
  /** What is refused in both texts unless allowed by name. */
  readonly allow?: readonly TextAllowance[]
}

const SCHEME = 'bitcoin:'
/** Far more than fits into a QR code. */
const LONGEST = 10_000
/** Parameters that stand once, with `req-` or without. */
const ONCE = ['amount', 'label', 'message', 'pop'] as const

const malformed = (received: string): ReturnType<typeof fundingError> =>
  fundingError('URI_MALFORMED', { field: 'uri', expected: 'a bitcoin: URI (BIP 321)', received })

const encoded = (
  text: string,
  { field, allow }: { readonly field: string; readonly allow: readonly TextAllowance[] },
): string => {
  refuseSecretInText(text, { field, allow })
  try {
    return encodeURIComponent(text)
  } catch {
    // half a surrogate pair
    throw fundingError('URI_MALFORMED', { field, expected: 'Unicode text', received: shown(text) })
  }
}

/** Whole coins without the zeros that say nothing. */
const plainCoins = (amount: Sats): string => coinsOfSats(amount).replace(/\.?0+$/, '')

/**
 * The payment URI of a contract, for a wallet that pays one contract by link or QR code (BIP 321). Such a wallet
 * checks nothing of what {@link fund} checks: ask {@link checkFundable} before it is shown.
 *
 * @throws EscrowError `AMOUNT_…`, `URI_MALFORMED` where label or message are no Unicode text, `TEXT_SECRET` where one
 * of them holds a secret
 * @example
 * paymentUri(contract, { label: 'logo' }) // 'bitcoin:bc1p…?amount=0.01&label=logo'
 */
export const paymentUri = (contract: Contract, options: PaymentUriOptions = {}): string => {
  aContract(contract, 'contract')
  membersOf<PaymentUriOptions>({
    'amount?': anything,
    'label?': aText,
    'message?': aText,
    'allow?': listOf(oneOf(['secretsInText'])),
  })(options, '')
  const { amount = contract.amount, label, message, allow = [] } = options
  return [
    plainUri({ address: contract.address, amount: sats(amount) }),
    ...(label === undefined ? [] : [`label=${encoded(label, { field: 'label', allow })}`]),
    ...(message === undefined ? [] : [`message=${encoded(message, { field: 'message', allow })}`]),
  ].join('&')
}

/** The payment URI of an address and an amount alone. */
export const plainUri = ({ address, amount }: Pick<Contract, 'address' | 'amount'>): string =>
  `${SCHEME}${address}?amount=${plainCoins(amount)}`

/** What a payment URI asks for. */
export interface PaymentRequest {
  /** Each of them stands for the same payment. */
  readonly addresses: readonly [Address, ...Address[]]
  readonly amount?: Sats
  readonly label?: string
  readonly message?: string
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    throw malformed('a percent sign without two hex digits, or bytes that are no UTF-8')
  }
}

/** The parameters by name; names are read in any case, because QR codes are often written in upper case. */
const parametersOf = (query: string): ReadonlyMap<string, readonly string[]> => {
  const parameters = new Map<string, readonly string[]>()
  for (const part of query.split('&')) {
    if (part === '') continue
    const [, key = '', value = ''] = /^([^=]*)=?([\s\S]*)$/.exec(part) ?? []
    if (key === '') throw malformed('a parameter without a name')
    const name = key.toLowerCase()
    parameters.set(name, [...(parameters.get(name) ?? []), decoded(value)])
  }
  for (const name of ONCE)
    if ((parameters.get(name) ?? []).length + (parameters.get(`req-${name}`) ?? []).length > 1)
      throw fundingError('URI_PARAMETER_REPEATED', {
        field: name,
        expected: 'one value',
        received: 'several',
      })
  for (const name of parameters.keys())
    if (name.startsWith('req-'))
      throw fundingError('URI_REQUIRED_UNKNOWN', {
        field: 'uri',
        expected: 'no required parameter but known ones',
        received: shown(name),
      })
  return parameters
}

/** Parameters that hold an address: its human-readable part, each once. */
const prefixes = (): readonly string[] => [...new Set(NETWORKS.map((name) => networkOf(name).hrp))]

const amountIn = (text: string): Sats => {
  const amount = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)$/.test(text) ? satsOfCoins(padded(text)) : undefined
  if (amount === undefined)
    throw fundingError('URI_AMOUNT', {
      field: 'amount',
      expected: 'whole coins with up to 8 decimals',
      received: shown(text),
    })
  return amount
}

/** BIP 321 lets digits before or behind the point be absent. */
const padded = (text: string): string => text.replace(/^\./, '0.').replace(/\.$/, '')

/**
 * Reads a payment URI (BIP 321) for a chain: on-chain addresses, amount, label, message. Other parameters are
 * passed over, unless they are required.
 *
 * @throws EscrowError `URI_MALFORMED`, `URI_REQUIRED_UNKNOWN`, `URI_PARAMETER_REPEATED`, `URI_ADDRESS_MISSING`,
 * `URI_AMOUNT`, and what `parseAddress` throws
 * @example
 * parsePaymentUri('bitcoin:bc1p…?amount=0.01', { network: 'mainnet' }).amount // 1000000n
 */
export const parsePaymentUri = (text: string, options: { network: NetworkName }): PaymentRequest => {
  membersOf<typeof options>({ network: aNetwork })(options, '')
  const { network } = options
  if (typeof text !== 'string' || text.length > LONGEST) throw malformed(shown(text))
  if (text.slice(0, SCHEME.length).toLowerCase() !== SCHEME) throw malformed(shown(text))
  const [, body = '', query = ''] = /^([^?]*)\??([\s\S]*)$/.exec(text.slice(SCHEME.length)) ?? []
  const parameters = parametersOf(query)
  const [first, ...rest] = [
    ...(body === '' ? [] : [{ address: body, field: 'uri' }]),
    ...prefixes().flatMap((field) => (parameters.get(field) ?? []).map((address) => ({ address, field }))),
  ].map(({ address, field }): Address => {
    const plain = normalAddress(address)
    if (field !== 'uri' && !plain.startsWith(`${field}1`))
      throw malformed(`${shown(address)} as the value of ${field}`)
    return parseAddress(plain, { network, field })
  })
  if (first === undefined)
    throw fundingError('URI_ADDRESS_MISSING', {
      field: 'uri',
      expected: `an address of ${network}`,
      received: 'other ways to pay only',
    })
  const [amount] = parameters.get('amount') ?? []
  const [label] = parameters.get('label') ?? []
  const [message] = parameters.get('message') ?? []
  return {
    addresses: [first, ...rest],
    ...(amount !== undefined && { amount: amountIn(amount) }),
    ...(label !== undefined && { label }),
    ...(message !== undefined && { message }),
  }
}
