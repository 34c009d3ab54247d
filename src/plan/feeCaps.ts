import { type FeeRateInput, feeFor, formatFeeRate, readFeeRate, satsPerVb } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { planError } from './errors.js'

/** 500 sat/vB: above any rate that a block has demanded for long. */
const FEE_RATE_CAP = 500n
/** A fee of more than a tenth of what moves. */
const FEE_SHARE_CAP = 10n

/** What nodes ask for at least where they were not told otherwise, in sat/vB (`minrelaytxfee`, before Core 30). */
const USUAL_FLOOR = '1'

/** A bound of the network's fee that a caller may lift by its name. */
export const FEE_RULES = ['feeRateFloor', 'feeRateCap', 'feeShareCap'] as const
export type FeeRule = (typeof FEE_RULES)[number]

/** A fee, and what it is measured by. */
export interface MeasuredFee {
  readonly fee: Sats
  /** What the transaction is there to move: all inputs of a spend, all contracts that a funding pays. */
  readonly pot: Sats
  readonly vsize: number
  readonly weight: number
}

/** What the nodes that a caller knows want at least. */
export interface FeeFloor {
  /** 1 sat/vB where not said: `mempoolminfee` or `minrelaytxfee` of `getmempoolinfo`, whichever is more. */
  readonly feeRateFloor?: FeeRateInput
}

/** Whether a fee is below what nodes ask for where they were not told otherwise. */
export const isBelowUsual = ({ fee, weight }: Pick<MeasuredFee, 'fee' | 'weight'>): boolean =>
  fee < feeFor(weight, satsPerVb(USUAL_FLOOR))

/**
 * Refuses a fee with which nodes do not take a transaction: it would be signed and could not be sent.
 *
 * @throws EscrowError `FEE_RATE_FLOOR`, `FEE_RATE_MALFORMED`, `FEE_RATE_OUT_OF_RANGE`
 */
export const checkFeeFloor = (
  { fee, weight }: Pick<MeasuredFee, 'fee' | 'weight'>,
  { relax, feeRateFloor = USUAL_FLOOR }: FeeFloor & { readonly relax: readonly string[] },
): void => {
  const floor = readFeeRate(feeRateFloor, 'feeRateFloor')
  const least = feeFor(weight, floor)
  const rule: FeeRule = 'feeRateFloor'
  if (relax.includes(rule) || fee >= least) return
  throw planError('FEE_RATE_FLOOR', {
    field: 'fee',
    expected: `at least ${least} sat (${formatFeeRate(floor)} sat/vB), the feeRateFloor of nodes where they accept less, or relax: ['feeRateFloor']`,
    received: `${fee} sat`,
    layer: 'relay',
    fee,
    least,
  })
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
