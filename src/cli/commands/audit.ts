import type { Audit, ContractAudit } from '../../audit/audit.js'
import { audit } from '../../audit/audit.js'
import { auditToJson } from '../../audit/report/auditToJson.js'
import { reportHtml } from '../../audit/report/reportHtml.js'
import { reportMarkdown } from '../../audit/report/reportMarkdown.js'
import { titleOf, verdictText } from '../../audit/report/summary.js'
import { type Command, defineCommand } from '../command.js'
import { OUTPUT_OPTIONS } from '../output.js'
import { momentOf } from '../values.js'

const OPTIONS = {
  ...OUTPUT_OPTIONS,
  other: {
    value: 'FILE',
    help: 'another agreement of the same people: what they have in common',
    several: 'several',
  },
  'at-height': { value: 'HEIGHT', help: "height of the chain's tip: which deadlines are near or past" },
  'at-time': { value: 'TIME', help: 'median time of the tip (`mediantime` of `getblockchaininfo`)' },
  html: { value: 'FILE', help: 'also writes the report as one HTML file that loads nothing' },
  markdown: { value: 'FILE', help: 'also writes the report as Markdown' },
} as const

const explained = ({ explanation }: ContractAudit): readonly string[] =>
  explanation.flatMap(({ party, sentences }) => [
    `  ${party}:`,
    ...sentences.map((sentence) => `    ${sentence}`),
  ])

/** What each party can do; contracts that differ in nothing but their keys are explained once. */
const contractLines = ({ contracts }: Audit): readonly string[] => {
  const known = new Map<string, number>()
  return contracts.flatMap((contract) => {
    const { index, amount, address } = contract
    const lines = explained(contract)
    const like = known.get(lines.join('\n'))
    if (like === undefined) known.set(lines.join('\n'), index)
    return [
      '',
      `Contract ${index}: ${amount} sat, ${address}`,
      ...(like === undefined ? lines : [`  as contract ${like}`]),
    ]
  })
}

const auditLines = (report: Audit): readonly string[] => [
  titleOf(report),
  verdictText(report),
  ...report.findings.map(({ severity, code, subject, text }) => `${severity} ${code} (${subject}): ${text}`),
  ...contractLines(report),
]

export const auditCommand: Command = defineCommand<keyof typeof OPTIONS>({
  name: 'audit',
  summary: 'find out what can happen to the money, trusting nobody',
  operands: { least: 1, most: 1, names: 'FILE' },
  options: OPTIONS,
  about: [
    'Takes the text of an agreement, whoever made it, and computes from the scripts alone who can move the money, together with whom and from when; what can go wrong; and what that means for each party, in plain sentences.',
    'Ends with 1 where a finding is a danger or a warning. Notes alone end with 0.',
  ],
  examples: [
    { line: 'taproot-escrow audit agreement.json', does: 'findings, and what each party can do' },
    {
      line: 'taproot-escrow audit agreement.json --html report.html --markdown report.md',
      does: 'the same as a page to read and to hand on',
    },
  ],
  run: async (given, { reader, write }) => {
    const at = momentOf(given)
    const [file = '-'] = given.operands
    const text = await reader.text(file, { field: 'file' })
    const others: string[] = []
    for (const other of given.all('other')) others.push(await reader.text(other, { field: 'other' }))
    const report = audit(text, { ...(at !== undefined && { at }), others })
    const html = given.one('html')
    if (html !== undefined) await write(html, reportHtml(report))
    const markdown = given.one('markdown')
    if (markdown !== undefined) await write(markdown, reportMarkdown(report))
    return {
      exit: report.findings.some(({ severity }) => severity !== 'note') ? 1 : 0,
      text: auditLines(report),
      json: { ...auditToJson(report) },
    }
  },
})
