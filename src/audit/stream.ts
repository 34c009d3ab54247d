import type { Contract } from '../contract/contract.js'
import { counted, EscrowError } from '../errors.js'
import { membersOf } from '../given/check.js'
import type { ChainMoment } from '../paths/deadlines.js'
import { ENGLISH_TONGUE } from '../sentences/english/tongue.js'
import { isReached, type StreamEnd, type StreamMoment } from '../stream/ends.js'
import { preparedOf, type StreamPlan } from '../stream/prepared.js'
import { aLastState, checkState, type LastState, type StreamState } from '../stream/state.js'
import { equalBytes } from '../units/bytes.js'
import { formatOutpoint } from '../units/outpoint.js'
import type { Sats } from '../units/sats.js'
import { roleName } from '../words.js'
import { auditError } from './errors.js'
import { englishVoice, listed } from './phrases.js'
import { type ContractName, nameOf } from './told.js'

/** A stream on a contract: until when it may run, and what its last state pays. Plain data. */
export interface StreamTold {
  readonly contract: ContractName
  /** As `txid:vout`. */
  readonly deposits: readonly string[]
  readonly pot: Sats
  /** What every state pays to the network. */
  readonly fee: Sats
  /** What a state can pay the worker's side. */
  readonly least: Sats
  readonly most: Sats
  /** From when, and by which path, the money can move without the worker. */
  readonly ends: StreamEnd
  /** From this tip on nothing more is believed, and the worker closes. */
  readonly closeBefore: StreamMoment
  /** What the state that was given pays the worker's side, where the employer signed it. */
  readonly pays?: Sats
  /** Why the state that was given is none of this stream. */
  readonly refused?: { readonly code: string; readonly text: string }
  /** The same in plain sentences. */
  readonly text: readonly string[]
}

/** Tells of a stream on one of the contracts of an agreement, as of a tip where one is known. */
export type StreamReader = (contracts: readonly Contract[], at: ChainMoment | undefined) => StreamTold

export interface OfStreamOptions {
  /** The newest state that somebody holds. */
  readonly last: LastState
}

/**
 * What an audit says of a stream, for an agreement on whose contract one runs: until when it may run, and what its last
 * state pays. The state is verified. A function of its own, so that who audits without one bundles nothing of it.
 *
 * @throws EscrowError `ARGUMENT_TYPE`; the audit throws `AUDIT_OPTION` for a stream on another agreement's contract
 * @example
 * const { stream } = audit(agreementText, { stream: ofStream(plan, { last: newest }) })
 */
export const ofStream = (plan: StreamPlan, options: OfStreamOptions): StreamReader => {
  preparedOf(plan)
  membersOf<OfStreamOptions>({ last: aLastState })(options, '')
  const { last } = options
  return (contracts, at) => {
    const contract = contracts.find(({ outputScript }) =>
      plan.deposits.every((deposit) => equalBytes(outputScript, deposit.contract.outputScript)),
    )
    if (contract !== undefined) return streamTold(plan, { contract, last, at })
    throw auditError('AUDIT_OPTION', {
      field: 'stream',
      expected: 'a stream on a contract of the agreement',
      received: 'one on another contract',
    })
  }
}

interface Beside {
  readonly contract: Contract
  readonly last: LastState
  readonly at: ChainMoment | undefined
}

const streamTold = (plan: StreamPlan, { contract, last, at }: Beside): StreamTold => {
  const { deposits, pot, fee, least, most, ends, closeBefore } = plan
  const state = last === 'none' ? undefined : judged(plan, last)
  const { amount } = englishVoice()
  return {
    contract: nameOf(contract),
    deposits: deposits.map(({ outpoint }) => formatOutpoint(outpoint)),
    pot,
    fee,
    least,
    most,
    ends,
    closeBefore,
    ...state,
    text: [
      `A stream over ${counted(deposits.length, 'deposit')} of contract ${contract.index}, ${amount(pot)}: each state pays the worker ${amount(least)} to ${amount(most)}, and the network ${amount(fee)}.`,
      `${at !== undefined && isReached(closeBefore, at) ? 'It is over: it had to be closed before' : 'It may run, and has to be closed, before'} ${momentText(closeBefore)}.`,
      `Without the worker ${whoTakes(contract, ends)} can take the money from ${momentText(ends.from)} on.`,
      ...stateSentences(plan, state),
    ],
  }
}

type StateTold = Pick<StreamTold, 'pays' | 'refused'>

/** What a state pays, if it is one of the plan. */
const judged = (plan: StreamPlan, state: StreamState): StateTold => {
  try {
    checkState(plan, state, 'none')
    return { pays: state.pays }
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return { refused: { code: error.code, text: error.message } }
  }
}

const stateSentences = ({ pot, fee }: StreamPlan, { pays, refused }: StateTold = {}): readonly string[] => {
  if (refused !== undefined) return [`The state that was given is none of this stream: ${refused.text}.`]
  if (pays === undefined) return ['No state was given.']
  const { amount } = englishVoice()
  return [
    `The last state that was given pays the worker ${amount(pays)} and the employer ${amount(pot - fee - pays)}. The employer has signed it; the worker alone makes a transaction of it.`,
  ]
}

const momentText = (moment: StreamMoment): string =>
  'height' in moment
    ? `a tip of height ${moment.height}`
    : `a tip of median time ${ENGLISH_TONGUE.formats.moment(moment.medianTime)}`

const whoTakes = ({ paths }: Contract, { path }: StreamEnd): string => {
  const parties = paths.find(({ name }) => name === path)?.parties ?? []
  const who = listed(parties.map((role) => `the ${roleName(role)}`))
  return `${who} ${parties.length === 1 ? 'alone' : 'together'}`
}
