import type { Audit, ContractAudit } from '../audit.js'
import type { Finding } from '../finding.js'
import { coalitionPhrase } from '../phrases.js'
import { leastRows } from './coalitions.js'
import { enginesText } from './engines.js'
import { internalText, leafWords } from './leafWords.js'
import { type Markdown, markdown, verbatim } from './markup.js'
import { sizesOf } from './sizes.js'
import { titleOf, verdictText } from './summary.js'
import { SEVERITY_SIGNS, satsText, stretchWords } from './words.js'

/**
 * An audit as Markdown, for e-mails and pull requests: what the HTML report says, without drawings and scripts.
 *
 * @example
 * console.log(reportMarkdown(audit(agreementText)))
 */
export const reportMarkdown = (report: Audit): string => {
  const { agreement, contracts, findings } = report
  return markdown`# ${titleOf(report)}

**${verdictText(report)}**${report.engines === undefined ? undefined : markdown` ${enginesText(report.engines)}`}

${
  agreement === undefined
    ? undefined
    : markdown`- Network: ${agreement.network}
- Agreement: ${code(agreement.id)}
`
}${
  findings.length === 0
    ? undefined
    : markdown`
## Findings

${findings.map(findingLine)}`
}${contracts.map((contract) => contractPart(contract, report))}`.toString()
}

const code = (text: string): Markdown => verbatim`\`${text}\``

const findingLine = ({ code: name, severity, subject, text, rule }: Finding): Markdown => {
  const { sign, word } = SEVERITY_SIGNS[severity]
  return markdown`- ${sign} **${word}** (${subject}): ${text} ${code(name)}${rule === undefined ? undefined : markdown` (${rule})`}
`
}

/** Cells of one row. */
const row = (cells: readonly Markdown[]): Markdown => markdown`|${cells.map((cell) => markdown` ${cell} |`)}
`

const table = (head: readonly string[], rows: readonly (readonly Markdown[])[]): Markdown =>
  markdown`${row(head.map((name) => markdown`${name}`))}|${head.map(() => markdown` --- |`)}
${rows.map(row)}`

const contractPart = (contract: ContractAudit, { agreement }: Audit): Markdown => {
  const { index, milestone, amount, address, descriptor, output, matrix } = contract
  const memo = agreement?.milestones[milestone]?.memo
  const sizes = sizesOf(matrix)
  const size = (name: string): Markdown =>
    sizes.has(name) ? markdown`${`${sizes.get(name)} vB`}` : markdown`–`
  return markdown`
## Contract ${index}${memo === undefined ? undefined : markdown`: ${memo}`}

- Address: ${code(address)}
- Amount: ${satsText(amount)}

### What it means

${contract.explanation.map(
  ({ party, sentences }) => markdown`${sentences.map((sentence, at) =>
    at === 0 ? markdown`- **${party}**: ${sentence}` : markdown` ${sentence}`,
  )}
`,
)}
### Ways to spend

${table(
  ['Way', 'Who signs', 'From when', 'Size of a spend'],
  [
    [
      markdown`key`,
      markdown`${internalText(output)}`,
      markdown`${output.internal.kind === 'nobody' ? 'never' : 'at once'}`,
      size('key'),
    ],
    ...output.leaves.map((leaf) => {
      const ways = leafWords(leaf, output)
      return [
        markdown`${leaf.name}`,
        markdown`${ways.map(({ who }) => who).join(', or ')}`,
        markdown`${ways.map(({ when }) => when).join(', or ')}`,
        size(leaf.name),
      ]
    }),
  ],
)}
### Who can move the money

${matrixPart(contract)}
<details><summary>Descriptor</summary>

${verbatim`\`\`\`
${descriptor}
\`\`\``}

</details>
`
}

const matrixPart = ({ matrix, consequences }: ContractAudit): Markdown =>
  table(
    ['Acting together', ...matrix.stretches.map((stretch) => stretchWords(stretch).when)],
    leastRows(matrix, consequences).map(({ coalition, moves }) => [
      markdown`${coalitionPhrase(coalition, matrix.parties)}`,
      ...moves.map(([cheapest]) =>
        cheapest === undefined ? markdown`no` : markdown`${cheapest.by}, ${cheapest.vsize} vB`,
      ),
    ]),
  )
