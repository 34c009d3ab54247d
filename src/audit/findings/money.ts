import type { Contract } from '../../contract/contract.js'
import { outcomePhrase } from '../../plan/outcome.js'
import { unpayable } from '../../plan/payable.js'
import type { Split } from '../../plan/splitTerms.js'
import { feeFor, formatFeeRate, satsPerVb } from '../../units/feeRate.js'
import type { Sats } from '../../units/sats.js'
import type { DryRun } from '../dryRun.js'
import type { LeafJudgement } from '../judge.js'
import type { ContractFinding } from './make.js'

/** A rate that the network has asked for in busy weeks, in sat/vB. */
export const HIGH_RATE = '100'
/** Percent of an amount that a fee at {@link HIGH_RATE} may reach without a finding. */
export const FEE_PERCENT = 10n

/** An amount of which fees in busy weeks take a good part. */
export const moneyFindings = (amount: Sats, dryRuns: readonly DryRun[]): readonly ContractFinding[] => {
  const [first, ...rest] = dryRuns
  if (first === undefined) return []
  const dearest = rest.reduce((dear, run) => (run.weight > dear.weight ? run : dear), first)
  const fee = feeFor(dearest.weight, satsPerVb(HIGH_RATE))
  const percent = (fee * 100n) / amount
  if (percent < FEE_PERCENT) return []
  return [
    {
      code: 'FEES_EAT_AMOUNT',
      text: `At ${HIGH_RATE} sat/vB ${percent < 100n ? `${percent} percent of` : 'more than'} the ${amount} sat may go to fees: ${fee} sat for the largest spend, ${dearest.outcome} by ${dearest.by} (${dearest.vsize} vB). From ${FEE_PERCENT} percent on it is worth a thought.`,
    },
  ]
}

/** An amount of which not everybody can be paid, even at the lowest of the rates. */
export const payableFindings = (
  contract: Contract,
  dryRuns: readonly DryRun[],
): readonly ContractFinding[] => {
  const [first, ...more] = dryRuns.flatMap(({ costs }) => costs.map(({ rate }) => rate))
  if (first === undefined) return []
  const rate = more.reduce((least, one) => (one < least ? one : least), first)
  const found = unpayable(contract, { rate })
  if (found === undefined) return []
  const { path, outcome, reason } = found
  return [
    {
      code: 'OUTCOME_UNPAYABLE',
      text: `At ${formatFeeRate(rate)} sat/vB ${outcomePhrase(outcome)}${outcome.kind === 'award' ? ` of ${shares(outcome.split)}` : ''} by ${path} cannot be paid from ${contract.amount} sat: ${reason.data.field} would get ${reason.data.received}.`,
    },
  ]
}

const shares = ({ employer, worker }: Split): string => `${employer}:${worker}`

/** Spends that nodes would not pass on, each path once. */
export const relayFindings = (dryRuns: readonly DryRun[]): readonly ContractFinding[] => {
  const seen = new Set<string>()
  return dryRuns.flatMap(({ by, obstacles }) =>
    obstacles.flatMap(({ nodes, rule, text }): readonly ContractFinding[] => {
      const mark = `${by} ${rule}`
      if (seen.has(mark)) return []
      seen.add(mark)
      return [
        nodes === 'strict'
          ? {
              code: 'STRICT_NODES_REFUSE',
              place: placeOf(by),
              rule: `relay: ${rule}`,
              text: `Strict nodes would not pass this spend on: ${text}.`,
            }
          : {
              code: 'NODES_REFUSE',
              place: placeOf(by),
              rule: `relay: ${rule}`,
              text: `No node with the usual rules would pass this spend on, so that somebody who makes blocks has to help: ${text}.`,
            },
      ]
    }),
  )
}

/** Leaves that the analysis of Miniscript finds fault with. */
export const saneFindings = (judgements: readonly LeafJudgement[]): readonly ContractFinding[] =>
  judgements.flatMap(({ leaf, miniscript }) =>
    miniscript === undefined || miniscript.sane
      ? []
      : [
          {
            code: 'LEAF_NOT_SANE' as const,
            place: placeOf(leaf),
            text: `The analysis of Miniscript does not call this leaf sane: ${miniscript.reason ?? 'it gives no reason'}.`,
          },
        ],
  )

const placeOf = (by: string): string => (by === 'key' ? 'key path' : `leaf ${by.replace(/^leaf /, '')}`)
