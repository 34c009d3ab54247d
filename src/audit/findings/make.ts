import type { EscrowError } from '../../errors.js'
import { type Finding, SEVERITIES, type Severity } from '../finding.js'
import { listed } from '../phrases.js'
import { FINDINGS, type FindingCode } from './catalogue.js'

/** A finding of the catalogue. */
export const finding = (
  code: FindingCode,
  subject: string,
  text: string,
  options: { readonly rule?: string | undefined; readonly severity?: Severity | undefined } = {},
): Finding => {
  const { rule = FINDINGS[code].rule, severity = FINDINGS[code].severity } = options
  return { code, severity, subject, text, ...(rule === undefined ? {} : { rule }) }
}

/** What a reader of this library refused, as a finding with the error's code. */
export const refusal = ({ code, data }: EscrowError, subject: string): Finding => ({
  code,
  severity: 'danger',
  subject: data.field === '' ? subject : `${subject}, ${data.field}`,
  text: `Refused: expected ${data.expected}, received ${data.received}.`,
})

/** Something found in one contract, or in a place of it. */
export interface ContractFinding {
  readonly code: FindingCode
  /** Such as `leaf employerAlone`; the contract as a whole without it. */
  readonly place?: string
  readonly text: string
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
      const name = JSON.stringify([each.code, each.place, each.text, each.rule, each.severity])
      const group = groups.get(name)
      if (group === undefined) groups.set(name, { first: each, indices: [index] })
      else if (group.indices.at(-1) !== index) group.indices.push(index)
    }
  return [...groups.values()].map(({ first: { code, place, text, rule, severity }, indices }) =>
    finding(
      code,
      place === undefined ? contractsText(indices) : `${contractsText(indices)}, ${place}`,
      text,
      { rule, severity },
    ),
  )
}

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
