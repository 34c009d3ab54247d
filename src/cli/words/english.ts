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

export const ENGLISH_COMMAND: CommandWords = {
  streamPlan: ({ pot, least, most, fee, vsize }, say) =>
    `a stream over ${say.amount(pot)}: ${say.amount(least)} to ${say.amount(most)} for ${say.role('worker')}, fee ${say.amount(fee)} for ${vsize} vB`,
  streamUntil: ({ closeBefore, from, who }, say) =>
    `to be closed before ${tip(closeBefore)}: from ${tip(from)} on ${say.people(who)} can take the money`,
  streamSigned: ({ pays, most }, say) =>
    `signed: ${say.amount(pays)} of at most ${say.amount(most)} for ${say.role('worker')}`,
  streamHolds: ({ pays, most, closeBefore, missing, ahead }, say) =>
    `holds ${say.amount(pays)} of at most ${say.amount(most)}${missing === undefined ? '' : `, ${say.amount(missing)} less than is owed`}${ahead === undefined ? '' : `, ${say.amount(ahead)} ahead`}; to be closed before ${tip(closeBefore)}`,
  streamCloses: ({ pays, fee, vsize, txid }, say) =>
    `closes with ${say.amount(pays)} for ${say.role('worker')}, fee ${say.amount(fee)} for ${vsize} vB: transaction ${txid}`,
  swapIs: ({ kind, amount, address }, say) =>
    `a ${kind} swap: exactly ${say.amount(amount)} to ${address}, once`,
  swapSides: ({ claimer, refunder, paymentHash, timeout }) =>
    `the ${claimer} claims it with the preimage of ${paymentHash}; the ${refunder} takes it back after block ${timeout}`,
  swapCosts: ({ cost }, say) => `it costs ${say.amount(cost)}`,
  swapSpent: ({ how, amount, to, fee, vsize }, say) =>
    `${SPENT[how]}: ${say.amount(amount)} to ${to}, fee ${say.amount(fee)} for ${vsize} vB`,
  transaction: ({ txid }) => `transaction ${txid}`,
  fundRequest: ({ milestone, amount, address }, say) =>
    `milestone ${milestone}: ${say.amount(amount)} to ${address}`,
  fundFound: ({ milestone, amount, outpoint, match, agreed, confirmedAt }, say) =>
    `milestone ${milestone}: ${say.amount(amount)} in ${formatOutpoint(outpoint)}, ${match === 'exact' ? 'as agreed' : `${match} the agreed ${say.amount(agreed)}`}${confirmedAt === undefined ? ', not known to be confirmed' : `, confirmed in block ${confirmedAt}`}`,
  fundPays: ({ txid, contracts, fee, vsize, feeRate, change }, say) =>
    `transaction ${txid}: ${counted(contracts, 'contract')}, fee ${say.amount(fee)} for ${vsize} vB at ${feeRate} sat/vB, ${change === undefined ? 'no change' : `change ${say.amount(change.amount)} to ${change.address}`}`,
  spendFee: ({ fee, vsize }, say) => `fee ${say.amount(fee)} for ${vsize} vB`,
  spendSigned: ({ progress }, say) => `signed: ${say.and(progress)}`,
  spendWhole: () => 'everybody who has to has signed: finalize it',
  nonceGoes: () => 'the PSBT with the nonce of this signer: send it to the other, and leave this running',
  nonceAwaited: () => "still waiting for the other's PSBT",
  secretAsked: () => 'Recovery phrase or private key (not shown): ',
  feeRateTaken: ({ feeRate, of }) =>
    `fee rate ${formatFeeRate(feeRate)} sat/vB${of === undefined ? '' : `, from ${of}`}`,
  unproven: ({ server }) =>
    `nothing proves what is said by ${server}: --checkpoint does, or a node of your own`,
  sameFor: ({ role }, say) => `no difference for ${say.role(role)}`,
  addressFound: ({ address, contract }) => `${address} is the address of contract ${contract}`,
  made: ({ agreement, milestones, total, network }, say) =>
    `agreement ${agreement}\n${counted(milestones, 'milestone')}, ${say.amount(total)}, ${network}`,
  fundAfter: ({ numbers }) => `to be sent after number ${numbers.join(', ')}`,
  passedOver: ({ coins }) =>
    `passed over: ${coins.map(({ why, count }) => `${counted(count, 'coin')} ${UNFIT[why]}`).join(', ')}`,
  depositDiffers: ({ milestone, outpoint, found }, say) =>
    `milestone ${milestone}: ${formatOutpoint(outpoint)} ${found === 'nothing' ? 'was not found in what was read of the chain' : found === 'noBlock' ? 'is in no block yet' : `holds ${say.amount(found.amount)}, not ${say.number(found.said)}`}`,
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
  recoveryFor: ({ milestone, role }, say) => `recovery of milestone ${milestone} for ${say.role(role)}`,
  written: ({ path }) => `written: ${path}`,
  childPays: ({ parent, fee, vsize, feeRate, amount, to }, say) =>
    `a child of ${parent}: fee ${say.amount(fee)} for ${vsize} vB, both together at ${formatFeeRate(feeRate)} sat/vB\n  ${say.amount(amount)} to ${to}`,
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
    `milestone ${milestone}: ${say.amount(amount)} in ${formatOutpoint(outpoint)}, ${counted(confirmations, 'confirmation')} up to block ${last.height} (${last.hash}) of ${say.moment(last.time)}; about 2^${bits} hashes${WORTH[assurance]}${SINCE}`,
  provenTooFew: ({ wanted }) => `  fewer than the ${wanted} that are wanted`,
}
