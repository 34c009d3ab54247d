import type { Block, Cell, Line, Span, Table } from './blocks.js'
import { standingIn } from './blocks.js'
import { type Markdown, markdown, verbatim } from './markup.js'
import { SEVERITY_SHAPES } from './severitySign.js'
import type { Wording } from './wording.js'

/** What turns the direction in a text on a page is left to whoever shows the Markdown. */
const withoutIsolates = (text: string): string => text.replace(/[\u2066\u2068\u2069]/g, '')

const span = (part: string | Span): Markdown => {
  if (typeof part === 'string') return markdown`${part}`
  const { as, text } = part
  switch (as) {
    case 'code':
    case 'mark':
      return verbatim`\`${text}\``
    case 'strong':
      return markdown`**${text}**`
    case 'small':
      return markdown`(${withoutIsolates(text)})`
    case 'said':
    case 'link':
      return markdown`${withoutIsolates(text)}`
    case 'english':
    case 'written':
      return markdown`${text}`
  }
}

export const markdownLine = (line: Line): Markdown => markdown`${line.map(span)}`

export const markdownBlocks = (blocks: readonly Block[], wording: Wording): Markdown =>
  markdown`${standingIn(blocks, 'markdown').map((block) => markdownBlock(block, wording))}`

const markdownBlock = (block: Block, wording: Wording): Markdown => {
  switch (block.kind) {
    case 'heading':
      return block.level === 3
        ? markdown`### ${markdownLine(block.line)}

`
        : markdown`#### ${markdownLine(block.line)}

`
    case 'text':
      return markdown`${markdownLine(block.line)}

`
    case 'list':
      return bullets(block.items.map(markdownLine))
    case 'facts':
      return bullets(
        block.facts.map(([name, value = []]) => markdown`${withoutIsolates(name)}: ${markdownLine(value)}`),
      )
    case 'table':
      return markdownTable(block.table)
    case 'findings':
      return bullets(
        block.findings.map(
          ({ code, severity, subject, sentence, rule }) =>
            markdown`${SEVERITY_SHAPES[severity]} **${wording.heads[severity]}** (${span(wording.about(subject))}): ${span(wording.told(sentence))} ${span({ as: 'code', text: code })}${
              rule === undefined ? undefined : markdown` (${rule})`
            }`,
        ),
      )
    case 'codes':
      // drawn in HTML alone
      return markdown``
    case 'cards':
      return bullets(
        block.cards.map(
          ({ name, items }) =>
            markdown`**${markdownLine(name)}**: ${items.map((item, at) => markdown`${at === 0 ? '' : ' '}${markdownLine(item)}`)}`,
        ),
      )
    case 'verdict':
      return markdown`**${markdownLine(block.line)}**${
        block.below === undefined ? undefined : markdown` ${markdownLine(block.below)}`
      }

`
    case 'folded':
      return markdown`<details><summary>${markdownLine(block.name)}</summary>

${markdownBlocks(block.blocks, wording)}</details>

`
    case 'contract':
      return markdown`### ${markdownLine(block.name)}

${markdownBlocks(block.blocks, wording)}`
  }
}

const bullets = (items: readonly Markdown[]): Markdown =>
  markdown`${items.map(
    (item) => markdown`- ${item}
`,
  )}
`

const markdownTable = ({ columns, rows }: Table): Markdown =>
  markdown`${row(
    columns.map(
      ({ name, below }) =>
        markdown`${withoutIsolates(name)}${below && markdown` (${withoutIsolates(below)})`}`,
    ),
  )}|${columns.map(({ kind }) => (kind === 'number' ? markdown` ---: |` : markdown` --- |`))}
${rows.map((cells) => row(cells.flatMap(cellsOf)))}
`

/** Cells of one row. */
const row = (cells: readonly Markdown[]): Markdown => markdown`|${cells.map((each) => markdown` ${each} |`)}
`

/** A cell over several columns once in each. */
const cellsOf = ({ line, below = [], over = 1 }: Cell): readonly Markdown[] => {
  const inner = markdown`${markdownLine(line)}${
    below.length === 0
      ? undefined
      : markdown` (${below.map((other, at) => markdown`${at === 0 ? '' : '; '}${markdownLine(other)}`)})`
  }`
  return Array.from({ length: over }, () => inner)
}
