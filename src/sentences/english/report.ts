import type { ReportWords } from '../report.js'
import type { Voice } from '../voice.js'
import { ENGLISH_HEADS } from './reportHeads.js'

const several = (count: number, noun: string, say: Voice): string =>
  `${say.number(count)} ${noun}${say.plural(count) === 'one' ? '' : 's'}`

const secret = (count: number, say: Voice): string =>
  count === 0 ? '' : ` with ${count === 1 ? 'the secret' : several(count, 'secret', say)}`

const HOW = {
  deposit: 'It funds',
  freeze: 'It freezes: the money goes back into',
  relock: 'It locks money again in',
  amendment: 'It moves money to an amended agreement, into',
  other: 'It moves money to another agreement, into',
} as const

interface StrangersSaid {
  readonly outputs: string
  readonly count: number
  /** `the swap`, or `that swap` where some were given. */
  readonly swap: string
}

/** Of outputs that pay strangers, in English. */
export const strangersSaid = ({ outputs, count, swap }: StrangersSaid): string =>
  `The agreement names nobody for ${count === 1 ? 'output' : 'outputs'} ${outputs}. A part of the worker's may go into a swap out to Lightning, which no agreement says: to have that checked, give ${swap}, from whose terms its output follows.`

/** Reports in English. */
export const ENGLISH_REPORT: ReportWords = {
  heads: ENGLISH_HEADS,
  sentences: {
    titleAgreement: ({ contracts }, say) =>
      `Audit of an agreement with ${several(contracts, 'contract', say)}`,
    found: ({ found }, say) => `Found: ${say.and(found)}.`,
    counted: ({ severity, count }, say) => several(count, severity, say),
    soNow: ({ height, time, contracts }, say) =>
      `As of block ${say.id(height)}${time === undefined ? '' : `, about ${say.moment(time)}`}${contracts.length === 0 ? '' : `: ${say.and(contracts)}`}.`,
    standing: ({ word, count }, say) => `${several(count, 'contract', say)} ${word}`,
    onlyNotes: ({ notes }) => `Neither danger nor warning. Below: ${notes} on what the terms allow.`,
    otherCauses: ({ count }, say) => `And ${several(count, 'other cause', say)}: see the findings.`,
    moreOf: ({ count, code }, say) => `${say.number(count)} more of ${say.code(code)}`,
    enginesAgree: ({ compared }, say) =>
      `Two engines that share no code computed it, and agree on ${compared === 1 ? 'the one value' : `all ${say.number(compared)} values`}.`,
    enginesDiffer: ({ differences, compared }, say) =>
      `The two engines differ on ${several(differences, 'value', say)} of ${say.number(compared)}: trust neither.`,
    moment: ({ kind, when }) =>
      kind === 'height' ? `after ${when}` : kind === 'time' ? `from ${when} on` : `${when} after the funding`,
    coalition: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'anybody' : `${say.and(who)} ${who.length === 1 ? 'alone' : 'together'}`}${secret(secrets, say)}`,
    signers: ({ who, secrets }, say) =>
      `${who.length === 0 ? 'anybody' : say.and(who)}${secret(secrets, say)}`,
    someKeys: ({ who, keys, of }, say) => `${who} (${say.number(keys)} of ${say.number(of)})`,
    keyNumber: ({ who, position }, say) => `${who}, key ${say.id(position)}`,
    together: ({ who }, say) => `${say.and(who)} together, one signature (MuSig2)`,
    alone: ({ who }) => `${who} alone`,
    forWhom: ({ who }) => `For ${who}`,
    asContract: ({ index }, say) => `As contract ${say.id(index)}`,
    notUnderstood: ({ name }, say) =>
      `${say.code(name)} is not understood: more people may be able to move the money than are shown here.`,
    notListed: ({ combinations, stretches }, say) =>
      `Not listed, because there are too many: ${several(combinations, 'combination', say)}, ${say.number(stretches)} stretches of time.`,
    from: ({ amount }) => `from ${amount}`,
    outcome: ({ outcome }, say) => (outcome === 'sweep' ? 'all to one output' : say.outcome(outcome)),
    pushesKey: ({ who }) => `pushes a key of ${who}`,
    inputSpends: ({ input, contract, signers }, say) =>
      `Input ${say.id(input)} spends contract ${say.id(contract)}${signers === undefined ? '' : `, signed by ${signers}`}:`,
    contractHolds: ({ contract, amount }, say) => `Contract ${say.id(contract)}: ${say.amount(amount)} in`,
    notTransaction: ({ position }, say) => `What was given as number ${say.id(position)} is no transaction:`,
    signatures: ({ role, signed, needed }, say) => `${role} ${say.number(signed)} of ${say.number(needed)}`,
    quorum: ({ threshold, keys }, say) => `${say.number(threshold)} of ${say.number(keys)}`,
    tracedSpend: ({ input, contract, amount, signers }, say) =>
      `Input ${say.id(input)} spends contract ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}, signed by ${signers ?? 'nobody'}.`,
    tracedForeign: ({ input, contract, amount }, say) =>
      `Input ${say.id(input)} spends contract ${say.id(contract)}${amount === undefined ? '' : `, ${say.amount(amount)}`}, in no way that the contract has:`,
    tracedSignature: ({ who, verdict }) =>
      verdict === 'invalid'
        ? `The signature of ${who} does not verify.`
        : `The signature of ${who} was not verified: not all outputs that are spent are known.`,
    tracedOutput: ({ output, amount, to }, say) =>
      `Output ${say.id(output)} pays ${say.amount(amount)} to ${to ?? 'a script that the agreement does not know'}.`,
    tracedFunding: ({ how, contract, amount, output, match, spentBy }, say) =>
      `${HOW[how]} contract ${say.id(contract)} with ${say.amount(amount)} in output ${say.id(output)}${match === 'exact' ? '' : `, ${match === 'under' ? 'less' : 'more'} than the milestone says`}; ${spentBy === undefined ? 'nothing given here spends it' : `${say.code(spentBy)} spends it`}.`,
    tracedOutcome: ({ outcome, signers }, say) =>
      `This is ${say.outcome(outcome)}, as the agreement has it where it is signed by ${signers}.`,
    tracedWouldPay: ({ outcome, to, expected, received }, say) =>
      `With ${say.outcome(outcome)}, ${to} would get ${say.amount(expected)}; this pays ${say.amount(received)}.`,
    tracedStrangers: ({ outputs, count }) => strangersSaid({ outputs, count, swap: 'the swap' }),
    tracedUnusual: () => 'It is unusual in this:',
  },
}
