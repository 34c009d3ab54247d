import { sats } from 'taproot-escrow'
import {
  compileSwap,
  type LockedSwap,
  matchSwap,
  parseInvoice,
  readSwapOffer,
  type Swap,
  type SwapMoment,
} from 'taproot-escrow/swap'
import { bareKey, clientOf, offerOf, paymentHashOf, preimageOf, providerOf, type SwapParty } from './swaps.js'

/** Who swaps, with keys and a preimage of this one swap. */
export interface SwapParties {
  readonly provider: SwapParty
  readonly client: SwapParty
  /** What the client makes, where it is the client that makes one. */
  readonly preimage: string
}
export const partiesOf = (number: number): SwapParties => ({
  provider: providerOf(number),
  client: clientOf(number),
  preimage: preimageOf(1000 + number),
})

/** What each side has for itself: the other's key stands in it bare, the own one behind its origin. */
export interface Sides<Kept> {
  readonly client: Kept
  readonly provider: Kept
}

interface Asked {
  readonly at: SwapMoment
  /** Blocks until the refund opens. */
  readonly blocks: number
  /** What the provider takes. */
  readonly cost: bigint
}

/** A swap out: the provider makes an offer for the client's invoice, and the client reads it. */
export const offeredOut = (
  { provider, client }: SwapParties,
  { invoice, at, blocks, cost }: Asked & { readonly invoice: string },
): Sides<Swap> => {
  const { paymentHash, amountMsat } = parseInvoice(invoice, { network: 'regtest' })
  const own = compileSwap({
    kind: 'submarine',
    network: 'regtest',
    paymentHash,
    provider: provider.key,
    client: bareKey(client.key),
    timeout: at.height + blocks,
    amount: sats(amountMsat! / 1000n + cost),
  })
  const { swap } = readSwapOffer(JSON.stringify(offerOf(own)), {
    kind: 'submarine',
    network: 'regtest',
    key: client.key,
    invoice,
    at,
    cost: sats(cost),
  })
  return { client: swap, provider: own }
}

/** A swap in: the provider makes an offer with an invoice of the client's hash, and the client reads it. */
export const offeredIn = (
  { provider, client, preimage }: SwapParties,
  { invoice, amount, at, blocks, cost }: Asked & { readonly invoice: string; readonly amount: bigint },
): Sides<Swap> => {
  const paymentHash = paymentHashOf(preimage)
  const own = compileSwap({
    kind: 'reverse',
    network: 'regtest',
    paymentHash,
    provider: provider.key,
    client: bareKey(client.key),
    timeout: at.height + blocks,
    amount: sats(amount),
  })
  const { swap } = readSwapOffer(JSON.stringify({ ...offerOf(own), invoice }), {
    kind: 'reverse',
    network: 'regtest',
    key: client.key,
    paymentHash,
    amount: { chain: sats(amount) },
    at,
    cost: sats(cost),
  })
  return { client: swap, provider: own }
}

/** Each side finds the lockup by itself. */
export const lockedFor = (
  { client, provider }: Sides<Swap>,
  { hex, height: confirmedAt }: { readonly hex: string; readonly height: number },
): Sides<LockedSwap> => ({
  client: matchSwap(client, hex, { confirmedAt }),
  provider: matchSwap(provider, hex, { confirmedAt }),
})
