import type { EscrowError } from '../../errors.js'
import { ENGLISH_FINDINGS } from '../../sentences/english/findings.js'
import { inEnglish } from '../../sentences/english/say.js'
import type { FindingSentence } from '../../sentences/findings.js'
import { type Finding, SEVERITIES, type Severity } from '../finding.js'
import type { Difference } from '../lifted.js'
import { listed } from '../phrases.js'
import { FINDINGS, type FindingCode } from './catalogue.js'

/** A sentence under the code of its finding. */
export type CodedSentence = Extract<FindingSentence, { readonly code: FindingCode }>

/** How a finding is said, and where it is graver, or less grave, than the catalogue says. */
interface HowFound {
  readonly code: FindingCode
  readonly sentence: FindingSentence
  readonly rule?: string | undefined
  readonly severity?: Severity | undefined
}

const findingOf = (subject: string, { code, sentence, rule, severity }: HowFound): Finding => {
  const traits = FINDINGS[code]
  const broken = rule ?? traits.rule
  return {
    code,
    severity: severity ?? traits.severity,
    subject,
    ...said(sentence),
    ...(broken === undefined ? {} : { rule: broken }),
  }
}

/** A sentence with its English. */
export const said = (sentence: FindingSentence): Pick<Finding, 'sentence' | 'text'> => ({
  sentence,
  text: inEnglish(sentence, ENGLISH_FINDINGS),
})

/** A finding of the catalogue. */
export const finding = (subject: string, sentence: CodedSentence): Finding =>
  findingOf(subject, { code: sentence.code, sentence })

/** What a reader of this library refused, as a finding with the error's code. */
export const refusal = ({ code, data }: Pick<EscrowError, 'code' | 'data'>, subject: string): Finding => ({
  code,
  severity: 'danger',
  subject: data.field === '' ? subject : `${subject}, ${data.field}`,
  ...said({ code: 'REFUSED', data: { reason: `expected ${data.expected}, received ${data.received}` } }),
})

/** How an output differs from a contract. */
export const differs = ({ code, text }: Difference): Pick<ContractFinding, 'code' | 'sentence'> => ({
  code,
  sentence: { code: 'DIFFERS', data: { reason: text } },
})

/** Something found in one contract, or in a place of it. */
export interface ContractFinding {
  readonly code: FindingCode
  /** Such as `leaf employerAlone`; the contract as a whole without it. */
  readonly place?: string
  readonly sentence: FindingSentence
  /** Where the catalogue does not say it. */
  readonly rule?: string
  /** Where it is less grave than the catalogue says. */
  readonly severity?: Severity
}

/** What was found in contracts, told once where it is the same in several of them. */
export const mergedFindings = (
  contracts: readonly { readonly index: number; readonly findings: readonly ContractFinding[] }[],
): readonly Finding[] => {
  const groups = new Map<string, { first: ContractFinding; indices: number[] }>()
  for (const { index, findings } of contracts)
    for (const each of findings) {
      const name = JSON.stringify(
        [each.code, each.place, each.sentence, each.rule, each.severity],
        (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
      )
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { first: each, indices: [index] })
      else if (group.indices.at(-1) !== index) group.indices.push(index)
    }
  return [...groups.values()].map(({ first, indices }) => placed(first, contractsText(indices)))
}

/** Found in a place of something, or in it as a whole. */
export const placed = (found: ContractFinding, subject: string): Finding =>
  findingOf(found.place === undefined ? subject : `${subject}, ${found.place}`, found)

/** Found in a contract, under the code of its sentence. */
export const found = (
  sentence: CodedSentence,
  more: Pick<ContractFinding, 'place' | 'rule' | 'severity'> = {},
): ContractFinding => ({ code: sentence.code, sentence, ...more })

/** `contract 7`, `contracts 7 and 9`, `contracts 7 to 12 and 15`. */
export const contractsText = (indices: readonly number[]): string => {
  const runs: [number, number][] = []
  for (const index of indices) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] + 1 === index) run[1] = index
    else runs.push([index, index])
  }
  const texts = runs.flatMap(([from, to]) => {
    if (from === to) return [`${from}`]
    return from + 1 === to ? [`${from}`, `${to}`] : [`${from} to ${to}`]
  })
  return `contract${indices.length === 1 ? '' : 's'} ${listed(texts)}`
}

/** The gravest first, else in the order in which they were found. */
export const byGravity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((left, right) => SEVERITIES.indexOf(left.severity) - SEVERITIES.indexOf(right.severity))

/** Values that have one name, under it, in the order in which they come. */
export const grouped = <Value>(
  values: readonly Value[],
  nameOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> => {
  const groups = new Map<string, Value[]>()
  for (const value of values) {
    const group = groups.get(nameOf(value))
    if (group === undefined) groups.set(nameOf(value), [value])
    else group.push(value)
  }
  return groups
}
