import { createHash } from 'node:crypto'
import { type Sats, sats } from 'taproot-escrow'
import type { Signer } from 'taproot-escrow/signers'
import {
  compileSwap,
  type LockedSwap,
  matchSwap,
  type Swap,
  type SwapKind,
  type SwapTerms,
  swapKey,
} from 'taproot-escrow/swap'
import { serializeTransaction } from '../../src/psbt/transaction.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { signerOf } from './contracts.js'
import { extendedHolder } from './holders.js'
import { hexField, invoiceOf, textField } from './invoices.js'

/** Swaps of two test holders: the provider's seed is 71, the client's 72. */

export interface SwapParty {
  /** Behind its origin. */
  readonly key: string
  readonly signer: Signer
}

const party = (seed: number, index: number): SwapParty => {
  const holder = extendedHolder(seed)
  return { key: swapKey(holder.text, { index }), signer: signerOf(holder) }
}
export const providerOf = (index = 0): SwapParty => party(71, index)
export const clientOf = (index = 0): SwapParty => party(72, index)

/** The key without its origin, as offers write it. */
export const bareKey = (key: string): string => key.slice(key.indexOf(']') + 1)

export const preimageOf = (number: number): string =>
  createHash('sha256').update(`taproot-escrow test preimage ${number}`).digest('hex')
export const paymentHashOf = (preimage: string): string =>
  createHash('sha256').update(fromHex(preimage)!).digest('hex')

export const PREIMAGE: string = preimageOf(1)
export const AMOUNT: Sats = sats('100500')
export const TIMEOUT = 1000
export const NOW = 1_800_000_000

/** 100,000 sat on regtest, good for a day. */
export const swapInvoice = ({
  hash = paymentHashOf(PREIMAGE),
  prefix = 'lnbcrt1m',
  time = NOW,
}: {
  hash?: string
  prefix?: string
  time?: number
} = {}): string =>
  invoiceOf({
    prefix,
    time,
    fields: [
      hexField('p', hash),
      hexField('s', '11'.repeat(32)),
      textField('d', 'a swap'),
      ['x', [2, 20, 12, 0]],
    ],
  })

export const termsOf = (kind: SwapKind, changes: Partial<SwapTerms> = {}): SwapTerms => ({
  kind,
  network: 'regtest',
  paymentHash: paymentHashOf(PREIMAGE),
  provider: providerOf().key,
  client: clientOf().key,
  timeout: TIMEOUT,
  amount: AMOUNT,
  ...changes,
})

export const swapOf = (kind: SwapKind, changes: Partial<SwapTerms> = {}): Swap =>
  compileSwap(termsOf(kind, changes))

/** A transaction that nobody signed and that pays these scripts. */
export const payingHex = (outputs: readonly { script: Uint8Array; amount: bigint }[], number = 1): string =>
  toHex(
    serializeTransaction({
      version: 2,
      lockTime: 0,
      inputs: [
        {
          outpoint: { txid: number.toString(16).padStart(64, '0'), vout: 0 },
          sequence: 0,
          witness: [Uint8Array.of(1)],
        },
      ],
      outputs: outputs.map(({ script, amount }) => ({ script, amount: sats(amount) })),
    }),
  )

/** The lockup of a swap on a chain that nobody looks at. */
export const lockedOf = (swap: Swap, { confirmedAt = 900 }: { confirmedAt?: number } = {}): LockedSwap =>
  matchSwap(swap, payingHex([{ script: swap.outputScript, amount: swap.terms.amount }]), { confirmedAt })

const treeOf = ({ claim, refund }: Swap) => ({
  claimLeaf: { version: 192, output: toHex(claim.script) },
  refundLeaf: { version: 192, output: toHex(refund.script) },
})

/** What a service answers when it is asked for a swap, with members that the library does not know. */
// biome-ignore lint/suspicious/noExplicitAny: tests write lies into it
export const offerOf = (swap: Swap): any => {
  const { kind, provider, timeout, amount } = swap.terms
  const common = { id: 'x1y2z3', swapTree: treeOf(swap), timeoutBlockHeight: timeout, referralId: 1.5 }
  return kind === 'submarine'
    ? {
        ...common,
        address: swap.address,
        bip21: `bitcoin:${swap.address}?amount=${coins(amount)}&label=Swap%20to%20Lightning`,
        claimPublicKey: bareKey(provider),
        acceptZeroConf: true,
        expectedAmount: Number(amount),
      }
    : {
        ...common,
        invoice: swapInvoice(),
        lockupAddress: swap.address,
        refundPublicKey: bareKey(provider),
        onchainAmount: Number(amount),
      }
}

export const coins = (amount: bigint): string => `0.${amount.toString().padStart(8, '0')}`
