import { type Html, html } from './markup.js'
import { column, copyable, facts, scroller } from './pieces.js'
import type { Cell, Column, Facts, Line, Table } from './told.js'

export const htmlLine = ({ text, code, copy, after }: Line): Html =>
  html`${text}${code === undefined || text === '' ? undefined : ' '}${
    code === undefined ? undefined : copy === undefined ? html`<code>${code}</code>` : copyable(code, copy)
  }${after}`

export const htmlFacts = (rows: Facts): Html =>
  facts(rows.map(([name, value]) => [name, typeof value === 'string' ? value : htmlLine(value)] as const))

export const htmlTable = ({ name, columns, rows }: Table): Html =>
  scroller(
    html`<table><thead><tr>${columns.map(head)}</tr></thead>
<tbody>${rows.map(
      (cells) => html`<tr>${cells.map((cell, at) => htmlCell(cell, columns[at]))}</tr>
`,
    )}</tbody></table>`,
    name,
  )

const head = ({ name, kind }: Column): Html =>
  kind === 'number' ? html`<th scope="col" class="number">${name}</th>` : column(name)

const htmlCell = ({ below = [], mood, ...line }: Cell, place: Column | undefined): Html => {
  const said = mood === undefined ? htmlLine(line) : html`<span class="${mood}">${htmlLine(line)}</span>`
  const inner = html`${said}${below.map((text) => html`<small>${text}</small>`)}`
  if (place?.kind === 'head') return html`<th scope="row">${inner}</th>`
  return place?.kind === 'number' ? html`<td class="number">${inner}</td>` : html`<td>${inner}</td>`
}
