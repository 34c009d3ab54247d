import type { Contract } from '../contract/contract.js'
import { EscrowError } from '../errors.js'
import { type FeeRate, feeFor, formatFeeRate } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import type { SpendPath } from '../words.js'
import { dividePot } from './divide.js'
import { planError } from './errors.js'
import { recipientScripts } from './money.js'
import { type OutcomeTerms, outcomePhrase, owedOutcomes, pathsFor } from './outcome.js'
import { inputWeight, transactionWeight } from './weight.js'

/** An amount in a contract, and what the network takes. */
export interface PayableOptions {
  /** The milestone's where not said. */
  readonly amount?: Sats
  readonly rate: FeeRate
}

/** A spend that could not pay those whom it should. */
export interface Unpayable {
  readonly path: SpendPath
  readonly outcome: OutcomeTerms
  /** Why not: `OUTPUT_DUST`, `SPLIT_DUST` or `FEE_OVER_AMOUNT`. */
  readonly reason: EscrowError
}

const REASONS: readonly string[] = ['OUTPUT_DUST', 'SPLIT_DUST', 'FEE_OVER_AMOUNT']

const pathsOf = ({ internal, paths }: Contract): readonly SpendPath[] => [
  ...(internal.kind === 'musig2' ? (['key'] as const) : []),
  ...paths.flatMap(({ name }) => (name === 'terms' ? [] : [name])),
]

/** The first outcome of a contract that cannot be paid: a payee near dust, or fees that leave nothing. */
export const unpayable = (
  contract: Contract,
  { amount = contract.amount, rate }: PayableOptions,
): Unpayable | undefined => {
  const { agreement } = contract
  const inputs = [{ contract, amount }]
  for (const path of pathsOf(contract))
    for (const outcome of owedOutcomes()) {
      if (!pathsFor(outcome).includes(path)) continue
      const options = { outcome, path, inputs }
      const weight = transactionWeight({
        inputWeights: [inputWeight(contract, path)],
        outputScripts: recipientScripts(agreement, options),
      })
      try {
        dividePot(agreement, { ...options, fee: feeFor(weight, rate) })
      } catch (error) {
        if (error instanceof EscrowError && REASONS.includes(error.code))
          return { path, outcome, reason: error }
        throw error
      }
    }
  return undefined
}

/**
 * Refuses money for a contract of which some outcome cannot be paid: everything to either side, or an award of a half.
 *
 * @throws EscrowError `OUTCOME_UNPAYABLE`
 */
export const checkPayable = (
  contract: Contract,
  {
    field,
    relax,
    ...options
  }: PayableOptions & { readonly field: string; readonly relax: readonly string[] },
): void => {
  const found = relax.includes('unpayable') ? undefined : unpayable(contract, options)
  if (found === undefined) return
  const { path, outcome, reason } = found
  throw planError('OUTCOME_UNPAYABLE', {
    field,
    expected: `an amount of which ${outcomePhrase(outcome)} by ${path} can be paid at ${formatFeeRate(options.rate)} sat/vB, or relax: ['unpayable']`,
    received: `${options.amount ?? contract.amount} sat: ${reason.data.field} would get ${reason.data.received}`,
    index: contract.index,
    path,
    outcome: outcome.kind,
  })
}
