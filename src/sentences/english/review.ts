import { isRelative, type Lock } from '../../units/lock.js'
import type { Role } from '../../words.js'
import type { ChangedTerm, DeadlineTerm, ReviewSentences } from '../review.js'
import { type Catalogue, textOf } from '../sentence.js'
import { termValuesIn } from '../termValue.js'
import { SIGNERS, type Voice } from '../voice.js'

const signedBy = (path: keyof typeof SIGNERS, say: Voice): string => {
  const who = say.people(SIGNERS[path])
  if (path === 'key') return `${who} with one signature together (MuSig2)`
  return path === 'workerWithSecret' ? `${who} with the secret` : who
}

const canMove = (who: string, { length }: readonly Role[]): string =>
  length === 1 ? `${who} alone can take the money` : `${who} together can move the money`

/** A relative lock counts from the confirmation, not from the day on which somebody reads of it. */
const wait = (lock: Lock, say: Voice): string =>
  `${say.lock(lock)}${isRelative(lock) ? ' from the confirmation' : ''}`

const deposit = (position: number, say: Voice): string => `deposit ${say.id(position + 1)}`

/** Names the deposit where there are several. */
const of = ({ deposit: at, deposits }: { deposit: number; deposits: number }, say: Voice): string =>
  deposits > 1 ? `Of ${deposit(at, say)}: ` : ''

interface Taking {
  readonly contract: number
  readonly role: Role
}

const paidContract = ({ contract, role }: Taking, say: Voice): string =>
  `contract ${say.id(contract)} is paid, and ${say.role(role)} alone can take it`

const opensTo = ({ contract, role }: Taking, say: Voice): string =>
  `Contract ${say.id(contract)}, which is paid: ${say.role(role)} alone can take it`

const waiting = (roles: readonly Role[], secret: boolean, say: Voice): string =>
  say.and([...roles.map(say.role), ...(secret ? ['the secret'] : [])])

const DEADLINES: Readonly<Record<DeadlineTerm, string>> = {
  silence: 'the end by silence',
  rescue: 'the beginning of the rescue',
  'dispute.from': 'the beginning of disputes',
  'dispute.backupFrom': "the beginning of the backup arbiter's time",
}

const CHANGED: Readonly<Record<ChangedTerm, string>> = {
  role: 'everything about',
  keys: 'the keys of',
  threshold: 'how many keys must sign for',
  address: 'the address of',
  payees: 'who is paid for',
  fee: 'the fee of',
  keyPath: 'whether employer and worker can sign with one signature together',
  milestone: 'the whole milestone',
  amount: 'the amount',
  memo: 'the description',
  secretHash: 'the hash of the secret',
  silencePays: 'who is paid by silence',
  silenceAfter: 'when silence pays',
  rescue: 'the rescue',
  dispute: 'the terms of disputes',
  network: 'the network',
  weights: 'the weights of the paths',
  document: 'the document',
  salt: 'the salt',
}

const termValue = /* @__PURE__ */ termValuesIn({
  nothing: 'nothing',
  percent: ' %',
  colon: ': ',
  times: {
    from: DEADLINES['dispute.from'],
    decision: 'the time for a decision',
    backupFrom: DEADLINES['dispute.backupFrom'],
  },
})

/** What a review says, in English. */
export const ENGLISH_REVIEW: Catalogue<ReviewSentences> = {
  ruleLifted: ({ rule }, say) => `the rule ${say.code(rule)} was lifted when this spend was planned`,
  planRefuses: ({ message }, say) => say.code(message),
  fundingUnconfirmed: () =>
    'the funding is not known to be confirmed: whoever paid it in may still spend it elsewhere',
  choiceInputsUnnamed: ({ contracts }, say) =>
    `this spends the money of ${say.number(contracts)} contracts, and the choice does not name them`,
  choiceInputs: ({ spent, chosen }, say) =>
    `this spends ${say.and(spent.map(say.outpoint))}, and ${say.and(chosen.map(say.outpoint))} was chosen`,
  choicePath: ({ path, chosen }, say) =>
    `this is signed by ${signedBy(path, say)}, and a spend signed by ${signedBy(chosen, say)} was chosen`,
  choiceAmounts: ({ outcome }, say) =>
    `this is ${say.outcome(outcome)} that pays others, or other amounts, than what was chosen`,
  choiceOutcome: ({ outcome, chosen }, say) =>
    `this is ${say.outcome(outcome)}, and ${say.outcome(chosen)} was chosen`,
  choiceLeast: ({ role, received, least }, say) =>
    `${say.role(role)} receives ${say.amount(received)}, and at least ${say.amount(least)} was chosen`,
  choiceFee: ({ fee, most }, say) =>
    `the network takes ${say.amount(fee)}, and at most ${say.amount(most)} was chosen`,
  targetRoleGone: ({ agreement, role }, say) =>
    `agreement ${say.code(agreement)} does not have ${say.role(role)} any more`,
  targetRoleReplaced: ({ agreement, role }, say) =>
    `other keys act for ${say.role(role)} in agreement ${say.code(agreement)}`,
  targetRoleAdded: ({ agreement, role }, say) =>
    `agreement ${say.code(agreement)} has keys for ${say.role(role)}, and this one has none: with either party they can take what is moved there`,
  targetDeadlinePast: ({ contract, lock, term }, say) =>
    `contract ${say.id(contract)} is paid, and ${DEADLINES[term]} in it (${say.lock(lock)}) has passed`,
  targetDeadlineNear: ({ contract, lock, term }, say) =>
    `contract ${say.id(contract)} is paid, and ${DEADLINES[term]} in it (${say.lock(lock)}) leaves no time for a decision`,
  targetOpenNow: (to, say) => `${paidContract(to, say)} at once`,
  targetOpenSoon: ({ left, ...to }, say) => `${paidContract(to, say)} in ${say.span(left)}`,
  targetLocksOut: ({ contract, role }, say) =>
    `contract ${say.id(contract)} is paid, and ${say.role(role)} gets nothing of it within two years should the other vanish`,
  raceNow: ({ parties }, say) =>
    `already ${canMove(say.people(parties), parties)}; this transaction may lose the race`,
  raceSoon: ({ parties, left }, say) =>
    `in ${say.span(left)} ${canMove(say.people(parties), parties)}; this transaction may lose the race`,
  deadlineUnreadable: ({ parties, lock, wanted, deposit: at }, say) =>
    `${wanted === 'confirmedAt' ? 'the block' : 'the time of the block'} that confirmed ${deposit(at, say)} is not known, so nobody can tell when ${canMove(say.people(parties), parties)}; its lock: ${wait(lock, say)}`,
  clockNotBegun: ({ deposit: at, lock }, say) =>
    `${deposit(at, say)} is not known to be confirmed: its clock of ${say.lock(lock)} begins with that block`,
  lockAhead: ({ deposit: at, lock, left }, say) =>
    `${deposit(at, say)} opens only after ${say.lock(lock)}: ${say.span(left)} from now`,
  swapTimeout: ({ timeout, left, least, most }, say) =>
    `the refund of the swap opens at block ${say.id(timeout)}, ${say.number(left)} blocks from now: ${say.number(least)} to ${say.number(most)} are safe`,
  swapTwice: () => 'you signed other money into the same swap: the second is taken for nothing',
  signedBefore: ({ outcome, fee }, say) =>
    `you signed ${say.outcome(outcome)} of the same money before with a fee of ${say.amount(fee)}: it stays valid until the same money is spent in another way`,

  spendsDeposit: ({ milestone, memo, contract, amount, outpoint }, say) =>
    `It spends milestone ${say.id(milestone)}${memo === undefined ? '' : ` (${say.quoted(memo)})`}, contract ${say.id(contract)}: ${say.amount(amount)} in ${say.outpoint(outpoint)}.`,
  isOutcome: ({ outcome, pot, path }, say) =>
    `This spend is ${say.outcome(outcome)} of ${say.amount(pot)}, signed by ${signedBy(path, say)}.`,
  paysOut: ({ amount, to, address }, say) =>
    `${say.amount(amount)} ${amount === 1n ? 'goes' : 'go'} to ${say.payees(to)} at ${say.code(address)}.`,
  networkTakes: ({ amount, rate, percent }, say) =>
    `The network takes ${say.amount(amount)}: ${say.decimal(rate)} sat/vB, ${say.decimal(percent)} % of the inputs.`,
  arbiterTakes: ({ amount, role }, say) => `${say.Role(role)} takes ${say.amount(amount)}.`,
  youReceive: ({ amount }, say) => `You receive ${say.amount(amount)}.`,
  youReceiveNothing: () => 'You receive nothing.',
  addressShared: ({ amount, roles }, say) =>
    `Of that, ${say.amount(amount)} ${amount === 1n ? 'goes' : 'go'} to an address that is also the address of ${say.people(roles)}.`,
  swapTakes: ({ yours, amount, address, provider, client, paymentHash, timeout }, say) =>
    `Of ${yours ? 'your part' : `the part of ${say.role('worker')}`}, ${say.amount(amount)} go into a swap (${say.code(address)}): whoever has key ${say.code(provider)} can claim them with the preimage of ${say.code(paymentHash)}; what is not claimed comes back to ${yours ? 'you, ' : ''}key ${say.code(client)} after block ${say.id(timeout)}.`,
  spendAfterConfirmation: () =>
    'Do not spend that before this is confirmed: those who are paid beside you could not speed it up.',
  waitsAfterYou: ({ roles, secret }, say) => `After you it still waits for: ${waiting(roles, secret, say)}.`,
  waitsWithoutYou: ({ roles, secret }, say) =>
    `Your signature is not asked for; it waits for: ${waiting(roles, secret, say)}.`,
  broadcastWithYou: ({ locked }) =>
    `With your signature it can be broadcast by anybody who has it${locked ? ', once its lock has opened' : ''}.`,
  broadcastWithoutYou: ({ locked }) =>
    `It can be broadcast by anybody who has it${locked ? ', once its lock has opened' : ''}, without your signature.`,
  canMoveAtOnce: ({ parties, secret, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} at once${secret ? ', if they have the secret' : ''}.`,
  canMoveOnceOpen: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} once its lock opens: ${wait(lock, say)}.`,
  canMoveAlready: ({ parties, lock, ...at }, say) =>
    `${of(at, say)}${canMove(say.People(parties), parties)} already; its lock: ${wait(lock, say)}.`,
  canMoveIn: ({ parties, lock, left, ...at }, say) =>
    `${of(at, say)}In ${say.span(left)} ${canMove(say.people(parties), parties)}; its lock: ${wait(lock, say)}.`,
  relocksIntoItself: () => 'Every output goes back to the script that it comes from.',
  relocksIntoContract: ({ contract }, say) =>
    `What is kept goes to contract ${say.id(contract)} of the same agreement: the output has exactly its script.`,
  relocksIntoAmendment: ({ contract, agreement, accepted }, say) =>
    `What is kept goes to contract ${say.id(contract)} of agreement ${say.code(agreement)}, which amends this one and ${accepted ? 'every role' : 'not everybody'} has accepted: the output has exactly its script.`,
  termName: ({ term, role, milestone }, say) =>
    `${CHANGED[term]}${role === undefined ? '' : ` ${say.role(role)}`}${milestone === undefined ? '' : ` (milestone ${say.id(milestone)})`}`,
  amendmentChanges: ({ before, after, worseFor, ...of }, say) =>
    `The amendment changes ${ENGLISH_REVIEW.termName(of, say)} from ${termValue({ value: before }, say)} to ${termValue({ value: after }, say)}${worseFor === undefined ? '' : `, which is worse for ${say.role(worseFor)}`}.`,
  termValue,
  targetOpensWithSecret: (to, say) => `${opensTo(to, say)}, given the secret.`,
  targetOpensAfter: ({ lock, ...to }, say) => `${opensTo(to, say)} ${say.lock(lock)} after this confirms.`,
  targetOpensFrom: ({ lock, ...to }, say) => `${opensTo(to, say)} from ${say.lock(lock)}.`,
  targetOpensAtOnce: ({ lock, ...to }, say) => `${opensTo(to, say)} at once (${say.lock(lock)}).`,
  targetOpensIn: ({ lock, left, ...to }, say) =>
    `${opensTo(to, say)} from ${say.lock(lock)}: in ${say.span(left)}.`,
  clockRestarts: ({ lock }, say) => `The clock of ${say.lock(lock)} starts again when this confirms.`,
  freezeAgain: ({ fee }, say) =>
    `Its signers can do it again and again, for a fee each time: now ${say.amount(fee)}.`,
  freezeUseless: ({ fee }, say) =>
    `All locks are absolute, no clock starts again: this is of no use and costs ${say.amount(fee)}.`,
  secretBecomesPublic: () => 'The secret becomes public and cannot be taken back.',
  signatureStays: () =>
    'A signature cannot be withdrawn: it stays valid until the same money is spent in another way.',
  refused: ({ rule, objection }, say) =>
    `Refused (${say.code(rule)}): ${textOf(objection, { catalogue: ENGLISH_REVIEW, voice: say })}.`,
  warned: ({ rule, objection }, say) =>
    `Warning (${say.code(rule)}): ${textOf(objection, { catalogue: ENGLISH_REVIEW, voice: say })}.`,
}
