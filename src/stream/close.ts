import { membersOf } from '../given/check.js'
import { release, settle } from '../spend/build.js'
import { complete } from '../spend/complete.js'
import { type FinalTransaction, finalize } from '../spend/finalize.js'
import { sign } from '../spend/sign.js'
import type { Signer } from '../spend/signer.js'
import type { Spend } from '../spend/types.js'
import { aFeeRate, type FeeRateInput } from '../units/feeRate.js'
import { anAmount, type Sats } from '../units/sats.js'
import { onlyDraft } from './draft.js'
import { streamError } from './errors.js'
import { heldSpend } from './held.js'
import { preparedOf, type StreamPlan } from './prepared.js'
import { aLastState, aState, checkState, type LastState, type StreamState } from './state.js'

/**
 * The worker closes alone: countersigns the newest state, and has the transaction to broadcast. A state that was
 * countersigned once stands for ever, so never countersign an older one. It works after the stream's end too, as long
 * as nobody was quicker.
 *
 * A worker of several keys signs `readState(…).spend` with each, as any spend.
 *
 * @param signer the worker's
 * @throws EscrowError `STREAM_DEPOSITS`, `STREAM_FEE`, `STREAM_SIGNATURE` and the bounds of `readState`;
 * `SIGNER_NO_KEY`, `SIGNER_NOT_NEEDED`, `SIGNATURE_MISSING`
 * @example
 * const { hex, txid } = await closeStream(plan, newest, worker)
 */
export const closeStream = async (
  plan: StreamPlan,
  state: StreamState,
  signer: Signer,
): Promise<FinalTransaction> => {
  preparedOf(plan)
  aState(state, 'state')
  checkState(plan, state, 'none')
  return finalize(complete(await sign(heldSpend(plan, state), signer)))
}

export interface SettleStreamOptions {
  /** What the worker's side shall have in the end; `everything` is all that the network's fee leaves. */
  readonly pays: Sats | 'everything'
  /** The newest state. */
  readonly last: LastState
  /** What the close pays to the network; without it what states pay. */
  readonly feeRate?: FeeRateInput
}

/**
 * Both close together by the key path: a smaller transaction, at a rate of the day. Each makes this draft and starts a
 * MuSig2 session with it, so that neither signs another amount.
 *
 * @throws EscrowError `STREAM_LESS_THAN_SIGNED`, and those of the families `plan` and `contract`
 * @example
 * const draft = settleStream(plan, { pays: sats('480000'), last: newest, feeRate: '4' })
 * const mine = await startMusig(draft, worker) // send mine.spend.psbt
 */
export const settleStream = (plan: StreamPlan, options: SettleStreamOptions): Spend<'unsigned'> => {
  preparedOf(plan)
  membersOf<SettleStreamOptions>({
    pays: (value, field) => {
      if (value !== 'everything') anAmount(value, field)
    },
    last: aLastState,
    'feeRate?': aFeeRate,
  })(options, '')
  const { pays, last, feeRate = plan.feeRate } = options
  const drafts =
    pays === 'everything'
      ? release(plan.deposits, { path: 'key', feeRate, relax: ['amount'] })
      : settle(plan.deposits, { path: 'key', split: { worker: pays }, feeRate })
  const draft = onlyDraft(drafts)
  const paid = pays === 'everything' ? draft.plan.pot - draft.plan.fee : pays
  const signed = last === 'none' ? 0n : last.pays
  if (paid < signed)
    throw streamError('STREAM_LESS_THAN_SIGNED', {
      field: 'pays',
      expected: `at least the ${signed} sat of the last state`,
      received: `${paid} sat`,
    })
  return draft
}
