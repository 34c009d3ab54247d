import type { LeafJudgement } from '../../judge.js'
import type { OutputAudit } from '../../outputAudit.js'
import { coalitionPhrase } from '../../phrases.js'
import { leastRows } from '../coalitions.js'
import { DRY_RUN_NOTE, DRY_RUN_TITLE, dryRunTable } from '../dryRunWords.js'
import { consequenceParts } from '../explanation.js'
import { limitText, miniscriptText, NO_MINISCRIPT } from '../judgement.js'
import { internalText, leafWords } from '../leafWords.js'
import { type Markdown, markdown } from '../markup.js'
import { limitTexts } from '../matrixTable.js'
import { sizesOf } from '../sizes.js'
import type { Table } from '../told.js'
import { stretchWords } from '../words.js'
import { bullets, markdownTable, paragraphs, sentences } from './blocks.js'

/** What follows from an output, whoever agreed on it. */
export const outputPart = (audited: OutputAudit): Markdown => {
  const { explanation, matrix, consequences, dryRuns, judgements } = audited
  return markdown`### What it means

${bullets(explanation.map(({ party, text }) => markdown`**${party}**: ${text.join(' ')}`))}
### Ways to spend

${markdownTable(wayTable(audited))}${remarksPart(judgements)}### Who can move the money

${markdownTable(matrixTable(audited))}${paragraphs(
  sentences([...limitTexts(matrix), ...consequences.reservations.map(({ text }) => text)]),
)}${consequenceParts(consequences).map(
  ({ title, texts }) => markdown`### ${title}

${bullets(sentences(texts))}
`,
)}### ${DRY_RUN_TITLE}

${DRY_RUN_NOTE}

${markdownTable(dryRunTable(dryRuns))}`
}

const wayTable = ({ output, matrix }: OutputAudit): Omit<Table, 'name'> => {
  const sizes = sizesOf(matrix)
  const size = (name: string) => ({ text: sizes.has(name) ? `${sizes.get(name)} vB` : '–' })
  return {
    columns: [
      { name: 'Way', kind: 'head' },
      { name: 'Who signs' },
      { name: 'From when' },
      { name: 'Size of a spend', kind: 'number' },
    ],
    rows: [
      [
        { text: 'key' },
        { text: internalText(output) },
        { text: output.internal.kind === 'nobody' ? 'never' : 'at once' },
        size('key'),
      ],
      ...output.leaves.map((leaf) => {
        const ways = leafWords(leaf, output)
        return [
          { text: leaf.name },
          { text: ways.map(({ who }) => who).join(', or ') },
          { text: ways.map(({ when }) => when).join(', or ') },
          size(leaf.name),
        ]
      }),
    ],
  }
}

/** What others say against a leaf; of a leaf to which nobody objects there is nothing to read. */
const remarksPart = (judgements: readonly LeafJudgement[]): Markdown | undefined => {
  const remarks = judgements.flatMap((judgement) =>
    objections(judgement).map((text) => markdown`**${judgement.leaf}**: ${text}`),
  )
  return remarks.length === 0
    ? undefined
    : markdown`${bullets(remarks)}
`
}

const objections = ({ miniscript, limits }: LeafJudgement): readonly string[] => {
  const said = limits.map((limit) => `${limitText(limit)} (${limit.rule})`)
  if (miniscript === undefined) return [NO_MINISCRIPT, ...said]
  const { sane, nonMalleable, needsSignature } = miniscript
  return sane && nonMalleable && needsSignature
    ? said
    : [`Miniscript: ${miniscriptText(miniscript)}.`, ...said]
}

const matrixTable = ({ matrix, consequences }: OutputAudit): Omit<Table, 'name'> => ({
  columns: [
    { name: 'Acting together', kind: 'head' },
    ...matrix.stretches.map((stretch) => ({ name: stretchWords(stretch).when })),
  ],
  rows: leastRows(matrix, consequences).map(({ coalition, moves }) => [
    { text: coalitionPhrase(coalition, matrix.parties) },
    ...moves.map(([cheapest]) => ({
      text: cheapest === undefined ? 'no' : `${cheapest.by}, ${cheapest.vsize} vB`,
    })),
  ]),
})
