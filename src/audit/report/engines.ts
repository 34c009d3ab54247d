import { counted } from '../../errors.js'
import type { EngineComparison } from '../compare.js'
import { type Html, html } from './markup.js'
import { column, scroller } from './pieces.js'

/** Whether the two engines agree, in one sentence. */
export const enginesText = ({ agree, compared, differences }: EngineComparison): string =>
  compared === 0
    ? 'There was nothing that both engines could compute.'
    : agree
      ? `Two engines that share no code computed it, and agree on ${compared === 1 ? 'the one value' : `all ${compared} values`}.`
      : `The two engines differ on ${counted(differences.length, 'value')} of ${compared}: trust neither.`

/** More differences than these say nothing new. */
const SHOWN = 50

/** Where the engines differ, byte by byte, and what both of them still stand on. */
export const enginesDetails = ({ differences, shared }: EngineComparison): Html =>
  html`${differences.length === 0 ? undefined : differenceTable(differences.slice(0, SHOWN))}<details><summary>What both engines still share</summary>
<ul>${shared.map(
    (sentence) => html`<li>${sentence}</li>
`,
  )}</ul></details>
`

const differenceTable = (differences: EngineComparison['differences']): Html =>
  scroller(
    html`<table><thead><tr>${column('Subject')}${column('Value')}<th scope="col" class="number">First byte that differs</th>${column('First engine')}${column('Second engine')}</tr></thead>
<tbody>${differences.map(
      ({ subject, field, at, first, second }) =>
        html`<tr><th scope="row">${subject}</th><td>${field}</td><td class="number">${at}</td><td>${hexAt(first, at)}</td><td>${hexAt(second, at)}</td></tr>
`,
    )}</tbody></table>`,
    'where the engines differ',
  )

/** Bytes with the one at a position marked. */
const hexAt = (hex: string, at: number): Html =>
  html`<code>${hex.slice(0, 2 * at)}<mark>${hex.slice(2 * at, 2 * at + 2)}</mark>${hex.slice(2 * at + 2)}</code>`
