import { counted } from '../../errors.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatOutpoint } from '../../units/outpoint.js'
import type { CommandWords } from './words.js'

const tip = (moment: StreamMoment): string =>
  'height' in moment ? `a tip of ${moment.height}` : `a median time of ${moment.medianTime}`

const SPENT = { claimed: 'claimed', takenBack: 'taken back' } as const

/** In English amounts are plain numbers: programs read these lines, too. */
export const ENGLISH_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `a stream over ${pot} sat: ${least} to ${most} sat for ${say.role('worker')}, fee ${fee} sat for ${vsize} vB`,
  streamUntil: ({ closeBefore, from, path }) =>
    `to be closed before ${tip(closeBefore)}: from ${tip(from)} on ${path} can take the money`,
  streamSigned: ({ pays, most }, say) => `signed: ${pays} sat of at most ${most} for ${say.role('worker')}`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }) =>
    `holds ${pays} sat of at most ${most}${missing === undefined ? '' : `, ${missing} less than is owed`}${ahead === undefined ? '' : `, ${ahead} ahead`}; to be closed before ${tip(closeBefore)}`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `closes with ${pays} sat for ${say.role('worker')}, fee ${fee} sat for ${vsize} vB: transaction ${txid}`,
  swapIs: ({ kind, amount, address }) => `a ${kind} swap: exactly ${amount} sat to ${address}, once`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }) =>
    `the ${claimer} claims it with the preimage of ${paymentHash}; the ${refunder} takes it back after block ${timeout}`,
  swapCosts: ({ cost }) => `it costs ${cost} sat`,
  swapSpent: ({ how, amount, to, fee, vsize }) =>
    `${SPENT[how]}: ${amount} sat to ${to}, fee ${fee} sat for ${vsize} vB`,
  transaction: ({ txid }) => `transaction ${txid}`,
  fundRequest: ({ milestone, amount, coins, address }) =>
    `milestone ${milestone}: ${amount} sat (${coins} coins) to ${address}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }) =>
    `milestone ${milestone}: ${amount} sat in ${formatOutpoint(outpoint)}, ${match === 'exact' ? 'as agreed' : `${match} the agreed ${agreed}`}${confirmedAt === undefined ? ', not known to be confirmed' : `, confirmed in block ${confirmedAt}`}`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }) =>
    `transaction ${txid}: ${counted(contracts, 'contract')}, fee ${fee} sat for ${vsize} vB at ${feeRate} sat/vB, ${change === undefined ? 'no change' : `change ${change.amount} sat to ${change.address}`}`,
  spendFee: ({ fee, vsize }) => `fee ${fee} sat for ${vsize} vB`,
  spendSigned: ({ progress }) => `signed: ${progress.join(', ')}`,
  spendWhole: () => 'everybody who has to has signed: finalize it',
  fundAfter: ({ numbers }) => `to be sent after number ${numbers.join(', ')}`,
}
