import { describe, expect, it } from 'vitest'
import type { ContractNow } from '../../../../src/audit/now.js'
import { type Block, cell, type Line } from '../../../../src/audit/report/blocks.js'
import { htmlBlocks } from '../../../../src/audit/report/htmlBlocks.js'
import { markdownBlocks } from '../../../../src/audit/report/markdownBlocks.js'
import { calendarBlocks } from '../../../../src/audit/report/parts/calendar.js'
import { outputBlocks } from '../../../../src/audit/report/parts/output.js'
import { reportLines } from '../../../../src/audit/report/reportText.js'
import { type ReportOptions, wordingOf } from '../../../../src/audit/report/wording.js'
import { spanish } from '../../../../src/languages/spanish/spanish.js'
import type { Language } from '../../../../src/sentences/language.js'
import { sats } from '../../../../src/units/sats.js'
import { auditWithMemos } from '../../../support/reports.js'

type Deposit = ContractNow['deposits'][number]

const deposit = (openings: Deposit['openings']): Deposit => ({
  outpoint: `${'ab'.repeat(32)}:0`,
  amount: sats(1_000_000n),
  kind: 'exact',
  isLate: false,
  state: { kind: 'waiting' },
  openings,
})

const textOf = (line: Line) => line.map((part) => (typeof part === 'string' ? part : part.text)).join('')

const rowsOf = (deposits: readonly Deposit[], options: ReportOptions = {}) =>
  calendarBlocks({ deposits }, wordingOf(options)).flatMap((block) =>
    block.kind === 'table'
      ? block.table.rows.map((row) =>
          row.map(({ line, below = [] }) =>
            [textOf(line), ...below.map((other) => `(${textOf(other)})`)].join(' '),
          ),
        )
      : [],
  )

describe('the calendar of a contract that is funded', () => {
  it('has what is open first, then what opens the soonest with its date, then what nobody can tell', () => {
    const rows = rowsOf([
      deposit([
        { path: 'workerAlone', parties: ['worker'], kind: 'unknown' },
        {
          path: 'employerAlone',
          parties: ['employer'],
          kind: 'waiting',
          from: { tip: { height: 8999 }, block: 9000 },
          about: 1_900_000_000,
        },
        {
          path: 'arbiterAndWorker',
          parties: ['arbiter', 'worker'],
          kind: 'waiting',
          from: { tip: { height: 399 }, block: 400 },
          about: 1_800_000_000,
        },
        { path: 'employerAndWorker', parties: ['employer', 'worker'], kind: 'open' },
        // the leaf of the terms: nobody waits for it
        { path: 'terms', parties: [], kind: 'never' },
      ]),
    ])
    expect(rows).toEqual([
      ['the employer and the worker', 'now', '–'],
      ['the arbiter and the worker', 'block 400', '2027-01-15 08:00:00 UTC'],
      ['the employer', 'block 9000', '2030-03-17 17:46:40 UTC'],
      ['the worker', 'unknown', '–'],
    ])
  })

  it('names those who sign below a way whose name does not say so, and nobody twice', () => {
    const ways = rowsOf(
      [
        deposit([
          { path: 'employerAndWorker', parties: ['employer', 'worker'], kind: 'open' },
          { path: 'key', parties: ['employer', 'worker'], kind: 'open' },
        ]),
      ],
      { language: spanish, names: { worker: 'Ada' } },
    ).map(([way]) => way)
    expect(ways).toEqual([
      'el empleador y Ada',
      `${wordingOf({ language: spanish }).named('key').text} (el empleador y Ada)`,
    ])
  })

  it('leaves out of a card what there is nothing to say of', () => {
    const blocks = calendarBlocks(
      { deposits: [deposit([{ path: 'workerAlone', parties: ['worker'], kind: 'open' }])] },
      wordingOf({}),
    )
    expect(htmlBlocks(blocks, wordingOf({})).toString()).toContain(
      '<td data-head="From when">now</td><td>–</td>',
    )
  })

  it('is empty where nothing was paid in, and names deposits where there are several', () => {
    expect(rowsOf([])).toEqual([])
    const open = deposit([{ path: 'employerAndWorker', parties: ['employer', 'worker'], kind: 'open' }])
    expect(rowsOf([open, open])[1]?.at(-1)).toBe(open.outpoint)
  })
})

describe('the chart of who can act when', () => {
  const [contract] = auditWithMemos(['design']).contracts
  const waiting = (about?: number) =>
    deposit([
      {
        path: 'employerAlone',
        parties: ['employer'],
        kind: 'waiting',
        ...(about === undefined ? {} : { about }),
      },
    ])
  const headsOf = (deposits: readonly Deposit[], language?: Language) =>
    outputBlocks({ ...contract!, deposits }, wordingOf(language === undefined ? {} : { language })).flatMap(
      (block) =>
        block.kind === 'table' && block.table.look === 'bars'
          ? block.table.columns.slice(1).map(({ below }) => below)
          : [],
    )

  it('has the dates of what was paid in, once it was', () => {
    expect(headsOf([])).toEqual([undefined, undefined])
    expect(headsOf([waiting(1_900_000_000)])).toEqual([undefined, '2030-03-17 17:46:40 UTC'])
    expect(headsOf([waiting(1_900_000_000)], spanish)[1]).toBe(
      wordingOf({ language: spanish }).say.moment(1_900_000_000),
    )
  })

  it('has none where nobody can tell them, or where each of several deposits has its own', () => {
    expect(headsOf([waiting()])).toEqual([undefined, undefined])
    expect(headsOf([waiting(1_900_000_000), waiting(1_800_000_000)])).toEqual([undefined, undefined])
    // what was taken already has none
    expect(headsOf([deposit([]), waiting(1_900_000_000)])[1]).toBe('2030-03-17 17:46:40 UTC')
  })

  it('says them in HTML and in Markdown', () => {
    const block: Block = {
      kind: 'table',
      table: {
        name: 'chart',
        look: 'bars',
        columns: [
          { name: 'who', kind: 'head' },
          { name: 'later', below: 'in May' },
        ],
        rows: [[cell('Ada'), cell('no')]],
      },
    }
    expect(htmlBlocks([block], wordingOf({})).toString()).toContain(
      '<th scope="col">later <small>in May</small></th>',
    )
    expect(markdownBlocks([block], wordingOf({})).toString()).toContain('| later (in May) |')
  })
})

it('a report for a terminal has the sections of the others', () => {
  const lines = reportLines(auditWithMemos(['design']))
  for (const name of ['Summary', 'Findings', 'Contracts']) expect(lines).toContain(name)
})
