import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { aFunded, type Funded } from '../contract/funded.js'
import { counted } from '../errors.js'
import { aWhole, listOf, membersOf } from '../given/check.js'
import { aMoment, type ChainMoment } from '../paths/deadlines.js'
import { recipientScripts } from '../plan/money.js'
import { oneAgreement, planSpend } from '../plan/plan.js'
import { FULL_SHARE } from '../plan/shares.js'
import { inputWeight, transactionWeight } from '../plan/weight.js'
import { outputBytes, txidBytes } from '../taproot/sighash.js'
import { toHex, uint32 } from '../units/bytes.js'
import {
  aFeeRate,
  type FeeRate,
  type FeeRateInput,
  feeFor,
  formatFeeRate,
  readFeeRate,
} from '../units/feeRate.js'
import { formatOutpoint } from '../units/outpoint.js'
import { sats, sumSats } from '../units/sats.js'
import { endOf, isReached, overError } from './ends.js'
import { streamError } from './errors.js'
import { PATH, preparedFor, preparedPlan, type StreamPlan, settlement } from './prepared.js'

/** What a stream is made of. */
export interface StreamTerms {
  /** All deposits of one contract, each confirmed; in any order. */
  readonly deposits: readonly Funded[]
  /** What each state pays to the network, so that it relays by itself: at least 2 sat/vB. */
  readonly feeRate: FeeRateInput
}

/** What a stream is seen from. */
export interface StreamView {
  /** The tip of the chain. */
  readonly at: ChainMoment
  /** How long before its end a stream is closed, in blocks or seconds as the contract's clocks count; else a day. */
  readonly margin?: number
}

/** In satoshis per 1000 virtual bytes. */
const LEAST_RATE = 2000n

const streamId: TaggedHash = /* @__PURE__ */ taggedHash('taproot-escrow/stream')
const ID_BYTES = 16

const idOf = (deposits: readonly Funded[]): string =>
  toHex(
    streamId(
      ...deposits.flatMap(({ outpoint, amount, contract }) => [
        txidBytes(outpoint.txid),
        uint32(outpoint.vout),
        outputBytes({ script: contract.outputScript, amount }),
      ]),
    ).subarray(0, ID_BYTES),
  )

/** The deposits in their order, if one stream can spend them. */
const checkedDeposits = (deposits: readonly Funded[]): readonly Funded[] => {
  const [first] = deposits
  const other = deposits.findIndex(
    ({ contract }) =>
      contract.agreement.id !== first?.contract.agreement.id ||
      contract.milestone !== first.contract.milestone,
  )
  if (other >= 0)
    throw streamError('STREAM_CONTRACTS', {
      field: `deposits[${other}]`,
      expected: 'deposits of one contract',
      received: 'a deposit of another one',
    })
  return [...deposits].sort((left, right) =>
    formatOutpoint(left.outpoint) < formatOutpoint(right.outpoint) ? -1 : 1,
  )
}

/** A contract that a stream can be paid from: silence pays the employer, and one key signs for them. */
const checkContract = (deposits: readonly Funded[]): void => {
  const agreement = oneAgreement(deposits)
  const pays = deposits.map(({ contract }) => agreement.milestones[contract.milestone]?.silence.pays)[0]
  if (pays !== 'employer')
    throw streamError('STREAM_SILENCE', {
      field: 'deposits[0]',
      expected: 'a contract whose silence pays the employer',
      received: `silence that pays the ${pays}`,
    })
  const { keys } = agreement.employer
  if (keys.length > 1)
    throw streamError('STREAM_QUORUM', {
      field: 'deposits[0]',
      expected: 'an employer with one key',
      received: counted(keys.length, 'key'),
    })
}

const checkConfirmed = (deposits: readonly Funded[], { height }: ChainMoment): void => {
  for (const [position, { confirmedAt }] of deposits.entries())
    if (confirmedAt === undefined || confirmedAt > height)
      throw streamError('STREAM_UNCONFIRMED', {
        field: `deposits[${position}].confirmedAt`,
        expected: `a deposit that is confirmed at height ${height}`,
        received: confirmedAt === undefined ? 'one that is not known to be' : `height ${confirmedAt}`,
      })
}

const readRate = (feeRate: FeeRateInput): FeeRate => {
  const rate = readFeeRate(feeRate)
  if (rate < LEAST_RATE)
    throw streamError('STREAM_FEE_RATE', {
      field: 'feeRate',
      expected: 'at least 2 sat/vB, so that every state relays by itself',
      received: `${formatFeeRate(rate)} sat/vB`,
    })
  return rate
}

/** The fee of every state, and the least and the most that one can pay the worker's side, nobody getting dust. */
const boundsOf = (deposits: readonly Funded[], rate: FeeRate) => {
  const { employer, worker } = oneAgreement(deposits)
  const outputScripts = recipientScripts(oneAgreement(deposits), {
    outcome: settlement(sats(1n)),
    path: PATH,
    inputs: deposits,
  })
  const inputWeights = deposits.map(({ contract }) => inputWeight(contract, PATH))
  const fee = feeFor(transactionWeight({ inputWeights, outputScripts }), rate)
  const pot = sumSats(
    deposits.map(({ amount }) => amount),
    'deposits',
  )
  const whole = BigInt(FULL_SHARE)
  const least = worker.payees
    .map(({ address, share }) => (address.dust * whole + BigInt(share) - 1n) / BigInt(share))
    .reduce((most, one) => (one > most ? one : most))
  const most = pot - fee - employer.address.dust
  if (most < least)
    throw streamError('STREAM_TOO_SMALL', {
      field: 'deposits',
      expected: `at least ${pot - most + least} sat: ${least} sat for the worker, ${employer.address.dust} sat for the employer, a fee of ${fee} sat`,
      received: `${pot} sat`,
      layer: 'relay',
      least: pot - most + least,
    })
  return { fee, pot, least: sats(least), most: sats(most) }
}

/**
 * A stream over deposits of which nobody asks whether the chain holds them.
 *
 * @throws EscrowError as {@link planStream}, but for `STREAM_UNCONFIRMED`
 */
export const plannedStream = (terms: StreamTerms, { at, margin }: StreamView): StreamPlan => {
  oneAgreement(terms.deposits)
  const deposits = checkedDeposits(terms.deposits)
  checkContract(deposits)
  const feeRate = readRate(terms.feeRate)
  const { fee, pot, least, most } = boundsOf(deposits, feeRate)
  const template = planSpend(deposits, {
    path: PATH,
    outcome: settlement(least),
    fee: { exactly: fee },
  })
  const { ends, closeBefore } = endOf(deposits, { at, margin })
  if (isReached(closeBefore, at)) throw overError(ends, closeBefore)
  const { vsize } = template
  return preparedPlan(
    { deposits, id: idOf(deposits), feeRate, pot, fee, vsize, least, most, ends, closeBefore },
    preparedFor(deposits, template),
  )
}

/**
 * Plans a one-way payment channel on a contract as it is: each state is a settlement by `employerAndWorker` that the
 * employer signs, and that pays the worker more than the one before. Whoever holds the newest can complete it alone as
 * long as no path without the worker is open; that is the stream's end, mostly `arbiterAndEmployer` at `dispute.from`.
 *
 * A top-up is a second deposit of the same contract: plan again over both. A freeze voids all states: see
 * `renewStream`. What is confirmed once may be undone by a reorganisation: how deep is enough is the caller's.
 *
 * @param terms deposits and fee rate, the same on both sides
 * @param view the tip of the chain, and how long before the end the stream is to be closed
 * @throws EscrowError `STREAM_SILENCE`, `STREAM_UNCONFIRMED`, `STREAM_CONTRACTS`, `STREAM_QUORUM`, `STREAM_FEE_RATE`,
 * `STREAM_TOO_SMALL`, `STREAM_OVER`, and those of the families `plan` and `contract`
 * @example
 * const plan = planStream({ deposits: [funded], feeRate: '2' }, { at: { height, medianTime } })
 * plan.most // what the worker can earn
 * plan.closeBefore // { height: 820496 }
 */
export const planStream = (terms: StreamTerms, view: StreamView): StreamPlan => {
  checkStreamArguments(terms, view)
  checkConfirmed(terms.deposits, view.at)
  return plannedStream(terms, view)
}

const checkStreamArguments = (terms: StreamTerms, view: StreamView): void => {
  membersOf<StreamTerms>({ deposits: listOf(aFunded), feeRate: aFeeRate })(terms, '')
  membersOf<StreamView>({ at: aMoment, 'margin?': aWhole })(view, '')
}
