import { type Markdown, markdown, verbatim } from '../markup.js'
import type { Cell, Facts, Line, Table } from '../told.js'

export const code = (text: string): Markdown => verbatim`\`${text}\``

export const markdownLine = ({ text, code: name, after }: Line): Markdown =>
  markdown`${text}${name === undefined || text === '' ? undefined : ' '}${
    name === undefined ? undefined : code(name)
  }${after}`

export const bullets = (items: readonly Markdown[]): Markdown =>
  markdown`${items.map(
    (item) => markdown`- ${item}
`,
  )}`

/** Paragraphs, each with an empty line after it. */
export const paragraphs = (texts: readonly Markdown[]): Markdown =>
  markdown`${texts.map(
    (text) => markdown`${text}

`,
  )}`

export const sentences = (texts: readonly string[]): readonly Markdown[] =>
  texts.map((text) => markdown`${text}`)

export const markdownFacts = (rows: Facts): Markdown =>
  bullets(
    rows.map(
      ([name, value]) =>
        markdown`${name}: ${typeof value === 'string' ? markdown`${value}` : markdownLine(value)}`,
    ),
  )

export const markdownTable = ({ columns, rows }: Omit<Table, 'name'>): Markdown =>
  markdown`${row(columns.map(({ name }) => markdown`${name}`))}|${columns.map(({ kind }) =>
    kind === 'number' ? markdown` ---: |` : markdown` --- |`,
  )}
${rows.map((cells) => row(cells.map(cell)))}
`

/** Cells of one row. */
const row = (cells: readonly Markdown[]): Markdown => markdown`|${cells.map((each) => markdown` ${each} |`)}
`

const cell = ({ below = [], ...line }: Cell): Markdown =>
  markdown`${markdownLine(line)}${below.length === 0 ? undefined : ` (${below.join('; ')})`}`
