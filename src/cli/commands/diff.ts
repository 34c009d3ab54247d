import type { Agreement } from '../../agreement/types.js'
import { changeSentence } from '../../terms/changed.js'
import { type AgreementDifference, compareAgreements, concerns } from '../../terms/compare.js'
import type { Role } from '../../words.js'
import { AGREEMENT_OPTIONS, agreementAt, allowancesOf } from '../agreementInput.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { roleOf } from '../values.js'
import { readWording, WORDING_OPTIONS, type Wording } from '../wording.js'

const OPTIONS = {
  ...WORDING_OPTIONS,
  ...OUTPUT_OPTIONS,
  allow: AGREEMENT_OPTIONS.allow,
  as: {
    value: 'ROLE',
    help: 'employer, worker, arbiter or backupArbiter: only what this role should hear of',
  },
} as const

interface Compared {
  readonly before: Agreement
  readonly after: Agreement
  readonly differences: readonly AgreementDifference[]
  /** Whose they are, where they are not everybody's. */
  readonly role: Role | undefined
}

/** In the words of a report. */
const saidIn = (
  { before, after, differences, role }: Compared,
  { say, tell, report: { words, voice } }: Wording,
): readonly string[] => {
  const { heads } = words
  const isAmendment = after.previous === before.id
  const textOf = (difference: AgreementDifference): string => {
    const sentence = changeSentence(difference)
    if (isAmendment) return say(sentence)
    const { before: old, after: next, worseFor, ...data } = sentence.data
    return [
      say({ code: 'termName', data }),
      `${heads.before}: ${say({ code: 'termValue', data: { value: old } })}`,
      `${heads.after}: ${say({ code: 'termValue', data: { value: next } })}`,
      `${heads.worseFor}: ${worseFor === undefined ? heads.worseForAll : voice.role(worseFor)}`,
    ].join('; ')
  }
  return [
    isAmendment ? heads.amendments : heads.comparison,
    `${heads.before}: ${voice.code(before.id)}`,
    `${heads.after}: ${voice.code(after.id)}`,
    ...differences.map(textOf),
    ...(differences.length > 0
      ? []
      : [role === undefined ? heads.noDifference : tell({ code: 'sameFor', data: { role } })]),
  ]
}

export const diffCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'diff',
  summary: 'say everything that two agreements say differently',
  operands: { least: 2, most: 2, names: 'BEFORE AFTER' },
  options: OPTIONS,
  about: [
    'Every difference with whom it is worse for: keys, addresses, fees, clocks, amounts, secrets, memos. Clocks are compared as they count, whether a milestone states them or takes them from the agreement. Where an agreement stands among others (its index, what it amends) is no difference.',
    'Ends with 0 where there is none, and with 1 where there are some.',
  ],
  examples: [
    { line: 'taproot-escrow diff agreement.json amended.json', does: 'everything that is different' },
    {
      line: 'taproot-escrow diff agreement.json amended.json --as worker',
      does: 'what the worker should hear of',
    },
    {
      line: 'taproot-escrow diff agreement.json amended.json --as worker --lang es',
      does: 'the same in Spanish',
    },
  ],
  run: async (given, desk) => {
    const wording = await readWording(given, desk)
    const [first = '-', second = '-'] = given.operands
    const allow = allowancesOf(given)
    const role = given.one('as') === undefined ? undefined : roleOf(given)
    const before = await agreementAt(first, desk, { field: 'before', allow })
    const after = await agreementAt(second, desk, { field: 'after', allow })
    const all = compareAgreements(before, after)
    const differences = role === undefined ? all : all.filter(concerns(role))
    const compared = { before, after, differences, role }
    return {
      exit: differences.length > 0 ? 1 : 0,
      text: saidIn(compared, wording),
      json: {
        before: before.id,
        after: after.id,
        amends: after.previous === before.id,
        differences,
      },
    }
  },
})
