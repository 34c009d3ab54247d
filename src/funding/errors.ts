import { type ErrorFamily, errorFamily } from '../errors.js'

/** Found alone by those who only look for what was paid in. */
const matchCodes = {
  /** No output of the transaction pays a contract of the agreement. */
  FUNDING_NO_OUTPUT: 'mismatch',
} as const

const codes = {
  /** Nothing to fund. */
  FUNDING_CONTRACTS_NONE: 'input',
  /** One contract twice among those to be paid: its second deposit would be over its amount. */
  FUNDING_CONTRACT_REPEATED: 'input',
  /** Contracts on different chains. */
  FUNDING_NETWORKS_MIXED: 'input',
  /** An agreement without the verified acceptance of every role. */
  FUNDING_NOT_ACCEPTED: 'state',
  /** Keys under which the last index is used. */
  FUNDING_INDEX_EXHAUSTED: 'state',
  /** An agreement in which the payer shows no key. */
  FUNDING_PAYER: 'state',
  /** A secret that somebody else made: the worker may have it already. */
  FUNDING_SECRET_UNKNOWN: 'state',
  /** Change for a contract, or for somebody whom the agreement pays. */
  FUNDING_CHANGE: 'input',
  /** One coin twice among those to pay with. */
  FUNDING_COIN_REPEATED: 'input',
  /** Neither P2TR nor P2WPKH. */
  FUNDING_COIN_TYPE: 'input',
  /** A coin that is not what its previous transaction, or its key, says. */
  FUNDING_COIN_MISMATCH: 'mismatch',
  /** The coins do not cover amounts and fees; `missing` says how many satoshis more are needed. */
  FUNDING_NOT_ENOUGH: 'state',
  /** Not even one contract fits into a standard transaction, because the coins are too many and too small. */
  FUNDING_TOO_HEAVY: 'limit',
  /** The selection of coins does not add up. */
  FUNDING_SELECTION: 'internal',
  /** No `bitcoin:` URI as BIP 321 has them. */
  URI_MALFORMED: 'input',
  /** A `req-` parameter that is not understood. */
  URI_REQUIRED_UNKNOWN: 'input',
  /** A parameter twice that a URI has once: wallets would disagree about which counts. */
  URI_PARAMETER_REPEATED: 'input',
  /** Nothing in the URI can be paid on chain. */
  URI_ADDRESS_MISSING: 'input',
  /** Not in whole coins with up to 8 decimals, as BIP 321 writes amounts. */
  URI_AMOUNT: 'input',
  /** A parent whose size is not known yet. */
  CHILD_PARENT_UNSIGNED: 'input',
  /** No output of the parent has this number. */
  CHILD_OUTPUT_MISSING: 'input',
  /** The parent pays the rate already. */
  CHILD_NOT_NEEDED: 'state',
  /** The output cannot pay for both. */
  CHILD_AMOUNT: 'state',
} as const

interface Extras {
  FUNDING_NOT_ACCEPTED: { readonly agreement: string }
  FUNDING_PAYER: { readonly agreement: string }
  FUNDING_SECRET_UNKNOWN: { readonly agreement: string; readonly milestone: number }
  FUNDING_NOT_ENOUGH: { readonly missing: bigint }
  FUNDING_TOO_HEAVY: { readonly layer: 'relay'; readonly weight: number }
  CHILD_AMOUNT: { readonly missing: bigint }
}

export const matchError: ErrorFamily<typeof matchCodes> = /* @__PURE__ */ errorFamily(matchCodes)

export const fundingError: ErrorFamily<typeof codes, Extras> = /* @__PURE__ */ errorFamily<
  typeof codes,
  Extras
>(codes)
