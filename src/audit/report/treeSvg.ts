import type { AuditedOutput } from '../../powers/output.js'
import { sizeText } from './amounts.js'
import { type Html, html } from './markup.js'
import { internalText, leafWords } from './people.js'
import { type TreeNode, treeLayout } from './treeLayout.js'
import type { Wording } from './wording.js'

const ROW = 48
const STEP = 24
const LEFT = 12
const TOP = 22
const GAP = 14
/** Wider than any font of these sizes draws a character on average: labels may be short of it, never beyond. */
const NAME_CHARACTER = 8.6
const NOTE_CHARACTER = 7.2

/** A label beside a node: what it is called and what is said about it. */
interface Label {
  readonly name: string
  readonly note: string
  readonly isShut: boolean
}

export interface TreeOptions {
  /** Of spends by each way. */
  readonly sizes: ReadonlyMap<string, number>
  readonly wording: Wording
}

const sizeLabel = (name: string, { sizes, wording }: TreeOptions): string => {
  const size = sizes.get(name)
  return size === undefined ? '–' : sizeText(size, wording.say)
}

const labelsOf = (output: AuditedOutput, options: TreeOptions): ReadonlyMap<string, Label> => {
  const { wording } = options
  return new Map(
    output.leaves.map((leaf) => {
      const ways = leafWords(leaf, { parties: output.parties, wording })
      const when = wording.say.or([...new Set(ways.map((way) => way.when))])
      return [
        leaf.name,
        {
          name: leaf.name,
          note: plain(`${sizeLabel(leaf.name, options)} · ${when}`),
          isShut: when === wording.heads.never,
        },
      ]
    }),
  )
}

/** A drawing has no neighbours that could be turned around. */
const plain = (text: string): string => text.replace(/[\u2066\u2068\u2069]/g, '')

/** Chinese is written in squares, other scripts in characters of about one width. */
const widthOf = (text: string, character: number): number =>
  [...text].reduce((width, one) => width + (one >= '\u2e80' ? 2 : 1) * character, 0)

const labelWidth = ({ name, note }: Label): number =>
  Math.ceil(Math.max(widthOf(name, NAME_CHARACTER), widthOf(note, NOTE_CHARACTER)))

/** The ways into an output as a drawing: the key path first, then the tree of scripts, one leaf a row. */
export const treeSvg = (output: AuditedOutput, options: TreeOptions): Html => {
  const { heads } = options.wording
  const keyLabel: Label = {
    name: 'key',
    note: plain(`${sizeLabel('key', options)} · ${internalText(output, options.wording)}`),
    isShut: output.internal.kind === 'nobody',
  }
  const labels = labelsOf(output, options)
  const nodes = output.tree === undefined ? [] : treeLayout(output.tree)
  // the output's own row is the first, the key path's the second; scripts hang one step deeper than the output
  const x = (depth: number): number => LEFT + (depth + 1) * STEP
  const y = (row: number): number => TOP + (row + 2) * ROW
  const right = Math.max(
    x(0) + GAP + labelWidth(keyLabel),
    ...nodes.map(({ leaf, depth }) =>
      leaf === undefined
        ? 0
        : x(depth) + GAP + labelWidth(labels.get(leaf) ?? { name: leaf, note: '', isShut: false }),
    ),
  )
  const rows = nodes.filter(({ leaf }) => leaf !== undefined).length
  const size = { width: right + LEFT, height: y(rows - 1) + ROW / 2 + 4 }
  const keyRow = TOP + ROW
  const from = ({ parent }: TreeNode): { readonly x: number; readonly y: number } =>
    parent === undefined ? { x: LEFT, y: TOP } : { x: x(parent.depth), y: y(parent.row) }
  return html`<svg class="tree" width="${size.width}" height="${size.height}" viewBox="0 0 ${size.width} ${size.height}" role="img">
<title>${heads.ways}</title>
${branch({ x: LEFT, y: TOP }, { x: x(0), y: keyRow })}
${nodes.map((node) => branch(from(node), { x: x(node.depth), y: y(node.row) }))}
<rect class="node root" x="${LEFT - 6}" y="${TOP - 6}" width="12" height="12" rx="3"/>
<text class="name" x="${LEFT + GAP}" y="${TOP + 5}">${heads.output}</text>
${dot({ x: x(0), y: keyRow }, keyLabel.isShut ? 'node shut' : 'node leaf')}
${label(keyLabel, { x: x(0) + GAP, y: keyRow })}
${nodes.map(({ leaf, depth, row }) => {
  const at = { x: x(depth), y: y(row) }
  if (leaf === undefined) return dot(at, 'node fork')
  const shown = labels.get(leaf) ?? { name: leaf, note: '', isShut: false }
  return html`${dot(at, shown.isShut ? 'node shut' : 'node leaf')}
${label(shown, { x: at.x + GAP, y: at.y })}
`
})}</svg>`
}

interface Point {
  readonly x: number
  readonly y: number
}

/** A line down (or up) and then to the right, with a round corner. */
const branch = (from: Point, to: Point): Html => {
  const turn = to.y > from.y ? -6 : 6
  return to.y === from.y
    ? html`<path class="branch" d="M${from.x} ${from.y}H${to.x}"/>`
    : html`<path class="branch" d="M${from.x} ${from.y}V${to.y + turn}Q${from.x} ${to.y} ${from.x + 6} ${to.y}H${to.x}"/>`
}

const dot = ({ x, y }: Point, kind: string): Html => html`<circle class="${kind}" cx="${x}" cy="${y}" r="5"/>`

const label = ({ name, note }: Label, { x, y }: Point): Html =>
  html`<text class="name" x="${x}" y="${y - 3}">${name}</text><text class="note" x="${x}" y="${y + 14}">${note}</text>`
