import { type Finding, SEVERITIES } from '../finding.js'
import {
  type Block,
  type Cell,
  type Column,
  type Facts,
  type Line,
  NOTHING,
  type Span,
  standingIn,
  type Table,
} from './blocks.js'
import { type Html, html } from './markup.js'
import { qrHtml } from './qr.js'
import { severitySign } from './severitySign.js'
import type { Wording } from './wording.js'

/** An attribute, where there is one; nothing turns its text around. */
const having = (name: string, text: string | undefined): Html | undefined =>
  text === undefined ? undefined : html` ${name}="${text.replace(/[\u2066-\u2069]/g, '')}"`

/** A space between a number and its unit, where no line may end. */
const UNIT = /(\d\u2069?) (?=\p{L})/gu

/** What is longer than a line of a phone may be. */
const LONG = /([\w:]{24,})/

/** Long codes break anywhere, so that no full stop behind one stands in a line of its own. */
const broken = (text: string): Html =>
  html`${text.split(LONG).map((part, at) => (at % 2 === 1 ? html`<span class="long">${part}</span>` : html`${part}`))}`

/**
 * What a voice isolates from its neighbours (Unicode Standard Annex 9), as elements that do the same; a number stays
 * in the line of its unit.
 */
const isolated = (spaced: string): Html => {
  const text = spaced.replace(UNIT, '$1\u00a0')
  const from = text.search(/[\u2066\u2068]/)
  const to = endOf(text, from)
  if (from < 0 || to < 0) return broken(text)
  const inner = isolated(text.slice(from + 1, to))
  return html`${broken(text.slice(0, from))}<bdi${having('dir', text[from] === '\u2066' ? 'ltr' : undefined)}>${inner}</bdi>${isolated(text.slice(to + 1))}`
}

/** Where the isolate ends that begins at a place. */
const endOf = (text: string, from: number): number => {
  let depth = 0
  for (let at = from; at >= 0 && at < text.length; at++) {
    if (text[at] === '\u2066' || text[at] === '\u2068') depth++
    if (text[at] === '\u2069' && --depth === 0) return at
  }
  return -1
}

const span = (part: string | Span, wording: Wording): Html => {
  if (typeof part === 'string') return html`${part}`
  const { as, text, copy, to, mood } = part
  switch (as) {
    case 'said':
      return isolated(text)
    case 'code':
      return html`<code${having('data-copy', copy)}>${text}</code>`
    case 'link':
      return html`<a href="#${to}">${isolated(text)}</a>`
    case 'english':
      return wording.tag === 'en' ? html`${text}` : html`<span lang="en" dir="ltr">${text}</span>`
    case 'written':
      return html`<bdi>${text}</bdi>`
    case 'strong':
      return html`<strong class="${mood}">${text}</strong>`
    case 'small':
      return html`<small>${isolated(text)}</small>`
    case 'mark':
      return html`<mark>${text}</mark>`
  }
}

const written = (line: Line, wording: Wording): Html => html`${line.map((part) => span(part, wording))}`

export const htmlBlocks = (blocks: readonly Block[], wording: Wording): Html =>
  html`${standingIn(blocks, 'html').map(
    (block) => html`${htmlBlock(block, wording)}
`,
  )}`

const htmlBlock = (block: Block, wording: Wording): Html => {
  switch (block.kind) {
    case 'heading':
      return html`<h${block.level}>${written(block.line, wording)}</h${block.level}>`
    case 'text':
      return html`<p${having('class', block.mood)}>${written(block.line, wording)}</p>`
    case 'list':
      return htmlList(block.items, wording)
    case 'facts':
      return htmlFacts(block.facts, wording)
    case 'table':
      return scroller(htmlTable(block.table, wording), block.table.name)
    case 'findings':
      return findingList(block.findings, wording)
    case 'codes': {
      const { qr: draw } = wording
      if (draw === undefined) return html``
      return html`<div class="codes">${block.codes.map(
        ({
          name,
          text,
        }) => html`<figure>${qrHtml(text, { name, draw })}<figcaption>${name}</figcaption></figure>
`,
      )}</div>`
    }
    case 'cards':
      return html`<div class="cards">${block.cards.map(
        ({ name, items }) => html`<div class="card"><h5>${written(name, wording)}</h5>
${htmlList(items, wording)}</div>
`,
      )}</div>`
    case 'verdict':
      return html`<div class="verdict ${block.mood}"><p><strong>${severitySign(block.mood)} ${written(block.line, wording)}</strong></p>${
        block.below === undefined ? undefined : html`<p>${written(block.below, wording)}</p>`
      }</div>`
    case 'folded':
      return html`<details${having('class', block.look)}><summary>${written(block.name, wording)}</summary>
${htmlBlocks(block.blocks, wording)}</details>`
    case 'contract':
      return html`<details class="contract" id="${block.id}"${block.state === 'open' ? html` open` : undefined}><summary><h3>${written(block.name, wording)}</h3><span class="soft">${written(block.aside, wording)}</span></summary>
<div class="body">
${htmlBlocks(block.blocks, wording)}</div></details>`
  }
}

const htmlList = (items: readonly Line[], wording: Wording): Html =>
  html`<ul>${items.map(
    (item) => html`<li>${written(item, wording)}</li>
`,
  )}</ul>`

const htmlFacts = (facts: Facts, wording: Wording): Html =>
  html`<dl class="facts">${facts.map(
    ([name, value = []]) =>
      html`<dt>${isolated(name)}</dt><dd>${written(value, wording)}</dd>
`,
  )}</dl>`

/** A wide thing in a scroller of its own, which the keyboard reaches. */
const scroller = (inner: Html, name: string): Html =>
  html`<div class="scroll" tabindex="0" role="group"${having('aria-label', name)}>${inner}</div>`

const htmlTable = ({ look, columns, rows }: Table, wording: Wording): Html =>
  look === 'bars'
    ? barTable({ columns, rows }, wording)
    : html`<table class="rows"><thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map(
        (cells) => html`<tr>${cells.map((cell, at) => htmlCell(cell, { column: columns[at], wording }))}</tr>
`,
      )}</tbody></table>`

const head = ({ name, kind, below }: Column): Html =>
  html`<th scope="col"${having('class', kind)}>${isolated(name)}${
    below && html` <small>${isolated(below)}</small>`
  }</th>`

const insideOf = ({ line, below = [] }: Cell, wording: Wording): Html =>
  html`${written(line, wording)}${below.map((other) => html`<small>${written(other, wording)}</small>`)}`

const htmlCell = (
  cell: Cell,
  { column, wording }: { readonly column: Column | undefined; readonly wording: Wording },
): Html => {
  const inner = insideOf(cell, wording)
  if (column?.kind === 'head') return html`<th scope="row">${inner}</th>`
  const { kind, name } = column ?? {}
  // what has no head is left out on a phone
  return html`<td${having('class', cell.mood ?? kind)}${having('data-head', cell === NOTHING ? undefined : name)}>${inner}</td>`
}

/** Names above their bars, so that the columns have the whole width; more columns than fit are scrolled. */
const barTable = ({ columns, rows }: Pick<Table, 'columns' | 'rows'>, wording: Wording): Html => {
  const stretches = columns.slice(1)
  return html`<table class="bars rows"><thead><tr>${stretches.map(head)}</tr></thead>
${rows.map(([name, ...bars]) => {
  let at = 0
  return html`<tbody><tr><th scope="rowgroup" colspan="${stretches.length}">${
    name === undefined ? undefined : insideOf(name, wording)
  }</th></tr>
<tr>${bars.map((bar) => {
    const from = stretches[at]?.name
    const { mood = 'bar', over = 1 } = bar
    at += over
    return html`<td colspan="${over}" class="${mood}"${having('data-head', from)}><span>${insideOf(bar, wording)}</span></td>`
  })}</tr></tbody>
`
})}</table>`
}

/** Of more findings of one cause than this, all but two are closed behind a line. */
const MOST = 4
const SHOWN = 2

/** The gravest first; those of one cause together. */
const findingList = (findings: readonly Finding[], wording: Wording): Html => {
  const groups = SEVERITIES.flatMap((severity) =>
    byCode(findings.filter((finding) => finding.severity === severity)),
  )
  return html`<ul class="findings">${groups.map((group) => {
    const shown = group.length > MOST ? SHOWN : group.length
    return html`${group.slice(0, shown).map((finding) => findingItem(finding, wording))}${moreOf(group.slice(shown), wording)}`
  })}</ul>`
}

const moreOf = (rest: readonly Finding[], wording: Wording): Html | undefined => {
  const [first] = rest
  if (first === undefined) return undefined
  const { code, severity } = first
  return html`<li class="finding ${severity}"><details><summary>${isolated(
    wording.sentence('moreOf', { count: rest.length, code }),
  )}</summary>
<ul class="findings">${rest.map((finding) => findingItem(finding, wording))}</ul></details></li>
`
}

const findingItem = ({ code, severity, subject, sentence, rule }: Finding, wording: Wording): Html =>
  html`<li class="finding ${severity}"><p>${span(wording.told(sentence), wording)}</p>
<p class="about"><strong>${severitySign(severity)} ${wording.heads[severity]}</strong><span>${span(wording.about(subject), wording)}</span><code>${code}</code>${
    rule === undefined ? undefined : span({ as: 'english', text: rule }, wording)
  }</p></li>
`

const byCode = (findings: readonly Finding[]): readonly (readonly Finding[])[] => {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.code)
    if (group === undefined) groups.set(finding.code, [finding])
    else group.push(finding)
  }
  return [...groups.values()]
}
