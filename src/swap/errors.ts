import { type ErrorFamily, errorFamily } from '../errors.js'

const codes = {
  /** A key of a swap that is no compressed public key. */
  SWAP_KEY: 'input',
  /** One key, or its negative, as provider's and client's. */
  SWAP_KEY_REPEATED: 'mismatch',
  /** The own key without an origin: nobody could derive it again. */
  SWAP_KEY_UNDERIVABLE: 'input',
  /** A payment hash that is not 64 lower-case hex digits. */
  SWAP_HASH: 'input',
  /** Bytes that are no preimage of the swap's hash. */
  SWAP_PREIMAGE: 'input',
  /** An offer that is no JSON, or names a member twice. */
  SWAP_OFFER_TEXT: 'mismatch',
  /** A leaf whose opcodes are not those of its kind of swap. */
  SWAP_OFFER_LEAF: 'mismatch',
  /** A provider whose tree has a leaf of another version than tapscript (BIP 342). */
  SWAP_OFFER_LEAF_VERSION: 'mismatch',
  /** A leaf, or an invoice, that another preimage opens. */
  SWAP_OFFER_HASH: 'mismatch',
  /** A leaf with another key. */
  SWAP_OFFER_KEY: 'mismatch',
  /** A refund leaf that opens at another height than the offer says. */
  SWAP_OFFER_TIMEOUT: 'mismatch',
  /** An address that is not that of the two leaves and both keys. */
  SWAP_OFFER_ADDRESS: 'mismatch',
  /** A provider that shows the right output as an address of another network. */
  SWAP_OFFER_NETWORK: 'mismatch',
  /** A payment URI of another address or amount. */
  SWAP_OFFER_URI: 'mismatch',
  /** Not the amount that was asked for. */
  SWAP_OFFER_AMOUNT: 'mismatch',
  /** The invoice names no amount, or one with a part of a satoshi. */
  SWAP_AMOUNT_NOT_WHOLE: 'input',
  /** A provider that keeps more of a swap than the caller is ready to pay. */
  SWAP_COST: 'mismatch',
  /** The height from which the refund opens is too near, or too far away. */
  SWAP_TIMEOUT_RANGE: 'mismatch',
  /** An invoice that runs out before the swap's steps are done. */
  SWAP_INVOICE_EXPIRY: 'state',
  /** No output of the transaction pays the swap. */
  SWAP_OUTPUT_NONE: 'mismatch',
  /** A transaction that pays the address of a swap more than once, of which one counts. */
  SWAP_OUTPUT_SEVERAL: 'mismatch',
  /** An output of the swap that holds another amount than was agreed on. */
  SWAP_OUTPUT_AMOUNT: 'mismatch',
  /** Another lockup is known: only the first one counts. */
  SWAP_OUTPUT_SECOND: 'mismatch',
  /** A swap that no outcome pays into: its client locks nothing. */
  SWAP_TARGET: 'input',
  /** A preimage would be shown for an output that may never stand. */
  SWAP_UNCONFIRMED: 'state',
  /** So near to the refund that the preimage could be learnt and the output taken back. */
  SWAP_TOO_LATE: 'state',
  /** The refund is not open yet. */
  SWAP_TOO_EARLY: 'state',
  /** What is left after the fee does not relay. */
  SWAP_DUST: 'limit',
  /** A signer without this side's key of the swap, or without MuSig2 where both sign together. */
  SWAP_SIGNER_NO_KEY: 'input',
  /** A signer that answered with something else than a valid signature of 64 bytes. */
  SWAP_SIGNER_FAILED: 'input',
  /** A reason that does not fit the swap, or that the own node does not give. */
  SWAP_REASON: 'state',
  /** A transaction that does not spend the swap's output alone. */
  SWAP_TRANSACTION: 'mismatch',
  /** Not the transaction that was planned. */
  SWAP_PLAN_BROKEN: 'internal',
} as const

interface Extras {
  SWAP_DUST: { readonly layer: 'relay' }
}

export const swapError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<typeof codes, Extras>(
  codes,
)
