import { backend } from '#backend'
import { counted } from '../errors.js'
import { type Check, checkThat, listOf, membersOf } from '../given/check.js'
import { SIGNATURE_LENGTH } from '../script/satisfy.js'
import { anAmount, type Sats } from '../units/sats.js'
import { streamError } from './errors.js'
import { preparedOf, type StreamPlan } from './prepared.js'

/** What the employer hands over: one more satoshi or many, signed. The worker needs to keep the newest only. */
export interface StreamState {
  /** {@link StreamPlan.id} of the plan that it is of. */
  readonly deposits: string
  /** What it pays to the network. */
  readonly fee: Sats
  /** What it pays the worker's side, all payees together. */
  readonly pays: Sats
  /** The employer's, 64 bytes for each deposit in the plan's order. */
  readonly signatures: readonly Uint8Array[]
}

/** The state before, of this plan or of the one before a top-up or a renewal; `none` for the very first. */
export type LastState = StreamState | 'none'

const isSignature = (value: unknown): boolean =>
  value instanceof Uint8Array && value.length === SIGNATURE_LENGTH

export const aState: Check = /* @__PURE__ */ membersOf<StreamState>({
  deposits: /* @__PURE__ */ checkThat(
    '32 hex digits',
    (id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id),
  ),
  fee: anAmount,
  pays: anAmount,
  signatures: /* @__PURE__ */ listOf(/* @__PURE__ */ checkThat(`${SIGNATURE_LENGTH} bytes`, isSignature)),
})

/** A state, or none before the first one. */
export const aLastState: Check = (value, field) => {
  if (value !== 'none') aState(value, field)
}

const paidBy = (last: LastState): bigint => (last === 'none' ? -1n : last.pays)

/**
 * Refuses an amount that no state of the plan can pay, or that is no more than the last one's.
 *
 * @throws EscrowError `STREAM_TOO_SMALL`, `STREAM_TOO_MUCH`, `STREAM_NOT_MORE`
 */
export const checkPays = ({ least, most }: StreamPlan, { pays, last, field }: PaysOptions): void => {
  if (pays < least)
    throw streamError('STREAM_TOO_SMALL', {
      field,
      expected: `at least ${least} sat, below which nodes do not relay`,
      received: `${pays} sat`,
      layer: 'relay',
      least,
    })
  if (pays > most)
    throw streamError('STREAM_TOO_MUCH', {
      field,
      expected: `at most ${most} sat: a top-up, or a release, pays more`,
      received: `${pays} sat`,
      layer: 'relay',
      most,
    })
  if (pays <= paidBy(last))
    throw streamError('STREAM_NOT_MORE', {
      field,
      expected: `more than the ${paidBy(last)} sat of the last state`,
      received: `${pays} sat`,
    })
}

interface PaysOptions {
  readonly pays: Sats
  readonly last: LastState
  readonly field: string
}

/** A state's signatures, and what they are of. */
const checkSignatures = (plan: StreamPlan, { pays, signatures }: StreamState): void => {
  const { keys, digestsAt } = preparedOf(plan)
  if (signatures.length !== keys.length)
    throw streamError('STREAM_SIGNATURE', {
      field: 'state.signatures',
      expected: `${counted(keys.length, 'signature')}, one for each deposit`,
      received: counted(signatures.length, 'signature'),
    })
  const digests = digestsAt(pays)
  for (const [input, signature] of signatures.entries()) {
    const [digest, key] = [digests[input], keys[input]]
    if (digest === undefined || key === undefined || !backend.verifySchnorr(digest, key.xOnly, signature))
      throw streamError('STREAM_SIGNATURE', {
        field: `state.signatures[${input}]`,
        expected: 'a signature by employer of the spend that the state stands for',
        received: 'one that does not verify',
      })
  }
}

/**
 * Proves that a state is one of the plan, and more than the last one.
 *
 * @throws EscrowError `STREAM_DEPOSITS`, `STREAM_FEE`, `STREAM_TOO_SMALL`, `STREAM_TOO_MUCH`, `STREAM_NOT_MORE`,
 * `STREAM_SIGNATURE`
 */
export const checkState = (plan: StreamPlan, state: StreamState, last: LastState): void => {
  if (state.deposits !== plan.id)
    throw streamError('STREAM_DEPOSITS', {
      field: 'state.deposits',
      expected: `${plan.id}, the deposits of the plan`,
      received: state.deposits,
    })
  if (state.fee !== plan.fee)
    throw streamError('STREAM_FEE', {
      field: 'state.fee',
      expected: `${plan.fee} sat, as planned`,
      received: `${state.fee} sat`,
    })
  checkPays(plan, { pays: state.pays, last, field: 'state.pays' })
  checkSignatures(plan, state)
}
