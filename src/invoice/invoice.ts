import { backend } from '#backend'
import { shown } from '../errors.js'
import { aText, membersOf } from '../given/check.js'
import { visible } from '../text.js'
import { decodeBech32, encodeBech32 } from '../units/bech32.js'
import { concat, textOfUtf8, toHex, utf8 } from '../units/bytes.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { invoiceError } from './errors.js'
import { fallbackOf } from './fallback.js'
import { featuresOf } from './features.js'
import { type Fields, fieldsOf, neededOf, onlyOf } from './fields.js'
import { payeeOf } from './payee.js'
import { readPrefix } from './prefix.js'
import { routeOf } from './routes.js'
import type { Invoice } from './types.js'
import { bytesOf, numberOf } from './words.js'

export interface ParseInvoiceOptions {
  /** The chain whose bitcoins are asked for. */
  readonly network: NetworkName
  /** The text that came by another way, where the invoice holds its hash: compared where given. */
  readonly description?: string
}

const SCHEME = 'lightning:'
/** Far more than fits into a QR code. */
const LONGEST = 10_000
const TIMESTAMP_WORDS = 7
const SIGNATURE_WORDS = 104
const DEFAULT_EXPIRY = 3600
const DEFAULT_CLTV_DELTA = 18

/**
 * Reads an invoice of Lightning (BOLT 11) and verifies its signature. Strict: what the specification forbids writers
 * is refused, such as two payment hashes, both a description and a hash of one, or bits that fill up and are not 0.
 * Fields that the specification says readers must pass over are passed over.
 *
 * A signature says that the holder of the key `payee` asks for this payment to this hash. It does not say who that is:
 * compare `payee` with a node id that you have by another way. Where an invoice does not name its payee, a key comes
 * out of any signature: a changed invoice then shows another payee, and is not found out otherwise. Nor does it say
 * that the payee knows the preimage, or will take the payment. An expired invoice is read like any other: this
 * library has no clock.
 *
 * @throws EscrowError `INVOICE_…`, `NETWORK_UNKNOWN`
 * @example
 * const { amountMsat, paymentHash, payee } = parseInvoice('lnbc2500u1p…', { network: 'mainnet' })
 */
export const parseInvoice = (text: string, options: ParseInvoiceOptions): Invoice => {
  membersOf<ParseInvoiceOptions>({ network: aNetwork, 'description?': aText })(options, '')
  const { network, description } = options
  const { prefix, words } = decoded(text)
  const amountMsat = readPrefix(prefix, network)
  if (words.length < TIMESTAMP_WORDS + SIGNATURE_WORDS)
    throw malformed('a text that is too short for a time and a signature')
  const signed = words.slice(0, -SIGNATURE_WORDS)
  const fields = fieldsOf(signed.slice(TIMESTAMP_WORDS))
  const named = onlyOf(fields, 'n')
  const payee = payeeOf({
    message: concat(utf8(prefix), filledUp(signed)),
    signature: bytesOf(words.slice(-SIGNATURE_WORDS), 'invoice.signature'),
    named: named && bytesOf(named, 'invoice.n'),
  })
  const timestamp = numberOf(signed.slice(0, TIMESTAMP_WORDS), 'invoice.timestamp')
  return {
    text: encodeBech32({ prefix, words, encoding: 'bech32' }),
    network,
    amountMsat,
    timestamp,
    expiresAt: timestamp + (optionalNumber(fields, 'x') ?? DEFAULT_EXPIRY),
    paymentHash: toHex(bytesOf(neededOf(fields, 'p', 'a payment hash of 52 words'), 'invoice.p')),
    paymentSecret: toHex(bytesOf(neededOf(fields, 's', 'a payment secret of 52 words'), 'invoice.s')),
    ...purposeOf(fields, description),
    payee,
    payeeNamed: named !== undefined,
    minFinalCltvDelta: optionalNumber(fields, 'c') ?? DEFAULT_CLTV_DELTA,
    features: featuresOf(onlyOf(fields, '9') ?? []),
    metadata: optionalHex(fields, 'm'),
    fallbacks: (fields.get('f') ?? []).flatMap((field) => fallbackOf(field, network) ?? []),
    routes: (fields.get('r') ?? []).map(routeOf),
  }
}

const malformed = (received: string): ReturnType<typeof invoiceError> =>
  invoiceError('INVOICE_MALFORMED', {
    field: 'invoice',
    expected: 'an invoice of Lightning (BOLT 11), in one case',
    received,
  })

const decoded = (text: string): { readonly prefix: string; readonly words: readonly number[] } => {
  if (typeof text !== 'string' || text.length > LONGEST + SCHEME.length) throw malformed(shown(text))
  const scheme = text.slice(0, SCHEME.length).toLowerCase() === SCHEME
  const bare = scheme ? text.slice(SCHEME.length) : text
  const read = decodeBech32(bare, { longest: LONGEST })
  if (read?.encoding === 'bech32') return read
  const lower = bare.toLowerCase()
  const looksRight = /^ln[0-9a-z]*1[02-9ac-hj-np-z]{6,}$/.test(lower)
  if (!looksRight || (bare !== lower && bare !== bare.toUpperCase())) throw malformed(shown(bare))
  throw invoiceError('INVOICE_CHECKSUM', {
    field: 'invoice',
    expected: 'an invoice whose checksum fits (mistyped or cut off?)',
    received: shown(bare),
  })
}

/** Words as bytes, the last of them filled up with zeros: what is signed is no whole number of bytes. */
const filledUp = (words: readonly number[]): Uint8Array => {
  const bytes = new Uint8Array(Math.ceil((words.length * 5) / 8))
  for (const [at, word] of words.entries()) {
    const bit = at * 5
    const pair = word << (11 - (bit % 8))
    const first = bit >> 3
    bytes[first] = (bytes[first] ?? 0) | (pair >> 8)
    if (first + 1 < bytes.length) bytes[first + 1] = pair & 0xff
  }
  return bytes
}

const optionalNumber = (fields: Fields, name: 'x' | 'c'): number | undefined => {
  const words = onlyOf(fields, name)
  return words && numberOf(words, `invoice.${name}`)
}

const optionalHex = (fields: Fields, name: 'm'): string | null => {
  const words = onlyOf(fields, name)
  return words === undefined ? null : toHex(bytesOf(words, `invoice.${name}`))
}

/** What the payment is for: a text or the hash of one, never both. */
const purposeOf = (
  fields: Fields,
  given: string | undefined,
): Pick<Invoice, 'description' | 'descriptionHash'> => {
  const text = onlyOf(fields, 'd')
  const hash = onlyOf(fields, 'h')
  if (text !== undefined && hash !== undefined)
    throw invoiceError('INVOICE_FIELD_REPEATED', {
      field: 'invoice.h',
      expected: 'a description or the hash of one',
      received: 'both',
    })
  if (text !== undefined) {
    const description = textOfUtf8(bytesOf(text, 'invoice.d'))
    if (description === undefined)
      throw invoiceError('INVOICE_FIELD_MALFORMED', {
        field: 'invoice.d',
        expected: 'well-formed UTF-8',
        received: 'other bytes',
      })
    sameAs(description, given)
    return { description: visible(description), descriptionHash: null }
  }
  const bytes = bytesOf(neededOf(fields, 'h', 'a description or the hash of one'), 'invoice.h')
  const descriptionHash = toHex(bytes)
  sameAs(descriptionHash, given === undefined ? undefined : toHex(backend.sha256(utf8(given))))
  return { description: null, descriptionHash }
}

const sameAs = (said: string, given: string | undefined): void => {
  if (given !== undefined && given !== said)
    throw invoiceError('INVOICE_DESCRIPTION', {
      field: 'invoice.description',
      expected: shown(given),
      received: shown(said),
    })
}
