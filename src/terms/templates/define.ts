import type { AgreementDocument, MilestoneDocument } from '../../agreement/document.js'
import type { Agreement } from '../../agreement/types.js'
import { EscrowError } from '../../errors.js'
import { membersOf } from '../../given/check.js'
import { allowances, defineAgreement, type ParseOptions } from '../parse.js'
import type { PanelParameters, Schedule } from './clocks.js'
import { arbiterDocument, type PartiesParameters, partiesDocument } from './parties.js'

/** What is refused unless allowed by name. */
export type TemplateOptions = Pick<ParseOptions, 'allow'>

/** Fields of the document and the parameters that they come from; the first that fits counts. */
export type Renaming = readonly (readonly [field: RegExp, parameter: string])[]

const COMMON: Renaming = [
  [/\bsilence\.pays\b/g, 'silencePays'],
  [/\bsilence\.after(?:\.\w+)?/g, 'clocks.silence'],
  [/\brescue\.after(?:\.\w+)?/g, 'clocks.rescue'],
  [/\bdispute\.from(?:\.\w+)?/g, 'clocks.disputeFrom'],
  [/\bdispute\.(decision|backupFrom)(?:\.\w+)?/g, 'clocks.$1'],
]

/** The one milestone of a template without a list of them. */
export const ONE_MILESTONE: Renaming = [[/\bmilestones\[0\]\.(amount|memo)\b/g, '$1']]
/** Milestones that differ from the first by nothing but later clocks. */
export const LATER_CLOCKS: RegExp = /\bmilestones\[\d+\]\.(?:silence|rescue|dispute)\.\w+(?:\.\w+)?/g

const partyRenaming = ({ employer, worker, arbiter, backupArbiter }: TemplateParties): Renaming => {
  const keys = Object.entries({ employer, worker, arbiter, backupArbiter }).flatMap(([role, holder]) =>
    holder?.key === undefined
      ? []
      : [[new RegExp(`\\b${role}\\.keys(?:\\[0\\])?`, 'g'), `${role}.key`] as const],
  )
  if (worker.address === undefined) return keys
  return [...keys, [/\bworker\.payees(?:\[0\]\.\w+)?/g, 'worker.address']]
}

type TemplateParties = PartiesParameters & PanelParameters

/** The same refusal in the caller's own words: code and kind stay, fields become parameters. */
const inParameters = (error: EscrowError, renaming: Renaming): EscrowError => {
  const rename = (text: string): string =>
    renaming.reduce((known, [field, parameter]) => known.replace(field, parameter), text)
  const data = Object.fromEntries(
    Object.entries(error.data).map(([name, value]) => [
      name,
      typeof value === 'string' ? rename(value) : value,
    ]),
  )
  const { field, expected, received } = error.data
  return new EscrowError({
    code: error.code,
    kind: error.kind,
    data: { ...data, field: rename(field), expected: rename(expected), received: rename(received) },
    cause: error,
  })
}

/** The agreement of a template: parties, the clocks of the first milestone, and milestones. */
export const defineTemplate = (
  parameters: TemplateParties,
  {
    terms,
    offsets,
    milestones,
    renaming,
    options,
  }: {
    readonly terms: Schedule['terms']
    /** How much later the clocks of each milestone are. */
    readonly offsets: readonly number[]
    readonly milestones: readonly MilestoneDocument[]
    readonly renaming: Renaming
    readonly options: TemplateOptions
  },
): Agreement => {
  membersOf<TemplateOptions>({ 'allow?': allowances })(options, '')
  const [first = 0] = offsets
  const document: AgreementDocument = {
    ...partiesDocument(parameters),
    arbiter: arbiterDocument(parameters.arbiter, 'arbiter'),
    backupArbiter: arbiterDocument(parameters.backupArbiter, 'backupArbiter'),
    ...terms(first),
    milestones: milestones.map((milestone, at) => {
      const offset = offsets[at] ?? first
      return offset === first ? milestone : { ...milestone, ...terms(offset) }
    }),
  }
  try {
    return defineAgreement(document, options)
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    throw inParameters(error, [...renaming, ...partyRenaming(parameters), ...COMMON])
  }
}
