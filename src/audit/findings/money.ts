import { feeFor, formatFeeRate, satsPerVb } from '../../units/feeRate.js'
import type { Sats } from '../../units/sats.js'
import type { Matrix } from '../matrix.js'
import type { ContractFinding } from './make.js'

/** A rate that the network has asked for in busy weeks, in sat/vB. */
export const HIGH_RATE = '100'
/** The part of an amount that fees at {@link HIGH_RATE} may take without a finding: a tenth. */
export const FEE_SHARE_DIVISOR = 10n

/** An amount of which fees in busy weeks take a good part. */
export const moneyFindings = ({
  amount,
  matrix,
}: {
  readonly amount: Sats
  readonly matrix: Matrix
}): readonly ContractFinding[] => {
  // everybody together, when everything is open, can go every way
  const moves = matrix.moves.at(-1)?.at(-1) ?? []
  const [first, ...rest] = moves
  if (first === undefined) return []
  const dearest = rest.reduce((dear, move) => (move.weight > dear.weight ? move : dear), first)
  const rate = satsPerVb(HIGH_RATE)
  const fee = feeFor(dearest.weight, rate)
  if (fee * FEE_SHARE_DIVISOR < amount) return []
  const percent = (fee * 100n) / amount
  return [
    {
      code: 'FEES_EAT_AMOUNT',
      text: `At ${formatFeeRate(rate)} sat/vB a spend by ${dearest.by} (${dearest.vsize} vB) costs ${fee} of ${amount} sat, ${percent < 100n ? `${percent} percent` : 'more than there is'}; the limit is ${100n / FEE_SHARE_DIVISOR} percent.`,
    },
  ]
}
