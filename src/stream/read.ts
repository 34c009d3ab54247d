import { type Check, membersOf } from '../given/check.js'
import { aMoment, type ChainMoment } from '../paths/deadlines.js'
import type { Spend } from '../spend/types.js'
import { anAmount, type Sats } from '../units/sats.js'
import { isReached, overError } from './ends.js'
import { streamError } from './errors.js'
import { heldSpend } from './held.js'
import { preparedOf, type StreamPlan } from './prepared.js'
import { aLastState, aState, checkState, type LastState, type StreamState } from './state.js'

export interface ReadStateOptions {
  /** The newest state that was read before. */
  readonly last: LastState
  /** The tip of the chain. */
  readonly at: ChainMoment
  /** What was earned by now: a state that pays less is refused. */
  readonly owed?: Sats
}

const someOptions: Check = /* @__PURE__ */ membersOf<ReadStateOptions>({
  last: aLastState,
  at: aMoment,
  'owed?': anAmount,
})

/** A state that can be believed. */
export interface ReadState {
  /** To be stored before anybody works on. */
  readonly state: StreamState
  /** What the worker's side has now, whatever the employer does. */
  readonly amount: Sats
  /** More than what is owed; absent where nobody said what that is. */
  readonly ahead?: Sats
  /** The spend with the employer's signatures, read when it is asked for; `closeStream` needs the state alone. */
  readonly spend: Spend<'unsigned' | 'partial'>
}

/**
 * The worker reads a state, and believes nothing of it: deposits and fee must be the plan's, the amount must grow,
 * each signature is verified against the signature hash of the spend as it is rebuilt here.
 *
 * A state that is refused with `STREAM_BEHIND` is good for what it pays: read again without `owed`, it is kept, while
 * the worker stops.
 *
 * @throws EscrowError `STREAM_OVER`, `STREAM_DEPOSITS`, `STREAM_FEE`, `STREAM_TOO_SMALL`, `STREAM_TOO_MUCH`,
 * `STREAM_NOT_MORE`, `STREAM_SIGNATURE`, `STREAM_BEHIND`
 * @example
 * const { state, amount } = readState(plan, streamStateFromJson(json), { last, owed, at: { height, medianTime } })
 */
export const readState = (plan: StreamPlan, state: StreamState, options: ReadStateOptions): ReadState => {
  preparedOf(plan)
  aState(state, 'state')
  someOptions(options, '')
  const { last, at, owed } = options
  const { ends, closeBefore } = plan
  if (isReached(closeBefore, at)) throw overError(ends, closeBefore)
  checkState(plan, state, last)
  const amount = state.pays
  if (owed !== undefined && amount < owed)
    throw streamError('STREAM_BEHIND', {
      field: 'state.pays',
      expected: `the ${owed} sat that are owed`,
      received: `${amount} sat`,
      missing: owed - amount,
    })
  return {
    state,
    amount,
    ...(owed !== undefined && { ahead: (amount - owed) as Sats }), // not below zero, and less than the amount
    get spend() {
      return heldSpend(plan, state)
    },
  }
}
