import type { Audit } from '../../audit.js'
import { SEVERITIES, type Severity } from '../../finding.js'
import { code, copied, type Facts, type Section, said } from '../blocks.js'
import type { Wording } from '../wording.js'
import { enginesDiffer, enginesShare, enginesText } from './engines.js'

/** The title of a report. */
export const titleOf = ({ agreement, contracts, subject }: Audit, { heads, sentence }: Wording): string => {
  if (subject === 'descriptor') return heads.titleDescriptor
  return agreement === undefined
    ? heads.titleNone
    : sentence('titleAgreement', { contracts: contracts.length })
}

/** The verdict as one line. */
export const verdictText = ({ findings }: Audit, { heads, sentence }: Wording): string => {
  const found = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return count === 0 ? [] : [sentence('counted', { severity, count })]
  })
  return found.length === 0 ? heads.nothingFound : sentence('found', { found })
}

/** The gravest severity that occurs. */
const gravest = ({ findings }: Audit): Severity | undefined =>
  SEVERITIES.find((severity) => findings.some((finding) => finding.severity === severity))

/** Where links to a contract lead. */
export const contractAnchor = (index: number): string => `contract-${index}`

/** What a reader needs first: what was audited, the verdict, and where to go on. */
export const summarySection = (report: Audit, wording: Wording): Section => {
  const { engines } = report
  const { heads } = wording
  return {
    id: 'summary',
    name: heads.summary,
    blocks: [
      {
        kind: 'verdict',
        mood: gravest(report) ?? 'fine',
        line: [said(verdictText(report, wording))],
        ...(engines === undefined ? {} : { below: [enginesText(engines, wording)] }),
      },
      { kind: 'facts', facts: summaryFacts(report, wording) },
      ...(engines === undefined ? [] : [...enginesDiffer(engines, wording), enginesShare(report, wording)]),
    ],
  }
}

const summaryFacts = ({ agreement, contracts }: Audit, { heads, say }: Wording): Facts => {
  const total = contracts.reduce((sum, { amount }) => sum + amount, 0n)
  return [
    ...(agreement === undefined
      ? []
      : ([
          [heads.network, [code(agreement.network)]],
          [heads.agreement, [copied(agreement.id, heads.agreement)]],
        ] as const)),
    ...(contracts.length === 0 ? [] : ([[heads.amount, [said(say.amount(total))]]] as const)),
  ]
}
