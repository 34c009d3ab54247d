import { dustOf } from '../agreement/address.js'
import { aContract, type Contract } from '../contract/contract.js'
import { listOf, membersOf } from '../given/check.js'
import { payoutsOf } from '../plan/money.js'
import { EXAMPLES, type OutcomeTerms, pathsFor } from '../plan/outcome.js'
import { segwitInputWeight, transactionWeight } from '../plan/weight.js'
import { type AuditedOutput, anOutput } from '../powers/output.js'
import { obstaclesOf, type RelayObstacle } from '../powers/relay.js'
import { type Route, routesOf, TAPROOT_OUTPUT } from '../powers/routes.js'
import { leastWhere } from '../units/bisect.js'
import {
  aFeeRate,
  type FeeRate,
  type FeeRateInput,
  feeFor,
  readFeeRate,
  virtualSize,
} from '../units/feeRate.js'
import { type Sats, sats } from '../units/sats.js'
import type { Outcome, SpendPath } from '../words.js'

/** What a spend costs at a rate. */
export interface DryRunCost {
  readonly rate: FeeRate
  readonly fee: Sats
  /**
   * The smallest amount in the contract that is worth this spend: the fee takes at most half of it, and what
   * everybody gets is above dust.
   */
  readonly worthwhile: Sats
}

/** A spend that nobody signed, measured. */
export interface DryRun {
  /** `key`, or the name of a leaf. */
  readonly by: string
  /**
   * What becomes of the money; `sweep` is everything to one P2TR output, and so are a freeze and a relock of
   * everything. Settlements and awards pay both sides.
   */
  readonly outcome: 'sweep' | Exclude<Outcome, 'relock'>
  readonly outputs: number
  /** Weight units of the signed transaction with one input. */
  readonly weight: number
  readonly vsize: number
  /** One for each rate. */
  readonly costs: readonly DryRunCost[]
  /** Empty where all nodes relay it. */
  readonly obstacles: readonly RelayObstacle[]
}

export interface DryRunOptions {
  /** Whose outcomes are measured beside the sweeps: the contract that the output belongs to. */
  readonly contract?: Contract
  /** 1, 10 and 100 sat/vB where not said. */
  readonly feeRates?: readonly FeeRateInput[]
}

/** A fee of more than one part in so many of the amount is not worth it. */
const WORTHWHILE_PARTS = 2n

type PaidOut = Exclude<OutcomeTerms, { readonly kind: 'relock' }>

/** Where the money goes, and what an outcome pays of an amount after a fee, without a look at whether that may be. */
interface Division {
  readonly outcome: DryRun['outcome']
  readonly payouts: (
    amount: bigint,
    fee: bigint,
  ) => readonly {
    readonly script: Uint8Array
    readonly amount: bigint
    readonly dust: bigint
  }[]
  /** The smallest amount that may be paid out after the fee; not where an arbiter's fee depends on the whole. */
  readonly leastRest?: () => bigint
}

/** The first amount from a lower bound on that is enough, where every amount above an enough one is enough, too. */
const leastFrom = (lower: bigint, isEnough: (amount: bigint) => boolean): bigint => {
  if (isEnough(lower)) return lower
  let high = 2n * lower
  while (!isEnough(high)) high *= 2n
  return leastWhere({ from: lower + 1n, to: high }, isEnough)
}

/** Whether nobody gets dust; an arbiter's fee that rounds to nothing is an output less. */
const isPayable =
  ({ payouts }: Division, { outputs, fee }: { outputs: number; fee: bigint }) =>
  (amount: bigint): boolean => {
    const paid = payouts(amount, fee)
    return paid.length >= outputs && paid.every((payout) => payout.amount >= payout.dust)
  }

const costAt = (
  rate: FeeRate,
  { division, weight, outputs }: { division: Division; weight: number; outputs: number },
): DryRunCost => {
  const fee = feeFor(weight, rate)
  const least = WORTHWHILE_PARTS * fee
  const { leastRest } = division
  const worthwhile =
    leastRest === undefined
      ? leastFrom(least, isPayable(division, { outputs, fee }))
      : [least, fee + leastRest()].reduce((one, other) => (one > other ? one : other))
  return { rate, fee, worthwhile: sats(worthwhile, 'worthwhile') }
}

/** Divisions in which only what is left after the fee matters find the smallest such amount once. */
const withLeastRest = (division: Division, amount: bigint): Division => {
  let least: bigint | undefined
  return {
    ...division,
    leastRest: () => {
      least ??= leastFrom(1n, isPayable(division, { outputs: division.payouts(amount, 0n).length, fee: 0n }))
      return least
    },
  }
}

const SWEEP_DUST: Sats = /* @__PURE__ */ dustOf(TAPROOT_OUTPUT)
const SWEEP: Division = {
  outcome: 'sweep',
  payouts: (amount, fee) => [{ script: TAPROOT_OUTPUT, amount: amount - fee, dust: SWEEP_DUST }],
  leastRest: () => SWEEP_DUST,
}

/** The outcomes that an agreement allows a path. */
const divisionsOf = (contract: Contract): ((path: string) => readonly Division[]) => {
  const { agreement, amount } = contract
  const paidOut = EXAMPLES.flatMap((terms) => (terms.kind === 'relock' ? [] : [terms]))
  const divisionOf = (outcome: PaidOut, path: SpendPath): Division => ({
    outcome: outcome.kind,
    payouts: (pot, fee) => payoutsOf(agreement, { outcome, path, inputs: [{ contract, amount: pot }], fee }),
  })
  // what is paid without an arbiter is the same by every path
  const shared = new Map(
    paidOut
      .filter((outcome) => pathsFor(outcome).includes('employerAndWorker'))
      .map((outcome) => [outcome.kind, withLeastRest(divisionOf(outcome, 'employerAndWorker'), amount)]),
  )
  return (by) => {
    const path = contract.paths.find(({ name }) => name === by)?.name
    if (path === undefined || path === 'terms') return []
    return paidOut
      .filter((outcome) => pathsFor(outcome).includes(path))
      .map((outcome) => shared.get(outcome.kind) ?? divisionOf(outcome, path))
  }
}

const runOf = (
  route: Route,
  { division, amount, rates }: { division: Division; amount: bigint; rates: readonly FeeRate[] },
): DryRun => {
  const outputScripts = division.payouts(amount, 0n).map(({ script }) => script)
  const outputs = outputScripts.length
  const weight = transactionWeight({ inputWeights: [segwitInputWeight(route.witness)], outputScripts })
  return {
    by: route.move.by,
    outcome: division.outcome,
    outputs,
    weight,
    vsize: virtualSize(weight),
    costs: rates.map((rate) => costAt(rate, { division, weight, outputs })),
    obstacles: obstaclesOf({ ...route, weight }),
  }
}

/**
 * For each way to move an output's money a spend that nobody signs: its exact size, its fee at some rates, the
 * smallest amount that is worth it, and what stands in the way of its relay. With a contract the outcomes of its
 * agreement follow the sweep of each path.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const [cheapest] = dryRun(outputOf(contract), { contract, feeRates: ['5'] })
 * cheapest.vsize // 111 by the key path
 */
export const dryRun = (output: AuditedOutput, options: DryRunOptions = {}): readonly DryRun[] => {
  anOutput(output, 'output')
  membersOf<DryRunOptions>({ 'contract?': aContract, 'feeRates?': listOf(aFeeRate) })(options, '')
  const { contract, feeRates = ['1', '10', '100'] } = options
  const rates = feeRates.map((rate) => readFeeRate(rate))
  const amount = contract?.amount ?? 0n
  const divisions = contract === undefined ? () => [] : divisionsOf(contract)
  return routesOf(output).flatMap((route) =>
    [SWEEP, ...divisions(route.move.by)].map((division) => runOf(route, { division, amount, rates })),
  )
}
