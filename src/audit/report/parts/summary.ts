import type { Audit, ContractAudit } from '../../audit.js'
import { SEVERITIES, type Severity } from '../../finding.js'
import { fromTold, wayTold } from '../../phrases.js'
import { coinsText, satsText } from '../amounts.js'
import {
  type Block,
  cell,
  code,
  copied,
  type Facts,
  heading,
  list,
  paragraph,
  type Section,
  type Span,
  said,
  small,
} from '../blocks.js'
import type { Wording } from '../wording.js'
import { enginesDetails, enginesText } from './engines.js'

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
      ...(contracts.length === 0 ? [] : abilities(report, wording)),
      ...(contracts.length > 1 && agreement !== undefined ? [contractList(report, wording)] : []),
      ...(engines === undefined ? [] : enginesDetails(engines, wording)),
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

/** More kinds of contracts than these are left to the contracts themselves. */
const KINDS = 4

/** Who can move the money of a contract and from when: as short as it can be said without leaving anybody out. */
const abilityLines = ({ matrix: { parties }, consequences }: ContractAudit, { told }: Wording) =>
  consequences.opportunities.map(({ coalition, from }) =>
    told({ code: 'canMoveAll', data: { by: wayTold(coalition, parties), from: fromTold(from) } }),
  )

/** Who can move the money, once for all contracts of which the same is true. */
const abilities = ({ contracts }: Audit, wording: Wording): readonly Block[] => {
  const kinds = new Map<string, { readonly sentences: readonly Span[]; readonly indexes: number[] }>()
  for (const contract of contracts) {
    const sentences = abilityLines(contract, wording)
    const key = sentences.map(({ text }) => text).join('\n')
    const kind = kinds.get(key)
    if (kind === undefined) kinds.set(key, { sentences, indexes: [contract.index] })
    else kind.indexes.push(contract.index)
  }
  const { heads, sentence } = wording
  return (
    [
      heading(3, heads.whoCanDoWhat),
      ...[...kinds.values()]
        .slice(0, KINDS)
        .flatMap(({ sentences, indexes }) => [
          ...(kinds.size === 1 ? [] : [paragraph(said(contractsText(indexes, wording)))]),
          ...list(...sentences.map((sentence) => [sentence])),
        ]),
      ...(kinds.size > KINDS ? [paragraph(said(sentence('otherKinds', { count: kinds.size - KINDS })))] : []),
    ] as const
  ).map((block) => ({ ...block, where: 'html' }))
}

/** More indexes than these are counted. */
const NAMED = 6

const contractsText = (indexes: readonly number[], { sentence }: Wording): string =>
  sentence('contracts', {
    indexes: indexes.length <= NAMED ? indexes : indexes.slice(0, 1),
    count: indexes.length,
  })

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
