import { formatFeeRate } from '../../units/feeRate.js'
import type { DryRun } from '../dryRun.js'
import type { Cell, Table } from './told.js'
import { satsText } from './words.js'

export const DRY_RUN_TITLE = 'What a spend costs'
export const DRY_RUN_NOTE =
  'Fees at several rates, each with the smallest amount from which the spend is worth it: the fee takes at most half of that.'

/** Each spend measured before anybody signs it: size, fee, smallest amount worth it, relay. */
export const dryRunTable = (runs: readonly DryRun[]): Table => {
  const rates = runs[0]?.costs ?? []
  return {
    name: 'what a spend costs',
    columns: [
      { name: 'Way', kind: 'head' },
      { name: 'Outcome' },
      { name: 'Outputs', kind: 'number' },
      { name: 'Size', kind: 'number' },
      ...rates.map(({ rate }) => ({ name: `${formatFeeRate(rate)} sat/vB`, kind: 'number' as const })),
      { name: 'Relayed by' },
    ],
    rows: merged(runs).map(({ by, outcomes, outputs, vsize, costs, obstacles }) => [
      { text: by },
      { text: outcomes.join(', ') },
      { text: `${outputs}` },
      { text: `${vsize} vB` },
      ...costs.map(({ fee, worthwhile }) => ({
        text: satsText(fee),
        below: [`from ${satsText(worthwhile)}`],
      })),
      relayCell(obstacles),
    ]),
  }
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

const relayCell = (obstacles: DryRun['obstacles']): Cell => {
  if (obstacles.length === 0) return { text: 'all nodes' }
  return {
    text: obstacles.some(({ nodes }) => nodes === 'every') ? 'no node' : 'not by strict nodes',
    mood: 'warning',
    below: obstacles.map(({ text, rule }) => `${text} (${rule})`),
  }
}
