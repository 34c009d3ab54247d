import type { PlanRule } from '../plan/plan.js'
import { type FeeRate, feeFor, formatFeeRate, satsPerVb } from '../units/feeRate.js'
import { draftOf } from './build.js'
import { bodyOf } from './collected.js'
import { spendError } from './errors.js'
import { replan } from './replan.js'
import type { Spend } from './types.js'

export interface BumpOptions {
  readonly feeRate: FeeRate
  /** Rules to lift by name, beside those that the spend lifted. */
  readonly relax?: readonly PlanRule[]
}

/** What a replacement pays at least on top for its own relay, in sat/vB: Bitcoin Core's `incrementalrelayfee`. */
const INCREMENTAL_RATE = '1'

/**
 * The same spend with a higher fee, to replace the one on its way (BIP 125): same inputs, path and outcome, so all
 * its signers sign again. The recipients bear the higher fee in proportion.
 *
 * @throws EscrowError `BUMP_TOO_LITTLE` where nodes would not take the replacement, and those of the family `plan`
 * @example
 * const faster = bump(spend, { feeRate: satsPerVb('12') })
 */
export const bump = (spend: Spend, options: BumpOptions): Spend<'unsigned'> => {
  const { plan } = bodyOf(spend)
  const replacement = replan(plan, { ...options, path: plan.path })
  const least = plan.fee + feeFor(replacement.weight, satsPerVb(INCREMENTAL_RATE))
  if (replacement.fee < least)
    throw spendError('BUMP_TOO_LITTLE', {
      field: 'feeRate',
      expected: `a rate that pays at least ${least} sat: the ${plan.fee} sat of before and ${INCREMENTAL_RATE} sat/vB for relaying again`,
      received: `${formatFeeRate(options.feeRate)} sat/vB, which is ${replacement.fee} sat`,
      layer: 'relay',
      least,
    })
  const secrets = spend.inputs
    .map((input) => (input.kind === 'leaf' ? input.preimage : undefined))
    .filter((preimage) => preimage !== undefined)
  return draftOf(replacement, { secrets })
}
