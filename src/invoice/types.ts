import type { NetworkName } from '../units/network.js'

/** One channel of a way to a payee that the network does not know (field `r`). */
export interface InvoiceHop {
  /** Id of the node at the channel's start: 33 bytes in hex. */
  readonly node: string
  /** Block, transaction and output of the channel's funding: `589390x3312x1`. */
  readonly channel: string
  readonly feeBaseMsat: number
  readonly feeMillionths: number
  /** Blocks that the channel's node wants between the payment that comes and the one that goes. */
  readonly cltvDelta: number
}

/**
 * A request for a Lightning payment (BOLT 11), read and verified by `parseInvoice`. Hashes, keys and secrets are
 * lower-case hex. Its JSON form is its text.
 */
export interface Invoice {
  /** In lower case, without `lightning:`. */
  readonly text: string
  readonly network: NetworkName
  /** In millisatoshis; `null` where the payer chooses. */
  readonly amountMsat: bigint | null
  /** When it was made, in seconds since 1970. */
  readonly timestamp: number
  /** From this second on the payee should not take the payment any more; an hour after it was made unless said. */
  readonly expiresAt: number
  /** SHA-256 of the preimage that whoever pays gets to know. */
  readonly paymentHash: string
  /** What the payee wants to see again in the payment, so that nobody else probes for it. */
  readonly paymentSecret: string
  /** What the payment is for. Characters that nobody can see are written as `[U+202E]`. */
  readonly description: string | null
  /** SHA-256 of a longer text that came by another way. */
  readonly descriptionHash: string | null
  /** Id of the node that signed: 33 bytes in hex. */
  readonly payee: string
  /** Whether the invoice names the payee itself; otherwise the id is what the signature comes to. */
  readonly payeeNamed: boolean
  /** Blocks that the payee wants between the payment's arrival and its end; 18 unless said. */
  readonly minFinalCltvDelta: number
  /** Bits of the features that are set, from the lowest. */
  readonly features: readonly number[]
  /** What the payee wants to get back with the payment. */
  readonly metadata: string | null
  /** Addresses on chain, the preferred one first. */
  readonly fallbacks: readonly string[]
  /** Ways to the payee, each from a node that the network knows. */
  readonly routes: readonly (readonly InvoiceHop[])[]
}
