import { type Audit, reportHtml } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { consequencesOf } from '../../../../src/audit/consequences.js'
import { byKind } from '../../../../src/audit/report/kinds.js'
import { fixtureAudits } from '../../../support/reports.js'

interface Drawing {
  readonly width: number
  readonly height: number
  readonly texts: readonly {
    readonly kind: string
    readonly x: number
    readonly y: number
    readonly text: string
  }[]
}

/** The drawings of a class in a report, by what their elements say. */
const drawings = (report: string, kind: string): readonly Drawing[] =>
  [...report.matchAll(new RegExp(`<svg class="${kind}" width="(\\d+)" height="(\\d+)".*?</svg>`, 'gs'))].map(
    ([svg, width, height]) => ({
      width: Number(width),
      height: Number(height),
      texts: [...svg.matchAll(/<text class="(\w+)" x="([\d.]+)" y="([\d.]+)">([^<]*)</g)].map(
        ([, name = '', x, y, text = '']) => ({ kind: name, x: Number(x), y: Number(y), text }),
      ),
    }),
  )

/** The charts of who can act when: for each of those who can, whether he can in each stretch of time. */
const charts = (
  report: string,
): readonly { readonly stretches: number; readonly rows: readonly (readonly boolean[])[] }[] =>
  [...report.matchAll(/<table class="bars">.*?<\/table>/gs)].map(([table]) => ({
    stretches: [...table.matchAll(/<th scope="col"/g)].length,
    rows: [...table.matchAll(/<tbody>.*?<\/tbody>/gs)].map(([body]) =>
      [...body.matchAll(/<td colspan="(\d+)"( class="bar")?/g)].flatMap(([, over, bar]) =>
        Array.from({ length: Number(over) }, () => bar !== undefined),
      ),
    ),
  }))

/** Wider than these fonts draw a character on average. */
const CHARACTER = 7.2
/** Lines closer than this run into each other. */
const LINE = 13

const expectApart = ({ texts, width, height }: Drawing): void => {
  for (const [at, one] of texts.entries()) {
    expect(one.x + [...one.text].length * CHARACTER, one.text).toBeLessThanOrEqual(width)
    expect(one.y).toBeLessThanOrEqual(height)
    for (const other of texts.slice(at + 1)) {
      const apart =
        Math.abs(one.y - other.y) >= LINE ||
        one.x + [...one.text].length * CHARACTER <= other.x ||
        other.x + [...other.text].length * CHARACTER <= one.x
      expect(apart, `${one.text} and ${other.text}`).toBe(true)
    }
  }
}

/** Those that are told in full: of each kind the first one. */
const contractsOf = ({ contracts }: Audit) =>
  byKind(contracts).flatMap(({ contract, like }) => (like === undefined ? [contract] : []))

describe.each(fixtureAudits())('the drawings of %s', (_, report) => {
  const trees = drawings(reportHtml(report), 'tree')
  const timelines = charts(reportHtml(report))

  it('hold a tree and a chart of who can act for each kind of contract', () => {
    expect(trees).toHaveLength(contractsOf(report).length)
    expect(timelines).toHaveLength(contractsOf(report).length)
  })

  it('name every leaf of the tree with the size of its spend', () => {
    for (const [at, { output, matrix }] of contractsOf(report).entries()) {
      const texts = trees[at]?.texts ?? []
      expect(texts.filter(({ kind }) => kind === 'name').map(({ text }) => text)).toEqual([
        'Output',
        'key',
        ...output.leaves.map(({ name }) => name),
      ])
      const notes = texts.filter(({ kind }) => kind === 'note').slice(1)
      for (const [position, leaf] of output.leaves.entries()) {
        const move = matrix.moves.flat(2).find(({ by }) => by === leaf.name)
        const note = notes[position]?.text ?? ''
        if (move !== undefined) expect(note).toContain(`${move.vsize} vB`)
      }
    }
  })

  it('let no label run into another one, or out of the drawing', () => {
    for (const drawing of trees) expectApart(drawing)
  })

  it('show a bar in every stretch in which somebody can act, and in no other', () => {
    for (const [at, { matrix }] of contractsOf(report).entries()) {
      const { stretches, rows = [] } = timelines[at] ?? {}
      expect(stretches).toBe(matrix.stretches.length)
      const least = [...new Set(consequencesOf(matrix).opportunities.map(({ coalition }) => coalition))]
      expect(rows).toHaveLength(least.length)
      for (const [row, coalition] of least.entries()) {
        const moves = matrix.moves[matrix.coalitions.indexOf(coalition)] ?? []
        expect(rows[row]).toEqual(moves.map(({ length }) => length > 0))
      }
    }
  })
})
