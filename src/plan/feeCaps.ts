import type { Sats } from '../units/sats.js'
import { planError } from './errors.js'

/** 500 sat/vB: above any rate that a block has demanded for long. */
const FEE_RATE_CAP = 500n
/** A fee of more than a tenth of what moves. */
const FEE_SHARE_CAP = 10n

/** A cap on the network's fee that a caller may lift by its name. */
export const FEE_RULES = ['feeRateCap', 'feeShareCap'] as const
export type FeeRule = (typeof FEE_RULES)[number]

/** A fee, and what it is measured by. */
export interface MeasuredFee {
  readonly fee: Sats
  /** What the transaction is there to move: all inputs of a spend, all contracts that a funding pays. */
  readonly pot: Sats
  readonly vsize: number
  readonly weight: number
}

/**
 * Refuses a fee that nobody can mean.
 *
 * @throws EscrowError `FEE_RATE_CAP`, `FEE_SHARE_CAP`
 */
export const checkFeeCaps = (
  { fee, pot, vsize, weight }: MeasuredFee,
  { relax }: { relax: readonly string[] },
): void => {
  const lifted = (rule: FeeRule): boolean => relax.includes(rule)
  if (!lifted('feeRateCap') && fee > FEE_RATE_CAP * BigInt(vsize))
    throw planError('FEE_RATE_CAP', {
      field: 'fee',
      expected: `at most ${FEE_RATE_CAP} sat/vB, or relax: ['feeRateCap']`,
      received: `${fee} sat for ${vsize} vB`,
      fee,
      weight,
    })
  if (!lifted('feeShareCap') && fee * FEE_SHARE_CAP > pot)
    throw planError('FEE_SHARE_CAP', {
      field: 'fee',
      expected: `at most a tenth of the ${pot} sat that are moved, or relax: ['feeShareCap']`,
      received: `${fee} sat`,
      fee,
      pot,
    })
}
