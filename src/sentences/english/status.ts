import { counted } from '../../errors.js'
import type { Catalogue } from '../sentence.js'
import type { ActingTold, PaymentTold, PlaceTold, StatusSentences } from '../status.js'
import type { Voice } from '../voice.js'

const placeText = (place: PlaceTold, say: Voice): string => {
  if (place === 'noBlock') return 'in no block yet'
  const { height, confirmations, wanted } = place
  return `in block ${say.id(height)} (${confirmations < wanted ? `${say.number(confirmations)} of ${counted(wanted, 'confirmation')}` : counted(confirmations, 'confirmation')})`
}

const acting = ({ parties, secret }: ActingTold, say: Voice): string =>
  `${say.people(parties)}${parties.length === 1 ? ' alone' : ' together'}${secret ? ' with the secret' : ''}`

const by = (all: readonly ActingTold[], say: Voice): string =>
  all.map((one) => acting(one, say)).join(', or by ')

const payment = ({ amount, to, address }: PaymentTold, say: Voice): string =>
  `${say.amount(amount)} to ${to.length === 0 ? `a stranger (${say.code(address)})` : say.payees(to)}`

const STAGES = { leaving: 'On its way out', paidOut: 'Paid out', movedOn: 'Moved on' } as const

const UNKNOWN = {
  confirmedAt: 'once its clock has run, which starts with the block that confirms it',
  medianTimeBefore: 'from a time that the view does not tell: the median time before its block is not known',
  medianTime: 'from a time that the view does not tell: the median time of its last block is not known',
} as const

/** What a status says, in English. */
export const ENGLISH_STATUS: Catalogue<StatusSentences> = {
  asOfBlock: ({ height, hash }, say) => `As of block ${say.id(height)} (${say.code(hash)}):`,
  aboutContracts: ({ indexes, count }, say) =>
    count > indexes.length
      ? `${say.number(count)} contracts, the first of them ${say.and(indexes.map(say.id))}`
      : `Contract${count === 1 ? '' : 's'} ${say.and(indexes.map(say.id))}`,
  aboutMilestone: ({ milestone, agreement }, say) =>
    `Milestone ${say.id(milestone)} of agreement ${say.code(agreement)}`,
  nothingSeen: () => 'Nothing is in escrow: no deposit was seen.',
  nothingLeft: () => 'Nothing is in escrow: what was seen on its way in was replaced or dropped.',
  inEscrow: ({ amount, place }, say) => `In escrow: ${say.amount(amount)}, ${placeText(place, say)}.`,
  onItsWayIn: ({ amount, place }, say) => `On its way in: ${say.amount(amount)}, ${placeText(place, say)}.`,
  lessThanAgreed: ({ agreed }, say) => `That is less than the agreed ${say.amount(agreed)}.`,
  moreThanAgreed: ({ agreed }, say) => `That is more than the agreed ${say.amount(agreed)}.`,
  anotherDeposit: () => 'Another deposit is there beside it.',
  cameLate: () => 'It came when the contract was over.',
  moneyMoves: ({ stage, outcome, path, signers, pays, txid, place }, say) => {
    const what =
      outcome === 'unknown'
        ? 'a transaction of which nothing more is known'
        : outcome === 'none'
          ? 'a transaction that is no outcome of the agreement'
          : say.outcome(outcome)
    const who = signers.length === 0 ? '' : `, signed by ${say.people(signers)}`
    const how = path === 'key' ? ' with one signature together (MuSig2)' : ''
    const to = pays.length === 0 ? '' : `: ${say.and(pays.map((one) => payment(one, say)))}`
    return `${STAGES[stage]} by ${what}${who}${how}${to}; transaction ${say.code(txid)}, ${placeText(place, say)}.`
  },
  canBeMovedNow: ({ by: all }, say) => `It can be moved now by ${by(all, say)}.`,
  canBeMovedFrom: ({ by: all, from, about }, say) =>
    `It can be moved by ${by(all, say)} ${
      'height' in from
        ? `from a tip of height ${say.id(from.height)} on, in block ${say.id(from.block)} at the earliest`
        : `from a tip of median time ${say.moment(from.time)} on`
    }${about === undefined ? '' : `, about ${say.moment(about)}`}.`,
  canBeMovedUnknown: ({ by: all, missing }, say) => `It can be moved by ${by(all, say)} ${UNKNOWN[missing]}.`,
  depositArrived: ({ amount, deposit }, say) =>
    `A deposit of ${say.amount(amount)} is on its way in: ${say.outpoint(deposit)}.`,
  depositUnder: ({ amount, agreed, deposit }, say) =>
    `A deposit holds ${say.amount(amount)}, less than the agreed ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  depositOver: ({ amount, agreed, deposit }, say) =>
    `A deposit holds ${say.amount(amount)}, more than the agreed ${say.amount(agreed)}: ${say.outpoint(deposit)}.`,
  severalDeposits: () => 'More than one deposit pays the contract.',
  depositLate: ({ amount, deposit }, say) =>
    `A deposit of ${say.amount(amount)} came when the contract was over: ${say.outpoint(deposit)}.`,
  depositConfirmed: ({ amount, height, deposit }, say) =>
    `A deposit of ${say.amount(amount)} is confirmed in block ${say.id(height)}: ${say.outpoint(deposit)}.`,
  pathOpens: ({ deposit, ...who }, say) =>
    `From now on the deposit ${say.outpoint(deposit)} can be moved by ${acting(who, say)}.`,
  deadlineComes: ({ deposit, role, opens, ...who }, say) =>
    `A deadline for ${say.role(role)} comes near: from ${'height' in opens ? `a tip of height ${say.id(opens.height)}` : `a tip of median time ${say.moment(opens.time)}`} on the deposit ${say.outpoint(deposit)} can be moved by ${acting(who, say)}.`,
  spendSeen: ({ txid, deposit }, say) =>
    `Transaction ${say.code(txid)} spends the deposit ${say.outpoint(deposit)} and waits for its block.`,
  spendConfirmed: ({ txid, height, deposit }, say) =>
    `Transaction ${say.code(txid)}, which spends the deposit ${say.outpoint(deposit)}, is confirmed in block ${say.id(height)}.`,
  secretShown: ({ txid, secret }, say) =>
    `Transaction ${say.code(txid)} shows the secret to everybody: ${say.code(secret)}.`,
  blockUndone: ({ what, txid, height }, say) =>
    `Block ${say.id(height)}, which held the ${what} ${say.code(txid)}, is not in the chain any more.`,
  wasReplaced: ({ what, txid, by: other }, say) =>
    `The ${what} ${say.code(txid)} was replaced by transaction ${say.code(other)}.`,
  wasDropped: ({ what, txid }, say) => `The ${what} ${say.code(txid)} does not wait for a block any more.`,
  isStuck: ({ what, txid, rate }, say) =>
    `The ${what} ${say.code(txid)} pays ${say.decimal(rate)} sat/vB, less than a place in the next blocks costs.`,
}
