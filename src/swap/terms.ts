import { shown } from '../errors.js'
import { anything, aText, membersOf, oneOf } from '../given/check.js'
import { formatKeyExpression, type KeyOrigin, parseKeyExpression } from '../keys/keyExpression.js'
import { equalBytes, fromHex } from '../units/bytes.js'
import { parseLock } from '../units/lock.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { type Sats, sats } from '../units/sats.js'
import type { SwapSide } from '../words.js'
import { swapError } from './errors.js'

/** `submarine`: from the chain to Lightning. `reverse`: from Lightning to the chain. */
export type SwapKind = 'submarine' | 'reverse'
export const SWAP_KINDS: readonly SwapKind[] = ['submarine', 'reverse']

/** Everything that a swap's output follows from. */
export interface SwapTerms {
  readonly kind: SwapKind
  readonly network: NetworkName
  /** SHA-256 of the preimage, as the invoice says it: 64 lower-case hex digits. */
  readonly paymentHash: string
  /**
   * A compressed public key in hex, with its origin in front where it is one's own:
   * `[d34db33f/87h/1h/9h/0/3]02…` (BIP 380).
   */
  readonly provider: string
  readonly client: string
  /** Height from which whoever locked can take the coins back. */
  readonly timeout: number
  /** What is locked, to the satoshi. */
  readonly amount: Sats
  /** What a service calls the swap. */
  readonly id?: string
  /** The invoice that is paid, or waits to be. */
  readonly invoice?: string
}

/** One side's key, and where its signer finds it. */
export interface SwapKey {
  /** 33 bytes. */
  readonly publicKey: Uint8Array
  readonly origin?: KeyOrigin
}

/** A key of a swap as its text says it. */
export const swapKeyOf = (
  text: string,
  { network, field }: { network: NetworkName; field: string },
): SwapKey & { readonly text: string } => {
  const expression = parseKeyExpression(text, { field, network })
  const { key, origin } = expression
  if (key.kind !== 'compressed')
    throw swapError('SWAP_KEY', {
      field,
      expected: 'a compressed public key in hex, 66 digits, behind its origin where it is your own',
      received: key.kind === 'xOnly' ? 'an x-only key' : 'an extended key',
    })
  return {
    publicKey: key.publicKey,
    ...(origin && { origin }),
    text: formatKeyExpression(expression),
  }
}

const HASH = /^[0-9a-f]{64}$/

/** The 32 bytes of a payment hash. */
export const paymentHashOf = (text: string, field = 'paymentHash'): Uint8Array => {
  const bytes = typeof text === 'string' && HASH.test(text) ? fromHex(text) : undefined
  if (bytes === undefined)
    throw swapError('SWAP_HASH', {
      field,
      expected: 'the SHA-256 of a preimage, 64 lower-case hex digits',
      received: shown(text),
    })
  return bytes
}

/** Terms that were checked, in their normal form. */
export interface ReadTerms {
  readonly terms: SwapTerms
  readonly hash: Uint8Array
  readonly keys: Readonly<Record<SwapSide, SwapKey>>
}

/**
 * Checks a swap's terms.
 *
 * @throws EscrowError `SWAP_KEY`, `SWAP_KEY_REPEATED`, `SWAP_HASH`, `KEY_…`, `LOCK_…`, `AMOUNT_…`, `NETWORK_UNKNOWN`
 */
export const readTerms = (given: SwapTerms): ReadTerms => {
  membersOf<SwapTerms>({
    kind: oneOf(SWAP_KINDS),
    network: aNetwork,
    paymentHash: anything,
    provider: aText,
    client: aText,
    timeout: anything,
    amount: anything,
    'id?': aText,
    'invoice?': aText,
  })(given, 'terms')
  const { kind, network, paymentHash, timeout, id, invoice } = given
  const hash = paymentHashOf(paymentHash)
  const provider = swapKeyOf(given.provider, { network, field: 'provider' })
  const client = swapKeyOf(given.client, { network, field: 'client' })
  if (equalBytes(provider.publicKey.subarray(1), client.publicKey.subarray(1)))
    throw swapError('SWAP_KEY_REPEATED', {
      field: 'client',
      expected: "another key than the provider's",
      received: 'the same one, or its negative',
    })
  parseLock({ height: timeout }, { field: 'timeout', kinds: ['height'] })
  return {
    terms: {
      kind,
      network,
      paymentHash,
      provider: provider.text,
      client: client.text,
      timeout,
      amount: sats(given.amount),
      ...(id !== undefined && { id }),
      ...(invoice !== undefined && { invoice }),
    },
    hash,
    keys: { provider, client },
  }
}
