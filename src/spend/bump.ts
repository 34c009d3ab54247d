import { shown } from '../errors.js'
import { anObject, listOf, membersOf, oneOf } from '../given/check.js'
import { PLAN_RULES, type Plan } from '../plan/plan.js'
import { aFeeRate, type FeeRateInput, feeFor, formatFeeRate, readFeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { draftOf } from './build.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import { type ReplanOptions, replan } from './replan.js'
import type { Spend } from './types.js'

export interface BumpOptions extends ReplanOptions {
  /**
   * What leaves the mempools with the spend, itself included, where something was built on it: `fees.descendant` and
   * four times `descendantsize` of `getmempoolentry`. Without it only the spend itself is replaced, and
   * nodes refuse a replacement that pays less than a child of it took besides.
   */
  readonly replaces?: { readonly fee: Sats; readonly weight: number }
  /**
   * What a replacement pays at least on top for its own relay; 1 sat/vB where not said: `incrementalrelayfee` of the
   * node's `getmempoolinfo`.
   */
  readonly incrementalFeeRate?: FeeRateInput
}

const INCREMENTAL_RATE = '1'

/**
 * The fees that a replacement has to outbid.
 *
 * @throws EscrowError `BUMP_REPLACES`
 */
const replacedFee = (plan: Plan, { replaces }: BumpOptions): Sats => {
  if (replaces === undefined) return plan.fee
  const { fee, weight } = replaces
  if (typeof fee !== 'bigint' || fee < plan.fee || !Number.isInteger(weight) || weight < plan.weight)
    throw spendError('BUMP_REPLACES', {
      field: 'replaces',
      expected: `the spend with all that hangs on it: at least ${plan.fee} sat and ${plan.weight} weight units`,
      received: `${shown(fee)} sat and ${shown(weight)} weight units`,
    })
  return fee
}

/**
 * The same spend with a higher fee, to replace the one on its way (BIP 125): same inputs, path and outcome, so all
 * its signers sign again. The recipients bear the higher fee in proportion; of a split in satoshis, the side that takes
 * the rest. It pays what all that it replaces paid, and for its own relay.
 *
 * @throws EscrowError `BUMP_TOO_LITTLE` where nodes would not take the replacement, `BUMP_REPLACES`, and those of the
 * family `plan`
 * @example
 * const faster = bump(spend, { feeRate: satsPerVb('12') })
 */
export const bump = (spend: Spend, options: BumpOptions): Spend<'unsigned'> => {
  const { plan } = bodyOf(spend)
  membersOf<BumpOptions>({
    feeRate: aFeeRate,
    'feeRateFloor?': aFeeRate,
    'relax?': listOf(oneOf(PLAN_RULES)),
    'replaces?': anObject,
    'incrementalFeeRate?': aFeeRate,
  })(options, '')
  const { replaces: _, incrementalFeeRate = INCREMENTAL_RATE, ...replanned } = options
  const relayRate = readFeeRate(incrementalFeeRate)
  const replaced = replacedFee(plan, options)
  const replacement = replan(plan, { ...replanned, path: plan.path })
  const least = replaced + feeFor(replacement.weight, relayRate)
  if (replacement.fee < least)
    throw spendError('BUMP_TOO_LITTLE', {
      field: 'feeRate',
      expected: `a rate that pays at least ${least} sat: the ${replaced} sat of before and ${formatFeeRate(relayRate)} sat/vB for relaying again`,
      received: `${formatFeeRate(readFeeRate(options.feeRate))} sat/vB, which is ${replacement.fee} sat`,
      layer: 'relay',
      least,
    })
  const secrets = spend.inputs
    .map((input) => (input.kind === 'leaf' ? input.preimage : undefined))
    .filter((preimage) => preimage !== undefined)
  return draftOf(replacement, { secrets })
}
