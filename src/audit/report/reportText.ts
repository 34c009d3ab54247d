import { visibleLines } from '../../text.js'
import type { Audit } from '../audit.js'
import { type Block, type Line, standingIn, type Table } from './blocks.js'
import { describe } from './describe.js'
import { type ReportOptions, type Wording, wordingOf } from './wording.js'

/** An audit in lines for a terminal: the shortest of its reports. */
export const reportLines = (report: Audit, options: ReportOptions = {}): readonly string[] => {
  const wording = wordingOf(options)
  const { title, maker, sections } = describe(report, wording)
  return [
    title,
    maker,
    ...standingIn(sections, 'text').flatMap(({ name, blocks }) => [
      '',
      name,
      ...textBlocks(blocks, { indent: '  ', wording }),
    ]),
  ]
}

interface Place {
  readonly indent: string
  readonly wording: Wording
}

const plain = (line: Line): string =>
  line
    .map((part) => {
      if (typeof part === 'string') return visibleLines(part)
      // isolates stand where a voice has put them, and nowhere else
      return part.as === 'said' || part.as === 'link' || part.as === 'small'
        ? part.text
        : visibleLines(part.text)
    })
    .join('')

const textBlocks = (blocks: readonly Block[], { indent, wording }: Place): readonly string[] => {
  let inside = indent
  return standingIn(blocks, 'text').flatMap((block) => {
    if (block.kind === 'heading') {
      inside = `${indent}  `
      return [`${indent}${plain(block.line)}:`]
    }
    return textBlock(block, { indent: inside, wording })
  })
}

const textBlock = (block: Exclude<Block, { kind: 'heading' }>, place: Place): readonly string[] => {
  const { indent, wording } = place
  const inner = { indent: `${indent}  `, wording }
  switch (block.kind) {
    case 'text':
      return [`${indent}${plain(block.line)}`]
    case 'list':
      return block.items.map((item) => `${indent}${plain(item)}`)
    case 'facts':
      return block.facts.map(([name, value = []]) => `${indent}${name}: ${plain(value)}`)
    case 'table':
      return tableLines(block.table).map((line) => `${indent}${line}`)
    case 'findings':
      return block.findings.map(
        ({ severity, code, subject, sentence }) =>
          `${indent}${wording.heads[severity]} ${code} (${plain([wording.about(subject)])}): ${plain([wording.told(sentence)])}`,
      )
    case 'codes':
      // drawn in HTML alone
      return []
    case 'cards':
      return block.cards.flatMap(({ name, items }) => [
        `${indent}${plain(name)}:`,
        ...items.map((item) => `${inner.indent}${plain(item)}`),
      ])
    case 'verdict':
      return [block.line, block.below ?? []].flatMap((line) =>
        line.length === 0 ? [] : [`${indent}${plain(line)}`],
      )
    case 'folded':
      return [`${indent}${plain(block.name)}:`, ...textBlocks(block.blocks, inner)]
    case 'contract':
      return ['', `${indent}${plain(block.name)}`, ...textBlocks(block.blocks, inner)]
  }
}

/** A row a line, each cell with the name of its column. */
const tableLines = ({ columns, rows }: Table): readonly string[] =>
  rows.map((cells) => cells.map(({ line }, at) => `${columns[at]?.name}: ${plain(line)}`).join('; '))
