import { describeRecipient, type PlannedOutput } from '../plan/money.js'
import type { Plan } from '../plan/plan.js'
import type { ReviewSentence } from '../sentences/review.js'
import type { AgreementDifference } from '../terms/compare.js'
import { type FeeRate, formatFeeRate } from '../units/feeRate.js'
import type { RelativeLock } from '../units/lock.js'
import type { Outpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import type { Role } from '../words.js'
import type { ReviewFinding } from './finding.js'
import type { Interference } from './interference.js'
import type { TargetOpening } from './targets.js'
import type { Spend } from './types.js'

/** One output as whoever signs should see it. */
export interface ReviewedOutput {
  /** Such as `employer`, `worker.payees[1]`, `contract 8`. */
  readonly to: readonly string[]
  readonly address: string
  readonly amount: Sats
  /** Whether the one who is asked is paid by it. */
  readonly yours: boolean
}

/** One input as whoever signs should see it. */
export interface ReviewedInput {
  /** Position in `agreement.milestones`. */
  readonly milestone: number
  readonly memo?: string
  /** Of the contract. */
  readonly index: number
  readonly outpoint: Outpoint
  readonly amount: Sats
}

/** The network's fee in three measures. */
export interface ReviewedFee {
  readonly amount: Sats
  /** sat/vB, rounded down to a thousandth. */
  readonly rate: string
  /** Percent of the inputs, rounded up to a hundredth. */
  readonly percent: string
}

/** What one signature would do. */
export interface Review {
  readonly as: Role
  readonly plan: Plan
  readonly inputs: readonly ReviewedInput[]
  readonly outputs: readonly ReviewedOutput[]
  readonly fee: ReviewedFee
  /** Roles that `complete` would miss once one's own signature is there; one's own, where another member's is missing. */
  readonly waitingFor: readonly Role[]
  /** Who could take the money otherwise, alone or together without the one who is asked, and when. */
  readonly interferences: readonly Interference[]
  /** Who alone could take the contracts that are paid, and when. */
  readonly openings: readonly TargetOpening[]
  /** What an amendment that a relock leads to says differently, as far as it concerns the one who is asked. */
  readonly differences: readonly AgreementDifference[]
  /** Relative clocks that start again. */
  readonly restarts: readonly RelativeLock[]
  /** Earlier spends of the same money that could still be broadcast. */
  readonly outstanding: readonly Spend[]
  readonly findings: readonly ReviewFinding[]
  /** Whether `sign` would sign. */
  readonly passes: boolean
  /** The same in sentences, for `say` in any language and with names. */
  readonly sentences: readonly ReviewSentence[]
  /** These sentences in English. */
  readonly text: readonly string[]
}

export const reviewedOutput = ({ recipients, address, amount }: PlannedOutput, as: Role): ReviewedOutput => ({
  to: recipients.map(describeRecipient),
  address,
  amount,
  yours: recipients.some((recipient) => 'role' in recipient && recipient.role === as),
})

export const reviewedInputs = ({ inputs, agreement }: Plan): readonly ReviewedInput[] =>
  inputs.map(({ funded: { contract, outpoint, amount } }) => {
    const { milestone, index } = contract
    const memo = agreement.milestones[milestone]?.memo
    return { milestone, ...(memo !== undefined && { memo }), index, outpoint, amount }
  })

/** A fee in its three measures; the pot is not zero. */
export const reviewedFee = ({ fee, vsize, pot }: Pick<Plan, 'fee' | 'vsize' | 'pot'>): ReviewedFee => {
  const hundredths = (fee * 10_000n + pot - 1n) / pot
  return {
    amount: fee,
    // only shown, never planned with
    rate: formatFeeRate(((fee * 1000n) / BigInt(vsize)) as FeeRate),
    percent: `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')}`,
  }
}
