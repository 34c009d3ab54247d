import { counted, shown } from '../errors.js'
import { parsePaymentUri } from '../funding/uri.js'
import {
  aText,
  aWhole,
  type Check,
  hasMembers,
  listOf,
  membersNamed,
  membersOf,
  oneOf,
  textOrBytes,
} from '../given/check.js'
import { parseInvoice } from '../invoice/invoice.js'
import type { Invoice } from '../invoice/types.js'
import { TAPSCRIPT_VERSION } from '../taproot/commitment.js'
import { fromHex } from '../units/bytes.js'
import { aNetwork, NETWORKS, type NetworkName, networkOf } from '../units/network.js'
import { anAmount, type Sats, sats } from '../units/sats.js'
import { type CompiledSwap, compiled, type Swap } from './compile.js'
import { swapError } from './errors.js'
import { aSwapMoment, type SwapMoment } from './given.js'
import { differenceOf, type LeafPart, type LeafParts } from './leaves.js'
import { type OfferedParts, offeredParts } from './offerText.js'
import { paymentHashOf, SWAP_KINDS, type SwapKind, type SwapTerms, swapKeyOf } from './terms.js'

/** How many blocks there must be to the refund, at least and at most. */
export interface SwapTimeouts {
  readonly least: number
  readonly most: number
}

/** A rule of reading offers that a caller may lift by its name. */
export type SwapOfferRule = 'keyWithoutOrigin'
const RULES: readonly SwapOfferRule[] = ['keyWithoutOrigin']

interface CommonOptions {
  readonly network: NetworkName
  /**
   * The own key of this swap alone: a compressed public key in hex behind its origin, such as
   * `[d34db33f/87h/1h/9h/0/3]03…`.
   */
  readonly key: string
  readonly at: SwapMoment
  /** Most that the swap may cost: what the chain's and Lightning's amounts may differ by. */
  readonly cost: Sats
  /** From 144 to 1008 blocks for a submarine swap, from 72 to 1008 for a reverse one where not said. */
  readonly timeout?: SwapTimeouts
  /** `keyWithoutOrigin`: the own key is kept by some other means than derivation. */
  readonly relax?: readonly SwapOfferRule[]
}

export type SwapOfferOptions =
  | (CommonOptions & {
      readonly kind: 'submarine'
      /** The own invoice, which the provider is to pay. */
      readonly invoice: string
    })
  | (CommonOptions & {
      readonly kind: 'reverse'
      /** The SHA-256 of the own preimage, which nobody else knows. */
      readonly paymentHash: string
      /** What was asked for: what is paid over Lightning, or what is locked on chain. */
      readonly amount: { readonly lightning: Sats } | { readonly chain: Sats }
    })

/** An offer that passed every check. */
export interface SwapOffer {
  /** To be stored (`swapToJson`) before anything is signed or paid. */
  readonly swap: Swap
  /** The one that is paid: one's own in a submarine swap, the provider's in a reverse one. */
  readonly invoice: Invoice
  /** What goes in, less what comes out; fees of the chain not counted. */
  readonly cost: Sats
}

/** Blocks that there must be to the refund, where nothing else is said. */
export const TIMEOUTS: Readonly<Record<SwapKind, SwapTimeouts>> = {
  submarine: { least: 144, most: 1008 },
  reverse: { least: 72, most: 1008 },
}

/** Seconds that the invoice must still be good for: until a lockup has confirmed, or until one has paid. */
const INVOICE_LASTS: Readonly<Record<SwapKind, number>> = { submarine: 7200, reverse: 600 }

const MSAT = 1000n

const anAsked: Check = (value, field) => {
  const name = hasMembers(value) && 'chain' in value ? 'chain' : 'lightning'
  membersNamed({ [name]: anAmount })(value, field)
}

const checkOptions = (options: SwapOfferOptions): void => {
  const common = {
    kind: oneOf(SWAP_KINDS),
    network: aNetwork,
    key: aText,
    at: aSwapMoment,
    cost: anAmount,
    'timeout?': membersOf<SwapTimeouts>({ least: aWhole, most: aWhole }),
    'relax?': listOf(oneOf(RULES)),
  } as const
  const isReverse = hasMembers(options) && options.kind === 'reverse'
  if (isReverse)
    membersOf<Extract<SwapOfferOptions, { kind: 'reverse' }>>({
      ...common,
      paymentHash: aText,
      amount: anAsked,
    })(options, '')
  else membersOf<Extract<SwapOfferOptions, { kind: 'submarine' }>>({ ...common, invoice: aText })(options, '')
}

const wholeSats = ({ amountMsat }: Invoice): Sats => {
  if (amountMsat === null || amountMsat % MSAT !== 0n)
    throw swapError('SWAP_AMOUNT_NOT_WHOLE', {
      field: 'invoice',
      expected: 'an invoice of whole satoshis',
      received: amountMsat === null ? 'one of any amount' : `one of ${amountMsat} millisatoshis`,
    })
  return sats(amountMsat / MSAT, 'invoice')
}

const checkInvoice = (invoice: Invoice, { hash, kind, at }: InvoiceRules): void => {
  if (invoice.paymentHash !== hash)
    throw swapError('SWAP_OFFER_HASH', {
      field: 'offer.invoice',
      expected: 'an invoice of your own payment hash',
      received: 'one of another hash',
    })
  const least = at.time + INVOICE_LASTS[kind]
  if (invoice.expiresAt < least)
    throw swapError('SWAP_INVOICE_EXPIRY', {
      field: 'invoice',
      expected: `an invoice that is good until ${least}, ${INVOICE_LASTS[kind]} seconds from now`,
      received: `one that expires at ${invoice.expiresAt}`,
    })
}
interface InvoiceRules {
  readonly hash: string
  readonly kind: SwapKind
  readonly at: SwapMoment
}

const checkTimeout = ({ timeout }: OfferedParts, { kind, at, ...options }: SwapOfferOptions): void => {
  const { least, most } = options.timeout ?? TIMEOUTS[kind]
  const blocks = timeout - at.height
  if (blocks < least || blocks > most)
    throw swapError('SWAP_TIMEOUT_RANGE', {
      field: 'offer.timeoutBlockHeight',
      expected: `a height from ${at.height + least} to ${at.height + most}, ${least} to ${most} blocks from now`,
      received: `${timeout}, ${counted(blocks, 'block')} from now`,
    })
}

/** What goes in and what comes out, and what the difference may be. */
const costOf = ({ given, taken }: { given: Sats; taken: Sats }, { cost }: SwapOfferOptions): Sats => {
  const field = 'offer.amount'
  if (given < taken)
    throw swapError('SWAP_OFFER_AMOUNT', {
      field,
      expected: `no more than the ${given} sat that go in`,
      received: `${taken} sat that are to come out`,
    })
  if (given - taken > cost)
    throw swapError('SWAP_COST', {
      field,
      expected: `a swap that costs ${cost} sat at most`,
      received: `${given - taken} sat`,
    })
  return sats(given - taken)
}

const LEAF_ERRORS = {
  opcodes: { code: 'SWAP_OFFER_LEAF', expected: 'the opcodes of such a swap' },
  hash: { code: 'SWAP_OFFER_HASH', expected: 'the hash of the invoice' },
  key: { code: 'SWAP_OFFER_KEY', expected: 'the key of the side whose leaf it is' },
  timeout: { code: 'SWAP_OFFER_TIMEOUT', expected: 'the height that the offer says' },
} as const satisfies Readonly<Record<LeafPart, unknown>>

const checkLeaf = (
  { version, output }: OfferedParts['swapTree']['claimLeaf'],
  { parts, field }: { parts: LeafParts; field: string },
): void => {
  if (version !== TAPSCRIPT_VERSION)
    throw swapError('SWAP_OFFER_LEAF_VERSION', {
      field: `${field}.version`,
      expected: `${TAPSCRIPT_VERSION}, tapscript (BIP 342)`,
      received: `${version}`,
    })
  const script = fromHex(output)
  const part = script === undefined ? 'opcodes' : differenceOf(parts, script)
  if (part === undefined) return
  const { code, expected } = LEAF_ERRORS[part]
  throw swapError(code, { field: `${field}.output`, expected, received: 'a script that differs there' })
}

const checkAddress = (address: string, { terms, address: own }: Swap): void => {
  if (address === own) return
  const field = 'offer.address'
  const behind = (text: string): string => text.slice(text.lastIndexOf('1'))
  const program = (text: string): string => behind(text).slice(0, -CHECKSUM)
  const other = NETWORKS.find(
    (name) =>
      networkOf(name).hrp !== networkOf(terms.network).hrp && address.startsWith(`${networkOf(name).hrp}1`),
  )
  if (other !== undefined && program(address) === program(own))
    throw swapError('SWAP_OFFER_NETWORK', {
      field,
      expected: `an address of ${terms.network}`,
      received: `the same output on ${other}`,
    })
  throw swapError('SWAP_OFFER_ADDRESS', {
    field,
    expected: `${own}, the address of these leaves and keys`,
    received: shown(address),
  })
}
/** Characters of a bech32m checksum (BIP 350). */
const CHECKSUM = 6

const checkUri = (uri: string, { terms, address }: Swap): void => {
  const { addresses, amount } = parsePaymentUri(uri, { network: terms.network })
  const [first, second] = addresses
  if (first.text === address && second === undefined && amount === terms.amount) return
  throw swapError('SWAP_OFFER_URI', {
    field: 'offer.bip21',
    expected: `a payment of ${terms.amount} sat to ${address}`,
    received: second === undefined ? `${amount ?? 'any amount'} to ${first.text}` : `several addresses`,
  })
}

const compare = ({ swap, parts }: CompiledSwap, offered: OfferedParts): void => {
  const { claimLeaf, refundLeaf } = offered.swapTree
  checkLeaf(claimLeaf, { parts: parts.claim, field: 'offer.swapTree.claimLeaf' })
  checkLeaf(refundLeaf, { parts: parts.refund, field: 'offer.swapTree.refundLeaf' })
  checkAddress(offered.address, swap)
  if (offered.uri !== undefined) checkUri(offered.uri, swap)
}

const checkAsked = (
  asked: Extract<SwapOfferOptions, { kind: 'reverse' }>['amount'],
  { lightning, chain }: { lightning: Sats; chain: Sats },
): void => {
  const [expected, received] = 'chain' in asked ? [asked.chain, chain] : [asked.lightning, lightning]
  if (expected !== received)
    throw swapError('SWAP_OFFER_AMOUNT', {
      field: 'chain' in asked ? 'offer.onchainAmount' : 'offer.invoice',
      expected: `the ${expected} sat that were asked for`,
      received: `${received} sat`,
    })
}

/** The invoice of a swap, and what is paid by it. */
const invoiceOf = (offered: OfferedParts, options: SwapOfferOptions): { invoice: Invoice; amount: Sats } => {
  const { kind, network, at } = options
  const text = options.kind === 'submarine' ? options.invoice : (offered.invoice ?? '')
  const invoice = parseInvoice(text, { network })
  const hash = options.kind === 'submarine' ? invoice.paymentHash : options.paymentHash
  checkInvoice(invoice, { hash, kind, at })
  return { invoice, amount: wholeSats(invoice) }
}

/**
 * Reads a swap service's offer, the JSON text of its answer, and believes nothing in it: the output is compiled from
 * one's own key, one's own invoice or hash, and the provider's key, height and amount; then leaves, address and payment
 * URI have to be exactly that. Members that are not known are passed over.
 *
 * Nothing is known of whether the service pays. What it cannot do is to take the coins without paying, or to keep
 * them beyond the timeout.
 *
 * @throws EscrowError `SWAP_…`, `INVOICE_…`, `KEY_…`, `JSON_FORM_MALFORMED`, `ADDRESS_…`, `URI_…`, `LOCK_…`, `ARGUMENT_…`
 * @example
 * const { swap, cost } = readSwapOffer(answer, {
 *   kind: 'submarine', network: 'mainnet', invoice, key, at: { height, time }, cost: sats('2000'),
 * })
 * store(JSON.stringify(swapToJson(swap)))
 */
export const readSwapOffer = (offer: string | Uint8Array, options: SwapOfferOptions): SwapOffer => {
  textOrBytes(offer, 'offer')
  checkOptions(options)
  const { kind, network, relax = [] } = options
  const own = swapKeyOf(options.key, { network, field: 'key' })
  if (own.origin === undefined && !relax.includes('keyWithoutOrigin'))
    throw swapError('SWAP_KEY_UNDERIVABLE', {
      field: 'key',
      expected:
        "a key behind its origin, such as [d34db33f/87h/1h/9h/0/3]02…, or relax: ['keyWithoutOrigin']",
      received: 'a bare key, which no seed gives back',
    })
  if (options.kind === 'reverse') paymentHashOf(options.paymentHash)
  const offered = offeredParts(offer, kind)
  const { invoice, amount: lightning } = invoiceOf(offered, options)
  checkTimeout(offered, options)
  const chain = sats(BigInt(offered.amount), 'offer.amount')
  const [given, taken] = kind === 'submarine' ? [chain, lightning] : [lightning, chain]
  const cost = costOf({ given, taken }, options)
  if (options.kind === 'reverse') checkAsked(options.amount, { lightning, chain })
  const terms: SwapTerms = {
    kind,
    network,
    paymentHash: invoice.paymentHash,
    provider: offered.key,
    client: own.text,
    timeout: offered.timeout,
    amount: chain,
    id: offered.id,
    invoice: invoice.text,
  }
  const whole = compiled(terms)
  compare(whole, offered)
  return { swap: whole.swap, invoice, cost }
}
