import { compareAmount } from '../contract/amounts.js'
import type { Funded } from '../contract/funded.js'
import { anything, aWhole, membersOf } from '../given/check.js'
import { aMoment, type ChainMoment } from '../paths/deadlines.js'
import { type Plan, planTransaction } from '../plan/plan.js'
import { transactionId } from '../psbt/transaction.js'
import { type FreezeOptions, freeze } from '../spend/build.js'
import type { Spend } from '../spend/types.js'
import { aFeeRate, type FeeRateInput } from '../units/feeRate.js'
import type { Sats } from '../units/sats.js'
import { onlyDraft } from './draft.js'
import { streamError } from './errors.js'
import { plannedStream, type StreamView } from './plan.js'
import { preparedOf, type StreamPlan } from './prepared.js'
import { aLastState, type LastState } from './state.js'

export interface RenewOptions extends StreamView {
  /** The newest state. */
  readonly last: LastState
  /** Who freezes; without it the key path where it is open, else `employerAndWorker`. */
  readonly path?: FreezeOptions['path']
  /** Of the freeze; without it what states pay. */
  readonly feeRate?: FeeRateInput
}

export interface Renewal {
  /** Pays the deposits back to their own script, and so starts relative clocks again. */
  readonly freeze: Spend<'unsigned'>
  /**
   * The stream over the output of the freeze, whose id is known before anybody signs it. Its end is counted as if the
   * next block held the freeze, so it is never too late.
   */
  readonly next: StreamPlan
  /** What the first state of `next` has to pay. */
  readonly least: Sats
}

/**
 * Renews a stream whose end comes near. A freeze voids every state, so the order matters: both make the renewal; the
 * employer signs the first state of `next`; the worker reads it; only then the worker signs the freeze. Work goes on
 * when the freeze is confirmed, with `planStream` over its output: the same states are of that plan.
 *
 * Relative clocks start again; absolute ones do not, and `next` is over when the stream is.
 *
 * @throws EscrowError `STREAM_TOO_SMALL` where the fee of the freeze leaves less than what was signed, and those of
 * `planStream`, `freeze` and their families
 * @example
 * const { freeze, next, least } = renewStream(plan, { last: newest, at: { height, medianTime } })
 * const first = await signState(next, { pays: least, last: 'none' }, employer)
 */
export const renewStream = (plan: StreamPlan, options: RenewOptions): Renewal => {
  preparedOf(plan)
  membersOf<RenewOptions>({
    last: aLastState,
    at: aMoment,
    'margin?': aWhole,
    'path?': anything,
    'feeRate?': aFeeRate,
  })(options, '')
  const { last, at, margin, path, feeRate = plan.feeRate } = options
  const drafts = freeze(plan.deposits, { at, feeRate, ...(path && { path }) })
  const draft = onlyDraft(drafts)
  const next = plannedStream(
    { deposits: frozenDeposits(plan, draft.plan, at), feeRate: plan.feeRate },
    { at, ...(margin !== undefined && { margin }) },
  )
  const least = last !== 'none' && last.pays > next.least ? last.pays : next.least
  if (least > next.most)
    throw streamError('STREAM_TOO_SMALL', {
      field: 'last.pays',
      expected: `at most the ${next.most} sat that are left after the fee of the freeze`,
      received: `${least} sat`,
      layer: 'relay',
      least,
    })
  return { freeze: draft, next, least }
}

/** What a freeze will have made of the deposits, as if the next block held it. */
const frozenDeposits = (
  { deposits }: StreamPlan,
  freezing: Plan,
  { height, medianTime }: ChainMoment,
): readonly Funded[] => {
  const txid = transactionId(planTransaction(freezing))
  return freezing.outputs.flatMap(({ amount }, vout) =>
    deposits.slice(0, 1).map(({ contract }) => ({
      contract,
      outpoint: { txid, vout },
      amount,
      match: compareAmount(contract, amount),
      confirmedAt: height + 1,
      medianTimeBefore: medianTime,
    })),
  )
}
