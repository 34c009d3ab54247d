import { type Check, membersNamed, textOrBytes } from '../given/check.js'
import { FEE_RULES, type FeeRule } from '../plan/feeCaps.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import type { SwapLeaf } from './compile.js'
import {
  draftOf,
  lockupOf,
  outputOf,
  payoutOf,
  type SwapDraft,
  type SwapSpendOptions,
  type SwapTransaction,
  signedTransaction,
  spendChecks,
} from './draft.js'
import { swapError } from './errors.js'
import { aTip } from './given.js'
import type { LockedSwap, SwapOutput } from './match.js'
import { type Preimage, preimageBytes } from './preimage.js'
import { leafSignature } from './signing.js'

/** A rule of claiming that a caller may lift by its name. */
export type SwapClaimRule = 'claimLate' | 'lockupUnconfirmed' | FeeRule
export const CLAIM_RULES: readonly SwapClaimRule[] = ['claimLate', 'lockupUnconfirmed', ...FEE_RULES]

export interface ClaimSwapOptions extends SwapSpendOptions<SwapClaimRule> {
  /** 32 bytes, or their hex. */
  readonly preimage: Preimage
  /** The chain as it is now. */
  readonly at: { readonly height: number }
  /**
   * `claimLate`: claims a reverse swap although the refund opens within 36 blocks; for a claim that is replaced by one
   * with a higher fee, whose preimage is known to everybody already.
   *
   * `lockupUnconfirmed`: shows the preimage for an output that is in no block, and that its owner may replace.
   *
   * The other names lift bounds of the fee.
   */
  readonly relax?: readonly SwapClaimRule[]
}

export interface RefundSwapOptions extends SwapSpendOptions {
  /** The chain as it is now. */
  readonly at: { readonly height: number }
}

/** Blocks that must be left to the refund when the preimage of a reverse swap is shown. */
const CLAIM_MARGIN = 36

/**
 * Refuses to show the preimage of a reverse swap where the coins may be gone before the claim is mined: the provider
 * then has both, as the invoice is settled with the preimage from the mempool.
 *
 * @throws EscrowError `SWAP_UNCONFIRMED`, `SWAP_TOO_LATE`
 */
export const checkShowable = (
  { swap, confirmedAt }: SwapOutput,
  { at, relax = [] }: { at: { readonly height: number }; relax?: readonly string[] | undefined },
): void => {
  const { kind, timeout } = swap.terms
  // whoever has paid for a preimage has nothing to lose by it
  if (kind === 'submarine') return
  if (!relax.includes('lockupUnconfirmed') && (confirmedAt === undefined || confirmedAt > at.height))
    throw swapError('SWAP_UNCONFIRMED', {
      field: 'output.confirmedAt',
      expected: "a lockup in a block, or relax: ['lockupUnconfirmed']",
      received: confirmedAt === undefined ? 'one in no block' : `one in block ${confirmedAt}`,
    })
  if (!relax.includes('claimLate') && timeout - at.height < CLAIM_MARGIN)
    throw swapError('SWAP_TOO_LATE', {
      field: 'at.height',
      expected: `height ${timeout - CLAIM_MARGIN} at most, ${CLAIM_MARGIN} blocks before the refund opens: later do nothing, and the payment comes back`,
      received: `${at.height}`,
    })
}

/** A preimage is judged by its hash. */
export const aPreimage: Check = textOrBytes

/** Lengths of a leaf's witness: a signature, perhaps the preimage, the script and its control block. */
export const leafWitness = ({ script, controlBlock }: SwapLeaf, preimage?: Uint8Array): readonly number[] => [
  SIGNATURE_LENGTH,
  ...(preimage === undefined ? [] : [preimage.length]),
  script.length,
  controlBlock.length,
]

/** Signs a claim through its leaf. */
export const claimed = async (
  draft: SwapDraft,
  { preimage, signer }: { preimage: Uint8Array; signer: SwapSpendOptions['signer'] },
): Promise<SwapTransaction> => {
  const { claim: leaf, claimer: side } = draft.output.swap
  const signature = await leafSignature(draft, { leaf, side, signer })
  return signedTransaction(draft, [signature, preimage, leaf.script, leaf.controlBlock])
}

/**
 * Takes a swap's coins with the preimage, by the claim leaf: the client of a reverse swap, the provider of a submarine
 * one. Whoever sees the transaction knows the preimage. To replace it, claim again at a higher rate, with
 * `relax: ['claimLate']` where it has got late.
 *
 * 151 virtual bytes to a Taproot address, 152 in a reverse swap.
 *
 * @throws EscrowError `SWAP_PREIMAGE`, `SWAP_UNCONFIRMED`, `SWAP_TOO_LATE`, `SWAP_OUTPUT_AMOUNT`, `SWAP_DUST`,
 * `SWAP_SIGNER_NO_KEY`, `SWAP_SIGNER_FAILED`, `FEE_…`, `ADDRESS_…`
 * @example
 * const { hex } = await claimSwap(locked, { preimage, signer, to, feeRate: '3', at: { height } })
 */
export const claimSwap = async (given: LockedSwap, options: ClaimSwapOptions): Promise<SwapTransaction> => {
  membersNamed({ ...spendChecks(CLAIM_RULES), preimage: aPreimage, at: aTip })(options, '')
  const output = lockupOf(given)
  const preimage = preimageBytes(options.preimage, output.swap)
  checkShowable(output, options)
  const { to, feeRate, feeRateFloor, relax, signer } = options
  const draft = draftOf(output, {
    witness: leafWitness(output.swap.claim, preimage),
    lockTime: 0,
    rest: payoutOf(to, output),
    feeRate,
    relax,
    ...(feeRateFloor !== undefined && { feeRateFloor }),
  })
  return claimed(draft, { preimage, signer })
}

/**
 * Takes a swap's coins back by the refund leaf, alone: the client of a submarine swap, the provider of a reverse one.
 * Nodes take the transaction when the tip has reached the swap's timeout. An output of another amount, or a second one,
 * comes back like the first.
 *
 * 138 virtual bytes to a Taproot address.
 *
 * @throws EscrowError `SWAP_TOO_EARLY`, `SWAP_DUST`, `SWAP_SIGNER_NO_KEY`, `SWAP_SIGNER_FAILED`, `FEE_…`, `ADDRESS_…`
 * @example
 * const { hex } = await refundSwap(locked, { signer, to, feeRate: '3', at: { height } })
 */
export const refundSwap = async (given: SwapOutput, options: RefundSwapOptions): Promise<SwapTransaction> => {
  membersNamed({ ...spendChecks(), at: aTip })(options, '')
  const output = outputOf(given)
  const { refund: leaf, refunder: side, terms } = output.swap
  const { timeout } = terms
  const { to, feeRate, feeRateFloor, relax, signer, at } = options
  if (at.height < timeout)
    throw swapError('SWAP_TOO_EARLY', {
      field: 'at.height',
      expected: `height ${timeout} or more`,
      received: `${at.height}`,
    })
  const draft = draftOf(output, {
    witness: leafWitness(leaf),
    lockTime: timeout,
    rest: payoutOf(to, output),
    feeRate,
    relax,
    ...(feeRateFloor !== undefined && { feeRateFloor }),
  })
  const signature = await leafSignature(draft, { leaf, side, signer })
  return signedTransaction(draft, [signature, leaf.script, leaf.controlBlock])
}
