import type { ShownSignature } from '../../deeds/types.js'
import type { OutputTold } from '../told.js'
import { viaText } from '../told.js'
import type { TracedFunding, TracedInput, TracedOutcome, TracedTransaction } from './types.js'

/** What a transaction did, in plain sentences. */
export const sentences = ({
  spends,
  funds,
  outputs,
  fee,
  outcome,
}: Omit<TracedTransaction, 'text'>): readonly string[] => [
  ...spends.flatMap(spendSentences),
  ...(spends.length === 0 ? [] : outputs.map(outputSentence)),
  ...(fee === undefined || spends.length === 0
    ? []
    : [`The network took ${fee.amount} sat: ${fee.rate} sat/vB, ${fee.percent} % of the inputs.`]),
  ...funds.map(fundingSentence),
  ...(outcome === undefined ? [] : outcomeSentences(outcome)),
]

const spendSentences = ({ input, contract, amount, by }: TracedInput): readonly string[] => {
  const what = `Input ${input} spends contract ${contract.index}${amount === undefined ? '' : `, ${amount} sat,`}`
  if (by.kind === 'foreign') return [`${what} in no way that the contract has: ${by.reason}.`]
  const path = by.kind === 'key' ? 'the key path' : `the path ${by.path}`
  const secret = by.kind === 'leaf' ? by.secret : undefined
  return [
    `${what} by ${path}${by.signatures.length === 0 ? ', signed by nobody' : `, signed by ${by.signatures.map(signed).join(' and ')}`}.`,
    ...(secret === undefined
      ? []
      : [
          secret.opens
            ? `It shows the secret ${secret.preimage} to everybody.`
            : `It shows ${secret.preimage}, which does not open the hash ${secret.hash}.`,
        ]),
  ]
}

const VERDICTS = {
  valid: '',
  invalid: ' (the signature does not verify)',
  unknown: ' (not verified: not all outputs that are spent are known)',
} as const

const signed = ({ signers, verdict }: ShownSignature): string =>
  `${signers.map(({ role, position }) => `${role}.keys[${position}]`).join(' and ') || 'a key that nobody has'}${VERDICTS[verdict]}`

const outputSentence = ({ vout, amount, address, script, to }: OutputTold): string =>
  to.length === 0
    ? `Output ${vout} pays ${amount} sat to a script that the agreement does not know (${script}).`
    : `Output ${vout} pays ${amount} sat to ${to.join(' and ')} (${address}).`

const HOW = {
  deposit: 'It funds',
  freeze: 'It freezes: the money goes back into',
  relock: 'It locks money again in',
  amendment: 'It moves money to an amended agreement, into',
  other: 'It moves money to another agreement, into',
} as const

const fundingSentence = ({ vout, contract, amount, match, how, spentBy }: TracedFunding): string => {
  const beside = match === 'exact' ? '' : `, ${match === 'under' ? 'less' : 'more'} than the milestone says`
  const on = spentBy === undefined ? 'nothing given here spends it' : `${spentBy} spends it`
  return `${HOW[how]} contract ${contract.index} with ${amount} sat in output ${vout}${beside}; ${on}.`
}

const outcomeSentences = (outcome: TracedOutcome): readonly string[] => {
  switch (outcome.matches) {
    case 'unknown':
      return [`Whether this is an outcome of the agreement cannot be told: ${outcome.text}.`]
    case 'no':
      return [
        `This is no outcome of the agreement: ${outcome.text}.`,
        ...outcome.differences.map(
          ({ outcome: kind, to, expected, received }) =>
            `A ${kind} would pay ${expected} sat to ${to.join(' and ')}, this pays ${received} sat.`,
        ),
        ...(outcome.strangers === undefined ? [] : [outcome.strangers]),
      ]
    case 'yes':
      return [
        `This is ${outcome.outcome.phrase}, as the agreement has it for ${outcome.path}.`,
        ...(outcome.outcome.via === undefined ? [] : [viaText(outcome.outcome.via)]),
        ...outcome.remarks.map((remark) => `It is unusual in this: ${remark}.`),
      ]
  }
}
