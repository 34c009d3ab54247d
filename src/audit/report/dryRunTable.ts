import { formatFeeRate } from '../../units/feeRate.js'
import type { DryRun } from '../dryRun.js'
import { type Html, html } from './markup.js'
import { column, scroller } from './pieces.js'
import { satsText } from './words.js'

/** Each spend measured before anybody signs it: size, fee, smallest amount worth it, relay. */
export const dryRunSection = (runs: readonly DryRun[]): Html => {
  const rates = runs[0]?.costs ?? []
  return html`<h4>What a spend costs</h4>
<p class="soft">Fees at several rates; below each the smallest amount that is worth the spend, because the fee takes at most half of it.</p>
${scroller(
  html`<table><thead><tr>${column('Way')}${column('Outcome')}<th scope="col" class="number">Outputs</th><th scope="col" class="number">Size</th>${rates.map(
    ({ rate }) => html`<th scope="col" class="number">${formatFeeRate(rate)} sat/vB</th>`,
  )}${column('Relayed by')}</tr></thead>
<tbody>${merged(runs).map(
    ({ by, outcomes, outputs, vsize, costs, obstacles }) =>
      html`<tr><th scope="row">${by}</th><td>${outcomes.join(', ')}</td><td class="number">${outputs}</td><td class="number">${vsize} vB</td>${costs.map(
        ({ fee, worthwhile }) =>
          html`<td class="number">${satsText(fee)}<small>from ${satsText(worthwhile)}</small></td>`,
      )}<td>${relayCell(obstacles)}</td></tr>
`,
  )}</tbody></table>`,
  'what a spend costs',
)}
`
}

/** Runs that differ in nothing but their outcomes. */
interface MergedRun extends Omit<DryRun, 'outcome'> {
  readonly outcomes: readonly DryRun['outcome'][]
}

const merged = (runs: readonly DryRun[]): readonly MergedRun[] => {
  const found = new Map<string, MergedRun>()
  for (const { outcome, ...run } of runs) {
    const costs = run.costs.map(({ fee, worthwhile }) => `${fee}:${worthwhile}`)
    const key = [run.by, run.outputs, run.weight, ...costs].join()
    found.set(key, { ...run, outcomes: [...(found.get(key)?.outcomes ?? []), outcome] })
  }
  return [...found.values()]
}

const relayCell = (obstacles: DryRun['obstacles']): Html => {
  if (obstacles.length === 0) return html`all nodes`
  const who = obstacles.some(({ nodes }) => nodes === 'every') ? 'no node' : 'not by strict nodes'
  return html`<span class="warning">${who}</span>${obstacles.map(
    ({ text, rule }) => html`<small>${text} (${rule})</small>`,
  )}`
}
