import type { Move } from '../../../powers/matrix.js'
import { toHex } from '../../../units/bytes.js'
import { formatFeeRate } from '../../../units/feeRate.js'
import type { DryRun } from '../../dryRun.js'
import type { OutputAudit } from '../../outputAudit.js'
import { satsText, sizeText } from '../amounts.js'
import {
  type Block,
  type Cell,
  cell,
  copied,
  type Facts,
  heading,
  type Line,
  list,
  NOTHING,
  said,
  small,
  type Table,
} from '../blocks.js'
import { type CoalitionRow, leastRows } from '../coalitions.js'
import { coalitionText, internalText, leafWords, partyText, stretchText } from '../people.js'
import { sizesOf } from '../sizes.js'
import type { Wording } from '../wording.js'
import { type Deposits, datesIn } from './dates.js'
import { keyTable, objections, scriptBlocks } from './leaves.js'

/** An output, and what a view says was paid into it. */
interface DepositedOutput extends OutputAudit {
  readonly deposits?: Deposits
}

/** What is the same for everybody: what time is counted in, and what to keep. */
const isForAll = ({ code }: { readonly code: string }): boolean => /^(clock|keep)/.test(code)

/** What follows from an output, whoever agreed on it. */
export const outputBlocks = (audited: DepositedOutput, wording: Wording): readonly Block[] => {
  const { output, explanation, judgements, dryRuns } = audited
  const { heads, sentence } = wording
  const remarks = judgements.flatMap((judgement) => objections(judgement, wording))
  return [
    heading(4, heads.means),
    {
      kind: 'cards',
      cards: explanation.map(({ party, sentences }) => {
        const known = output.parties.find(({ name }) => name === party)
        const who = known === undefined ? party : partyText(known, wording)
        return {
          name: [said(sentence('forWhom', { who }))],
          items: sentences.filter((one) => !isForAll(one)).map((one) => [wording.told(one)]),
        }
      }),
    },
    ...list(
      ...[
        ...new Set(
          explanation.flatMap(({ sentences }) =>
            sentences.filter(isForAll).map((one) => wording.told(one).text),
          ),
        ),
      ].map((text) => [said(text)]),
    ),
    ...inPages([
      heading(4, heads.ways),
      wayTable(audited, wording),
      ...list(...remarks),
      ...powerBlocks(audited, wording),
      heading(4, heads.costs),
      { kind: 'text', mood: 'soft', line: [heads.costsNote] },
      costTable(dryRuns, wording),
    ]),
    ...inHtml([
      { kind: 'folded', name: [heads.scripts], blocks: scriptBlocks(output, { judgements, wording }) },
      {
        kind: 'folded',
        name: [heads.keysAndOutput],
        blocks: [keyTable(output, wording), { kind: 'facts', facts: outputFacts(audited, wording) }],
      },
    ]),
  ]
}

export const inPages = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => ({ where: 'pages', ...block }))

export const inHtml = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block) => ({ ...block, where: 'html' }))

/** The keys and the root of an output. */
export const outputFacts = (
  { output: { internalKey, merkleRoot, outputKey } }: Pick<OutputAudit, 'output'>,
  { heads }: Wording,
): Facts =>
  (
    [
      [heads.internalKey, internalKey],
      [heads.merkleRoot, merkleRoot],
      [heads.outputKey, outputKey],
    ] as const
  ).flatMap(([name, bytes]) => (bytes === undefined ? [] : [[name, [copied(toHex(bytes), name)]] as const]))

/** A way by its people, and in English by its code, for whoever gives it to a program. */
const wayCell = (name: string, { named, tag }: Wording): Cell => {
  const way = named(name)
  return way.as === 'said' && tag === 'en' ? cell(way, ' ', small(name)) : cell(way)
}

const wayTable = ({ output, matrix }: OutputAudit, wording: Wording): Block => {
  const { heads, say } = wording
  const sizes = sizesOf(matrix)
  const size = (name: string): Cell => {
    const vsize = sizes.get(name)
    return vsize === undefined ? NOTHING : cell(said(sizeText(vsize, say)))
  }
  return {
    kind: 'table',
    table: {
      name: heads.ways,
      columns: [
        { name: heads.way, kind: 'head' },
        { name: heads.whoSigns },
        { name: heads.fromWhen },
        { name: heads.size, kind: 'number' },
        { name: heads.depth, kind: 'number' },
      ],
      rows: [
        [
          wayCell('key', wording),
          cell(said(internalText(output, wording))),
          cell(output.internal.kind === 'nobody' ? heads.never : heads.atOnce),
          size('key'),
          NOTHING,
        ],
        ...output.leaves.map((leaf) => {
          const ways = leafWords(leaf, { parties: output.parties, wording })
          return [
            wayCell(leaf.name, wording),
            cell(said(say.or([...new Set(ways.map(({ who }) => who))]))),
            cell(said(say.or([...new Set(ways.map(({ when }) => when))]))),
            size(leaf.name),
            cell(said(say.number(leaf.depth))),
          ]
        }),
      ],
    },
  }
}

/** Who can act when, and what follows from it. */
const powerBlocks = (audited: DepositedOutput, wording: Wording): readonly Block[] => {
  const { matrix, consequences } = audited
  const { heads, sentence } = wording
  const least = leastRows(matrix, consequences)
  const { unknown, omitted } = matrix
  const warnings: readonly Line[] = [
    ...unknown.map(
      ({ name, reason }): Line => [
        said(sentence('notUnderstood', { name })),
        ' (',
        wording.english(reason),
        ')',
      ],
    ),
    ...(omitted.coalitions + omitted.stretches === 0
      ? []
      : [
          [
            said(
              sentence('notListed', {
                combinations: omitted.coalitions,
                stretches: omitted.stretches,
              }),
            ),
          ],
        ]),
    ...consequences.reservations.map(({ sentence: reservation }) => [wording.told(reservation)]),
  ]
  return [
    heading(4, heads.whoWhen),
    { kind: 'text', where: 'html', mood: 'soft', line: [heads.whoWhenNote] },
    { kind: 'table', table: barTable(least, { audited, wording }) },
    ...warnings.map((line): Block => ({ kind: 'text', mood: 'warning', line })),
    ...(
      [
        [heads.takings, consequences.takings],
        [heads.absences, consequences.absences],
        [heads.pairs, consequences.pairs],
      ] as const
    ).flatMap(([name, entries]) =>
      entries.length === 0
        ? []
        : [
            {
              kind: 'folded' as const,
              name: [name],
              blocks: list(...entries.map(({ sentence: entry }) => [wording.told(entry)])),
            },
          ],
    ),
  ]
}

interface Beside {
  readonly audited: DepositedOutput
  readonly wording: Wording
}

const columnsOf = ({ audited, wording }: Beside): Table['columns'] => {
  const dateOf = datesIn(audited, audited.deposits ?? [])
  return [
    { name: wording.heads.together, kind: 'head' },
    ...audited.matrix.stretches.map((stretch) => {
      const about = stretch.from && dateOf(stretch.from)
      return {
        name: stretchText(stretch, wording),
        below: about === undefined ? undefined : wording.say.moment(about),
      }
    }),
  ]
}

/** When each of the smallest coalitions can act: stretches in which the same way is the cheapest as one bar. */
const barTable = (rows: readonly CoalitionRow[], beside: Beside): Table => {
  const { audited, wording } = beside
  return {
    name: wording.heads.whoWhen,
    look: 'bars',
    columns: columnsOf(beside),
    rows: rows.map(({ coalition, moves }) => [
      cell(said(coalitionText(coalition, { parties: audited.matrix.parties, wording }))),
      ...barsOf(moves, wording),
    ]),
  }
}

const barsOf = (moves: readonly (readonly Move[])[], wording: Wording): readonly Cell[] => {
  const bars: { readonly by: string | undefined; readonly cell: Cell }[] = []
  for (const [cheapest] of moves) {
    const last = bars[bars.length - 1]
    if (last !== undefined && last.by === cheapest?.by)
      bars[bars.length - 1] = { ...last, cell: { ...last.cell, over: (last.cell.over ?? 1) + 1 } }
    else bars.push({ by: cheapest?.by, cell: moveCell(cheapest, wording) })
  }
  return bars.map(({ cell: bar }) => bar)
}

const moveCell = (move: Move | undefined, wording: Wording): Cell =>
  move === undefined ? { line: [wording.heads.no], mood: 'soft' } : cell(...moveLine(move, wording))

const moveLine = ({ by, vsize, relay }: Move, { heads, say, named }: Wording): Line => [
  named(by),
  ' ',
  said(`${sizeText(vsize, say)}${relay === undefined ? '' : `, ${heads.notRelayed}`}`),
]

/** Each spend measured before anybody signs it: size, fee, smallest amount worth it, relay. */
const costTable = (runs: readonly DryRun[], wording: Wording): Block => {
  const { heads, say, sentence } = wording
  return {
    kind: 'table',
    table: {
      name: heads.costs,
      columns: [
        { name: heads.way, kind: 'head' },
        { name: heads.outcome },
        { name: heads.outputs, kind: 'number' },
        { name: heads.weight, kind: 'number' },
        ...(runs[0]?.costs ?? []).map(({ rate }) => ({
          name: say.code(`${say.decimal(formatFeeRate(rate))} sat/vB`),
          kind: 'number' as const,
        })),
        { name: heads.relayedBy },
      ],
      rows: merged(runs).map(({ by, outcomes, outputs, vsize, costs, obstacles }) => [
        cell(wording.named(by)),
        cell(said(say.or(outcomes.map((outcome) => sentence('outcome', { outcome }))))),
        cell(said(say.number(outputs))),
        cell(said(sizeText(vsize, say))),
        ...costs.map(({ fee, worthwhile }) => ({
          line: [said(satsText(fee, say))],
          below: [[said(sentence('from', { amount: satsText(worthwhile, say) }))]],
        })),
        relayCell(obstacles, wording),
      ]),
    },
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

const relayCell = (obstacles: DryRun['obstacles'], { heads, english }: Wording): Cell => {
  if (obstacles.length === 0) return cell(heads.allNodes)
  return {
    line: [obstacles.some(({ nodes }) => nodes === 'every') ? heads.noNode : heads.strictNodes],
    mood: 'warning',
    below: obstacles.map(({ text, rule }) => [english(text), ` (${rule})`]),
  }
}
