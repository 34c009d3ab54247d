import { counted } from '../../errors.js'
import type { StreamMoment } from '../../stream/ends.js'
import { formatFeeRate } from '../../units/feeRate.js'
import { formatOutpoint } from '../../units/outpoint.js'
import type { CoinFault, CommandWords } from './words.js'

const tip = (moment: StreamMoment): string =>
  'height' in moment ? `a tip of ${moment.height}` : `a median time of ${moment.medianTime}`

const SPENT = { claimed: 'claimed', takenBack: 'taken back' } as const

const UNFIT: Readonly<Record<CoinFault, string>> = {
  notSpendable: 'not spendable',
  unconfirmed: 'unconfirmed',
  noAddress: 'without an address',
  otherKind: 'neither P2TR nor P2WPKH',
}

const WORTH = {
  work: '',
  cheap: '; blocks of this network are cheap to forge',
  nothing: '; blocks of regtest cost nothing, and prove nothing',
} as const

/** Behind what a proof shows. */
const SINCE = '; whether it was spent since, the proof does not say'

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
  nonceGoes: () => 'the PSBT with the nonce of this signer: send it to the other, and leave this running',
  nonceAwaited: () => "still waiting for the other's PSBT",
  secretAsked: () => 'Recovery phrase or private key (not shown): ',
  feeRateTaken: ({ feeRate, of }) =>
    `fee rate ${formatFeeRate(feeRate)} sat/vB${of === undefined ? '' : `, from ${of}`}`,
  unproven: ({ server }) =>
    `nothing proves what is said by ${server}: --checkpoint does, or a node of your own`,
  addressFound: ({ address, contract }) => `${address} is the address of contract ${contract}`,
  made: ({ agreement, milestones, total, network }, say) =>
    `agreement ${agreement}\n${counted(milestones, 'milestone')}, ${say.amount(total)}, ${network}`,
  fundAfter: ({ numbers }) => `to be sent after number ${numbers.join(', ')}`,
  passedOver: ({ coins }) =>
    `passed over: ${coins.map(({ why, count }) => `${counted(count, 'coin')} ${UNFIT[why]}`).join(', ')}`,
  depositDiffers: ({ milestone, outpoint, found }) =>
    `milestone ${milestone}: ${formatOutpoint(outpoint)} ${found === 'nothing' ? 'was not found in what was read of the chain' : found === 'noBlock' ? 'is in no block yet' : `holds ${found.amount} sat, not ${found.said}`}`,
  sent: ({ answer }) =>
    `${answer.txid} ${answer.verdict}${answer.verdict === 'refused' ? `, ${answer.reason}: ${answer.text}` : ''}`,
  kept: ({ told, wanted }) => {
    switch (told.kind) {
      case 'waiting':
        return `${told.txid} waits for its block`
      case 'dropped':
        return `${told.txid} had left the mempool, and was sent again`
      case 'replaced':
        return `${told.txid} was replaced: ${told.text}`
      case 'refused':
        return `${told.txid} refused, ${told.reason}: ${told.text}`
      case 'stuck':
        return [
          `${told.txid} is stuck`,
          ...(told.feeRate === undefined ? [] : [`a place costs ${formatFeeRate(told.feeRate)} sat/vB`]),
          ...(told.leastFeeRate === undefined
            ? []
            : [`the node takes a replacement from ${formatFeeRate(told.leastFeeRate)} sat/vB on`]),
        ].join(': ')
      case 'confirmed':
        return `${told.txid} is in block ${told.block.height} (${told.block.hash})`
      case 'deep':
        return `${told.txid} is ${wanted} deep`
    }
  },
  recoveryFor: ({ milestone, role }) => `recovery of milestone ${milestone} for ${role}`,
  written: ({ path }) => `written: ${path}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }) =>
    `a child of ${parent}: fee ${fee} sat for ${vsize} vB, both together at ${formatFeeRate(feeRate)} sat/vB\n  ${amount} sat to ${to}`,
  secretRead: ({ milestone, secret }) => `milestone ${milestone}: ${secret}`,
  secretMissing: ({ why, milestone }) => {
    if (milestone !== undefined)
      return `milestone ${milestone} ${why === 'hidden' ? 'has a secret, which is not shown' : 'has no secret'}`
    return why === 'hidden'
      ? 'no secret of the agreement is shown'
      : 'the agreement has no milestone with a secret'
  },
  proofMade: ({ milestone, height, from }) =>
    `milestone ${milestone}: in block ${height}, with the headers from ${from} on${SINCE}`,
  proven: ({ milestone, amount, outpoint, confirmations, tip: last, bits, assurance }, say) =>
    `milestone ${milestone}: ${amount} sat in ${formatOutpoint(outpoint)}, ${counted(confirmations, 'confirmation')} up to block ${last.height} (${last.hash}) of ${say.moment(last.time)}; about 2^${bits} hashes${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }) => `  fewer than the ${wanted} that are wanted`,
}
