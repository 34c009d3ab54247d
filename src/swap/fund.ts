import type { Contract } from '../contract/contract.js'
import { aContract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import type { Change } from '../funding/assemble.js'
import { fundingError } from '../funding/errors.js'
import {
  checkPaying,
  type FundRule,
  fundableChecks,
  fundRules,
  type PayingOptions,
} from '../funding/fundable.js'
import { listOf, membersNamed, oneOf } from '../given/check.js'
import { MAX_STANDARD_WEIGHT } from '../plan/weight.js'
import { aSigner, type Signer } from '../spend/signer.js'
import { type Sats, sats } from '../units/sats.js'
import { type Swap, sameSwap } from './compile.js'
import { draftOf, lockupOf, type SwapDraft, type SwapTransaction } from './draft.js'
import type { LockedSwap, SwapOutput } from './match.js'
import { type Preimage, preimageBytes } from './preimage.js'
import { aPreimage, CLAIM_RULES, checkShowable, claimed, leafWitness, type SwapClaimRule } from './spend.js'

/** A rule of `fund` or of `claimSwap`, lifted by its name. */
export type SwapFundRule = FundRule | SwapClaimRule

/** As for `fund`; `change` takes what the contracts and the fee leave, and there is always some. */
export interface PlanFundFromSwapOptions extends Omit<PayingOptions, 'relax'> {
  readonly relax?: readonly SwapFundRule[]
}

export interface FundFromSwapOptions extends PlanFundFromSwapOptions {
  /** 32 bytes, or their hex. */
  readonly preimage: Preimage
  readonly signer: Signer
}

/** What contracts funded from a swap cost, before its invoice is paid. */
export interface SwapFundingPlan {
  readonly fee: Sats
  /** What is left for the change. */
  readonly change: Sats
  readonly weight: number
}

/** Contracts funded from a swap: one transaction, signed. */
export interface SwapFunding extends Omit<SwapTransaction, 'amount'> {
  /** The contracts as they will be funded, in the order in which they were given; output k pays the k-th. */
  readonly outputs: readonly Funded[]
  /** The last output. */
  readonly change: Change
}

/**
 * Everything that `fund` checks, and the claim that pays the contracts.
 *
 * @throws EscrowError `FUNDING_NETWORKS_MIXED`, `FUNDING_TOO_HEAVY`, and those of `fund`
 */
const planned = (
  output: SwapOutput,
  { contracts, options }: { contracts: readonly Contract[]; options: PlanFundFromSwapOptions },
): { readonly draft: SwapDraft; readonly change: string } => {
  const relax = options.relax ?? []
  // the other names mean nothing to the checks of funding
  const rules = relax.filter((name): name is FundRule => fundRules().some((rule) => rule === name))
  const { network, change } = checkPaying(contracts, { ...options, relax: rules })
  const { swap } = output
  if (network !== swap.terms.network)
    throw fundingError('FUNDING_NETWORKS_MIXED', {
      field: 'contracts',
      expected: `contracts of ${swap.terms.network}, like the swap`,
      received: `some of ${network}`,
    })
  const { feeRate, feeRateFloor } = options
  const draft = draftOf(output, {
    witness: leafWitness(swap.claim, new Uint8Array(32)),
    lockTime: 0,
    fixed: contracts.map(({ outputScript, amount }) => ({ script: outputScript, amount })),
    rest: change,
    feeRate,
    relax,
    ...(feeRateFloor !== undefined && { feeRateFloor }),
  })
  if (draft.weight > MAX_STANDARD_WEIGHT)
    throw fundingError('FUNDING_TOO_HEAVY', {
      field: 'contracts',
      expected: `contracts that one transaction of ${MAX_STANDARD_WEIGHT} weight units pays`,
      received: `${contracts.length} contracts`,
      layer: 'relay',
      weight: draft.weight,
    })
  return { draft, change: change.text }
}

const rulesOf = () => [...new Set([...fundRules(), ...CLAIM_RULES])]
const checksOf = () => ({ ...fundableChecks(), 'relax?': listOf(oneOf(rulesOf())) })

/**
 * Checks, before the invoice of a reverse swap is paid, everything that `fundFromSwap` will check of the contracts, and
 * that the swap's coins are enough: for the contracts, the fee, and a change output, off which a later replacement takes
 * its higher fee.
 *
 * @throws EscrowError as `fund`, `SWAP_DUST`
 * @example
 * const { fee, change } = planFundFromSwap(swap, contracts, options) // then pay the invoice
 */
export const planFundFromSwap = (
  given: Swap,
  contracts: readonly Contract[],
  options: PlanFundFromSwapOptions,
): SwapFundingPlan => {
  listOf(aContract)(contracts, 'contracts')
  membersNamed(checksOf())(options, '')
  const swap = sameSwap(given)
  const nowhere = { txid: '0'.repeat(64), vout: 0 }
  const { draft } = planned({ swap, outpoint: nowhere, amount: swap.terms.amount }, { contracts, options })
  return { fee: draft.fee, change: draft.amount, weight: draft.weight }
}

/**
 * Claims a reverse swap straight into contracts: with all that `fund` and `claimSwap` check, before the preimage is
 * shown. To replace it, call again with a higher rate: the contracts get the same, the change less.
 *
 * @throws EscrowError as `fund` and `claimSwap`
 * @example
 * const { hex, outputs } = await fundFromSwap(locked, contracts, {
 *   preimage, signer, change, feeRate: '5', at: { height, medianTime }, known, acceptances, payer,
 * })
 */
export const fundFromSwap = async (
  given: LockedSwap,
  contracts: readonly Contract[],
  options: FundFromSwapOptions,
): Promise<SwapFunding> => {
  listOf(aContract)(contracts, 'contracts')
  membersNamed({ ...checksOf(), preimage: aPreimage, signer: aSigner })(options, '')
  const output = lockupOf(given)
  const preimage = preimageBytes(options.preimage, output.swap)
  const { signer, preimage: _, ...rest } = options
  const { draft, change } = planned(output, { contracts, options: rest })
  checkShowable(output, options)
  const { amount, txid, ...transaction } = await claimed(draft, { preimage, signer })
  return {
    ...transaction,
    txid,
    outputs: contracts.map((contract, vout) => ({
      contract,
      outpoint: { txid, vout },
      amount: contract.amount,
      match: 'exact',
    })),
    change: { txid, vout: contracts.length, address: change, amount: sats(amount) },
  }
}
