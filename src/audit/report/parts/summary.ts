import type { Audit } from '../../audit.js'
import { SEVERITIES, type Severity } from '../../finding.js'
import { coinsText, satsText } from '../amounts.js'
import { type Block, cell, code, copied, type Facts, type Section, said, small } from '../blocks.js'
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
  const { agreement, contracts, engines } = report
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
      { kind: 'facts', where: 'pages', facts: summaryFacts(report, wording) },
      ...(contracts.length > 1 && agreement !== undefined ? [contractList(report, wording)] : []),
      ...(engines === undefined ? [] : [...enginesDiffer(engines, wording), enginesShare(report, wording)]),
    ],
  }
}

const summaryFacts = ({ agreement, contracts }: Audit, { heads, say }: Wording): Facts => {
  const total = contracts.reduce((sum, { amount }) => sum + amount, 0n)
  const [first] = contracts
  return [
    ...(agreement === undefined
      ? []
      : ([
          [heads.network, [code(agreement.network)]],
          [heads.agreement, [copied(agreement.id, heads.agreement)]],
        ] as const)),
    ...(first === undefined
      ? []
      : ([[heads.amount, [said(satsText(total, say)), ' ', small(coinsText(total, say))]]] as const)),
    ...(first === undefined || contracts.length > 1
      ? []
      : ([[heads.address, [copied(first.address, heads.address)]]] as const)),
  ]
}

const contractList = ({ contracts, agreement }: Audit, { heads, say }: Wording): Block => ({
  kind: 'table',
  where: 'html',
  table: {
    name: heads.contracts,
    columns: [
      { name: heads.contract, kind: 'head' },
      { name: heads.memo },
      { name: heads.amount, kind: 'number' },
      { name: heads.address },
    ],
    rows: contracts.map(({ index, milestone, amount, address }) => [
      cell({ as: 'link', text: `${index}`, to: contractAnchor(index) }),
      cell({ as: 'written', text: agreement?.milestones[milestone]?.memo ?? '' }),
      cell(said(satsText(amount, say))),
      cell(code(address)),
    ]),
  },
})
