export { type ParseInvoiceOptions, parseInvoice } from '../invoice/invoice.js'
export type { Invoice, InvoiceHop } from '../invoice/types.js'
export type { SwapSide } from '../words.js'
export { compileSwap, type Swap, type SwapLeaf } from './compile.js'
export type { SwapSpendOptions, SwapTransaction } from './draft.js'
export {
  type FundFromSwapOptions,
  fundFromSwap,
  type PlanFundFromSwapOptions,
  planFundFromSwap,
  type SwapFunding,
  type SwapFundingPlan,
  type SwapFundRule,
} from './fund.js'
export type { SwapMoment } from './given.js'
export { type SwapJson, swapFromJson, swapToJson } from './json.js'
export { type SwapKeyOptions, swapKey } from './key.js'
export {
  type LockedSwap,
  type MatchSwapOptions,
  matchSwap,
  type SwapOutput,
  type SwapOutputsOptions,
  swapOutputs,
} from './match.js'
export {
  readSwapOffer,
  type SwapOffer,
  type SwapOfferOptions,
  type SwapOfferRule,
  type SwapTimeouts,
} from './offer.js'
export { type PaySwapOptions, paySwap } from './pay.js'
export type { Preimage } from './preimage.js'
export { recoverPreimage } from './recover.js'
export {
  type ClaimSwapOptions,
  claimSwap,
  type RefundSwapOptions,
  refundSwap,
  type SwapClaimRule,
} from './spend.js'
export { type SwapTargetOptions, swapTarget } from './target.js'
export type { SwapKey, SwapKind, SwapTerms } from './terms.js'
export {
  type ClaimTogetherOptions,
  type CosignSwapOptions,
  claimSwapTogether,
  cosignSwap,
  refundSwapTogether,
  type SwapAnswer,
  type SwapReason,
  type SwapTaking,
} from './together.js'
