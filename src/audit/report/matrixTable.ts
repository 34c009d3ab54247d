import type { Matrix, Move } from '../../powers/matrix.js'
import type { OutputAudit } from '../outputAudit.js'
import { coalitionPhrase } from '../phrases.js'
import { type CoalitionRow, leastRows, rowsOf } from './coalitions.js'
import { type Html, html } from './markup.js'
import { column, scroller } from './pieces.js'
import { timelineSvg } from './timelineSvg.js'
import { stretchWords } from './words.js'

/** The timeline of those on whom everything else rests, then the matrix of all coalitions. */
export const matrixSection = ({ matrix, consequences }: OutputAudit): Html => {
  const rows = rowsOf(matrix)
  const least = leastRows(matrix, consequences)
  return html`<h4>Who can act when</h4>
<p class="soft">The smallest groups that can move the money; whoever joins them can do the same. Columns are not to scale.</p>
${scroller(timelineSvg(least, matrix), 'timeline', 'scroll drawing')}
<h4>Who can move the money</h4>
${matrixTable(least, matrix)}
${
  least.length === rows.length
    ? undefined
    : html`<details><summary>All ${rows.length} combinations of people, keys and secrets</summary>
${matrixTable(rows, matrix)}</details>
`
}${limitTexts(matrix).map(
  (text) => html`<p class="warning">${text}</p>
`,
)}`
}

/** What the matrix does not say. */
export const limitTexts = ({ unknown, omitted }: Matrix): readonly string[] => [
  ...unknown.map(
    ({ name, reason }) =>
      `${name} is not understood (${reason}): more people may be able to move the money than are shown here.`,
  ),
  ...(omitted.coalitions + omitted.stretches === 0
    ? []
    : [
        `Not listed, because there are too many: ${omitted.coalitions} combinations, ${omitted.stretches} stretches of time.`,
      ]),
]

const matrixTable = (rows: readonly CoalitionRow[], { coalitions, stretches, parties }: Matrix): Html => {
  const secret = coalitions.some(({ secrets }) => secrets.length > 0)
  return scroller(
    html`<table class="moves"><thead><tr>${column('Acting together')}${secret ? column('Secret known') : undefined}${stretches.map(
      (stretch) => {
        const { when, calendar } = stretchWords(stretch)
        return column(when, calendar)
      },
    )}</tr></thead>
<tbody>${rows.map(
      ({
        coalition,
        moves,
      }) => html`<tr><th scope="row">${coalitionPhrase({ ...coalition, secrets: [] }, parties)}</th>${
        secret ? html`<td>${secretsText(coalition.secrets)}</td>` : undefined
      }${moves.map(moveCell)}</tr>
`,
    )}</tbody></table>`,
    'who can move the money',
  )
}

const secretsText = ({ length }: readonly string[]): string =>
  length === 0 ? 'no' : length === 1 ? 'yes' : `${length} secrets`

const moveCell = ([cheapest, ...others]: readonly Move[]): Html =>
  cheapest === undefined
    ? html`<td class="never">no</td>`
    : html`<td><strong>${cheapest.by}</strong> ${sizeText(cheapest)}${others.map(
        (move) => html`<small>or ${move.by} ${sizeText(move)}</small>`,
      )}</td>`

const sizeText = ({ vsize, relay }: Move): string =>
  relay === undefined ? `${vsize} vB` : `${vsize} vB, not relayed`
