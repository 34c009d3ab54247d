import { type Audit, reportHtml } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { consequencesOf } from '../../../../src/audit/consequences.js'
import { byKind } from '../../../../src/audit/report/kinds.js'
import { fixtureAudits } from '../../../support/reports.js'

/** The charts of who can act when: for each of those who can, whether he can in each stretch of time. */
const charts = (
  report: string,
): readonly { readonly stretches: number; readonly rows: readonly (readonly boolean[])[] }[] =>
  [...report.matchAll(/<table class="bars rows">.*?<\/table>/gs)].map(([table]) => ({
    stretches: [...table.matchAll(/<th scope="col"/g)].length,
    rows: [...table.matchAll(/<tbody>.*?<\/tbody>/gs)].map(([body]) =>
      [...body.matchAll(/<td colspan="(\d+)"( class="bar")?/g)].flatMap(([, over, bar]) =>
        Array.from({ length: Number(over) }, () => bar !== undefined),
      ),
    ),
  }))

/** Those that are told in full: of each kind the first one. */
const contractsOf = ({ contracts }: Audit) =>
  byKind(contracts).flatMap(({ contract, like }) => (like === undefined ? [contract] : []))

describe.each(fixtureAudits())('the charts of %s', (_, report) => {
  const timelines = charts(reportHtml(report))

  it('are one for each kind of contract', () => {
    expect(timelines).toHaveLength(contractsOf(report).length)
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
