import type { Move, Stretch } from '../../powers/matrix.js'
import type { AuditedParty } from '../../powers/output.js'
import { lockKind } from '../../units/lock.js'
import { coalitionPhrase } from '../phrases.js'
import type { CoalitionRow } from './coalitions.js'
import { type Html, html } from './markup.js'
import { stretchWords } from './words.js'

const COLUMN = 120
const LEFT = 1
const HEAD = 44
const ROW = 50
const BAR = 20
const CHARACTER = 7.2

/** Stretches in which the same way is the cheapest, as one bar. */
interface Bar {
  readonly by: string
  readonly from: number
  /** The stretch after the last. */
  readonly to: number
}

const barsOf = (moves: readonly (readonly Move[])[]): readonly Bar[] => {
  const bars: Bar[] = []
  moves.forEach(([cheapest], at) => {
    if (cheapest === undefined) return
    const last = bars.at(-1)
    const joins = last?.to === at && last.by === cheapest.by
    if (joins) bars.pop()
    bars.push({ by: cheapest.by, from: joins ? last.from : at, to: at + 1 })
  })
  return bars
}

/** When each coalition can move the money, as bars over the stretches of time; not to scale. */
export const timelineSvg = (
  rows: readonly CoalitionRow[],
  {
    stretches,
    parties,
  }: { readonly stretches: readonly Stretch[]; readonly parties: readonly AuditedParty[] },
): Html => {
  const names = rows.map(({ coalition }) => coalitionPhrase(coalition, parties))
  const longest = Math.max(0, ...names.map((name) => [...name].length))
  const width = Math.ceil(Math.max(COLUMN * stretches.length, longest * CHARACTER + 12)) + 2 * LEFT
  const height = HEAD + rows.length * ROW + 4
  const x = (stretch: number): number => LEFT + stretch * COLUMN
  return html`<svg class="timeline" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">
<title>Who can move the money, and when</title>
<desc>Bars over ${stretches.length} stretches of time, not to scale. The table below says the same.</desc>
${stretches.map((stretch, at) => {
  const { when, calendar = '' } = stretchWords(stretch)
  return html`<line class="tick" x1="${x(at) + 0.5}" y1="4" x2="${x(at) + 0.5}" y2="${height}"/>
<text class="when" x="${x(at) + 6}" y="16">${fitted(when, COLUMN - 6)}</text>
<text class="note" x="${x(at) + 6}" y="31">${shortCalendar(stretch, calendar)}</text>
`
})}${rows.map(({ moves }, row) => {
  const y = HEAD + row * ROW
  return html`<text class="who" x="${LEFT + 6}" y="${y + 14}">${names[row]}</text>
${barsOf(moves).map(
  ({
    by,
    from,
    to,
  }) => html`<rect class="bar" x="${x(from) + 1}" y="${y + 21}" width="${(to - from) * COLUMN - 2}" height="${BAR}" rx="4"/>
<text class="by" x="${x(from) + 7}" y="${y + 35}">${fitted(by, (to - from) * COLUMN - 14)}</text>
`,
)}`
})}</svg>`
}

/** A calendar's day without the hour, which the column has no room for. */
const shortCalendar = ({ from }: Stretch, calendar: string): string =>
  from !== undefined && lockKind(from) === 'time' ? calendar.slice(0, 10) : calendar

/** A text as long as fits; the table has the whole of it. */
const fitted = (text: string, width: number): string => {
  const most = Math.floor(width / CHARACTER)
  return [...text].length <= most ? text : `${[...text].slice(0, most - 1).join('')}…`
}
