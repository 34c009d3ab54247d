import type { Matrix, Move } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { startNode } from '../support/node.js'
import { type Panel, TEMPLATES, type TemplateCase, withPanel } from '../support/templates.js'
import { heldSubject } from '../support/truth/subjects.js'
import { truthOf } from '../support/truth/suite.js'
import { differences } from '../support/truth/truth.js'

const node = await startNode()
const tip = await node.height()
const medianTime = await node.medianTime()

/** Clocks that a chain in a test can run through, in the proportions of those that hold where nothing is said. */
const CLOCKS = {
  blocks: { unit: 'blocks', own: 15, decision: 10, silence: 40, rescue: 190, start: tip + 20 },
  days: { unit: 'days', own: 15, decision: 7, silence: 60, rescue: 180, start: medianTime + 2_000_000 },
} as const

/** Every template counts in blocks and in days, from the funding and from a start; each panel once is enough. */
const VARIANTS = [
  { unit: 'blocks', counted: 'the funding' },
  { unit: 'days', counted: 'a start' },
  { unit: 'blocks', counted: 'a start' },
  { unit: 'days', counted: 'the funding' },
] as const

const subjectOf = (template: TemplateCase, panel: Panel, turn: number) => {
  const { unit, counted } = VARIANTS[turn % VARIANTS.length]!
  const { own, decision, silence, rescue, start } = CLOCKS[unit]
  const agreement = template.make({
    ...withPanel(template, panel),
    clocks: {
      unit,
      silence,
      rescue,
      ...(template.ownClock === undefined ? {} : { [template.ownClock]: own }),
      ...(panel === 'none' ? {} : { decision }),
      ...(counted === 'a start' ? { start } : {}),
    },
  })
  const title = `${template.name}, panel ${panel}, clocks in ${unit} from ${counted}`
  return heldSubject(title, JSON.parse(agreement.text))
}

const { cases } = truthOf(
  node,
  TEMPLATES.flatMap((template, at) =>
    template.panels.map((panel, place) => subjectOf(template, panel, at + place)),
  ),
)

/** A matrix with one cell changed. */
const changed = (
  matrix: Matrix,
  { row, stretch }: { row: number; stretch: number },
  change: (moves: readonly Move[]) => readonly Move[],
): Matrix => ({
  ...matrix,
  moves: matrix.moves.map((cells, at) =>
    at === row ? cells.map((cell, place) => (place === stretch ? change(cell) : cell)) : cells,
  ),
})

describe('a wrong cell', () => {
  const first = () => cases().find(({ title }) => title.startsWith('fixedPrice, panel arbiter'))!
  const rowOf = (...roles: readonly string[]) =>
    first().matrix.coalitions.findIndex(
      ({ members }) => members.map(({ party }) => party).join() === roles.join(),
    )
  const wrong = (
    roles: readonly string[],
    stretch: number,
    change: (moves: readonly Move[]) => readonly Move[],
  ) => differences(changed(first().matrix, { row: rowOf(...roles), stretch }, change), first())

  it('that forgets a move is found', () => {
    const texts = wrong(['employer', 'worker'], 0, (moves) => moves.slice(1))
    expect(texts).toContainEqual(expect.stringMatching(/^at once: 1 employer \+ 1 worker can, by key$/))
  })

  it('that lets somebody move the money too soon is found by the moment before', () => {
    const { matrix } = first()
    const last = matrix.stretches.length - 1
    const row = matrix.moves[rowOf('worker')]!
    expect(row[last - 1]).toEqual([])
    const texts = wrong(['worker'], last - 1, () => row[last]!)
    expect(texts).toContainEqual(expect.stringMatching(/^just before .*: 1 worker cannot, by workerAlone$/))
  })

  it('that lets somebody move the money too late is found by the first moment', () => {
    const last = first().matrix.stretches.length - 1
    expect(wrong(['worker'], last, () => [])).toContainEqual(
      expect.stringMatching(/^at .*: 1 worker can, by workerAlone$/),
    )
  })

  it('with another weight is found', () => {
    const heavier = (moves: readonly Move[]) => moves.map((move) => ({ ...move, weight: move.weight + 1 }))
    expect(wrong(['employer', 'worker'], 0, heavier)).toContain('at once: key weighs 444, not 445')
  })
})
