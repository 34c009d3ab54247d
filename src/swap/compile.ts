import { encodeTaprootAddress } from '../agreement/taprootAddress.js'
import { anObject, type Check } from '../given/check.js'
import { aggregateKeys } from '../keys/aggregate.js'
import { controlBlock, merkleize, outputScript, tweakInternalKey } from '../taproot/commitment.js'
import type { SwapSide } from '../words.js'
import { claimParts, type LeafParts, refundParts, scriptOf } from './leaves.js'
import { readTerms, type SwapKey, type SwapTerms } from './terms.js'

/** A leaf of a swap's output, and how it is revealed. */
export interface SwapLeaf {
  readonly script: Uint8Array
  /** 32 bytes (BIP 341). */
  readonly leafHash: Uint8Array
  /** 65 bytes. */
  readonly controlBlock: Uint8Array
}

/** A swap's output on chain: all of it follows from the terms. Plain data. */
export interface Swap {
  /** In their normal form. */
  readonly terms: SwapTerms
  /** Who takes the coins with the preimage: the provider of a submarine swap, the client of a reverse one. */
  readonly claimer: SwapSide
  /** Who locked the coins and takes them back from {@link SwapTerms.timeout} on: the other one. */
  readonly refunder: SwapSide
  readonly keys: Readonly<Record<SwapSide, SwapKey>>
  readonly claim: SwapLeaf
  readonly refund: SwapLeaf
  /** 32 x-only bytes: the MuSig2 aggregate of provider and client, in this order. */
  readonly internalKey: Uint8Array
  readonly merkleRoot: Uint8Array
  /** 32 x-only bytes: what the output pays to. */
  readonly outputKey: Uint8Array
  readonly outputScript: Uint8Array
  readonly address: string
}

/** A swap and the stretches of its leaves, which the leaves of an offer are compared with. */
export interface CompiledSwap {
  readonly swap: Swap
  readonly parts: { readonly claim: LeafParts; readonly refund: LeafParts }
}

export const compiled = (given: SwapTerms): CompiledSwap => {
  const { terms, hash, keys } = readTerms(given)
  const [claimer, refunder]: readonly [SwapSide, SwapSide] =
    terms.kind === 'submarine' ? ['provider', 'client'] : ['client', 'provider']
  const parts = {
    claim: claimParts(terms.kind, { hash, key: keys[claimer].publicKey.subarray(1) }),
    refund: refundParts({ key: keys[refunder].publicKey.subarray(1), timeout: terms.timeout }),
  }
  const [claim, refund] = [{ script: scriptOf(parts.claim) }, { script: scriptOf(parts.refund) }]
  const internalKey = aggregateKeys([keys.provider.publicKey, keys.client.publicKey]).slice(1)
  const { hash: merkleRoot, places } = merkleize({ left: { leaf: claim }, right: { leaf: refund } })
  const { outputKey, parity } = tweakInternalKey({ xOnly: internalKey }, merkleRoot)
  const [claimLeaf, refundLeaf] = places.map(({ leaf, hash: leafHash, merklePath }) => ({
    script: leaf.script,
    leafHash,
    controlBlock: controlBlock({ internalKey, parity, merklePath }),
  })) as [SwapLeaf, SwapLeaf] // the tree above has two leaves
  const swap: Swap = {
    terms,
    claimer,
    refunder,
    keys,
    claim: claimLeaf,
    refund: refundLeaf,
    internalKey,
    merkleRoot,
    outputKey,
    outputScript: outputScript(outputKey),
    address: encodeTaprootAddress(outputKey, terms.network),
  }
  return { swap, parts }
}

/**
 * A swap's output, from its terms: a Taproot output with two leaves, as swap services make them.
 *
 * The claim leaf is `HASH160 <h> EQUALVERIFY <claimKey> CHECKSIG` with h the RIPEMD-160 of the payment hash, in a
 * reverse swap behind `SIZE 32 EQUALVERIFY`; the refund leaf is `<refundKey> CHECKSIGVERIFY <timeout>
 * CHECKLOCKTIMEVERIFY`. The internal key is the MuSig2 aggregate of provider and client, not sorted (BIP 327).
 *
 * @throws EscrowError `SWAP_KEY`, `SWAP_KEY_REPEATED`, `SWAP_HASH`, `KEY_…`, `LOCK_…`, `AMOUNT_…`, `NETWORK_UNKNOWN`
 * @example
 * const swap = compileSwap({
 *   kind: 'submarine', network: 'regtest', paymentHash, provider: '02…', client: '[d34db33f/87h/1h/9h/0/3]03…',
 *   timeout: 812_345, amount: sats('100500'),
 * })
 * swap.address // 'bcrt1p…'
 */
export const compileSwap = (terms: SwapTerms): Swap => compiled(terms).swap

/** A swap of somebody's; what follows from its terms is computed again by whoever uses it. */
export const aSwap: Check = (value, field) => {
  anObject(value, field)
}

/** A swap that was given, from its terms alone: nothing else in it is believed. */
export const sameSwap = (given: Swap, field = 'swap'): Swap => {
  aSwap(given, field)
  return compiled(given.terms).swap
}
