import type { LeafCase } from './limitLeaf.js'

/** What the node said about a spend. */
export type Answer =
  | { readonly allowed: true; readonly vsize: number; readonly more: number }
  | { readonly allowed: false; readonly reason: string }

/** A question that one table asks, line by line. */
export interface Table {
  readonly title: string
  readonly corner: string
  readonly lines: readonly { readonly name: string; readonly cells: readonly (LeafCase | undefined)[] }[]
  readonly columns: readonly string[]
}

const MOST_KEYS = 20
const COUNTS = Array.from({ length: MOST_KEYS }, (_, at) => at + 1)
const SIZES = COUNTS.slice(1)
const DEPTHS = [1, 2, 3, 4, 5, 6, 7]

/** k of n for each n (lines) and k (columns). */
const square = (title: string, one: (threshold: number, keys: number) => LeafCase): Table => ({
  title,
  corner: 'of \\ sign',
  columns: COUNTS.map(String),
  lines: SIZES.map((keys) => ({
    name: String(keys),
    cells: COUNTS.map((threshold) => (threshold <= keys ? one(threshold, keys) : undefined)),
  })),
})

/** All of n, where the size of the witness alone decides, for each depth (lines) and n (columns). */
const byDepth = (
  title: string,
  one: (keys: number, depth: number) => LeafCase,
  sizes: readonly number[],
): Table => ({
  title,
  corner: 'depth \\ keys',
  columns: sizes.map(String),
  lines: DEPTHS.map((depth) => ({ name: String(depth), cells: sizes.map((keys) => one(keys, depth)) })),
})

export const TABLES: readonly Table[] = [
  square('One list with a lock (`employerAlone`), at depth 2', (threshold, keys) => ({
    lists: [{ threshold, keys }],
    depth: 2,
    lock: 'older(1)',
  })),
  square('One list with a lock (`employerAlone`), at depth 7', (threshold, keys) => ({
    lists: [{ threshold, keys }],
    depth: 7,
    lock: 'older(1)',
  })),
  square('One key and a list (`employerAndWorker`), at depth 2', (threshold, keys) => ({
    lists: [
      { threshold: 1, keys: 1 },
      { threshold, keys },
    ],
    depth: 2,
  })),
  square('Two equal lists (`employerAndWorker`), at depth 2', (threshold, keys) => ({
    lists: [
      { threshold, keys },
      { threshold, keys },
    ],
    depth: 2,
  })),
  square('Two equal lists with a lock (`arbiterAndWorker`), at depth 7', (threshold, keys) => ({
    lists: [
      { threshold, keys },
      { threshold, keys },
    ],
    depth: 7,
    lock: 'older(1)',
  })),
  byDepth(
    'One list of which all sign, with a lock',
    (keys, depth) => ({ lists: [{ threshold: keys, keys }], depth, lock: 'older(1)' }),
    [12, 13, 14, 15, 16],
  ),
  byDepth(
    'Two lists of which all sign',
    (keys, depth) => ({
      lists: [
        { threshold: keys, keys },
        { threshold: keys, keys },
      ],
      depth,
    }),
    [6, 7, 8],
  ),
]

/** One cell: `✓`, `+25` for so many virtual bytes more than the transaction has, or the letter of a refusal. */
export const cellText = (answer: Answer | undefined): string => {
  if (answer === undefined) return ''
  if (answer.allowed) return answer.more === 0 ? '✓' : `+${answer.more}`
  const letter: Readonly<Record<string, string>> = {
    'txn-datacarrier-exceeded': 'D',
    'bad-witness-witness-size': 'W',
  }
  const found = letter[answer.reason]
  if (found === undefined) throw new Error(`a refusal that the page does not explain: ${answer.reason}`)
  return found
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

export const tableText = (
  { title, corner, columns, lines }: Table,
  answers: ReadonlyMap<LeafCase, Answer>,
): string =>
  [
    `### ${title}`,
    '',
    row([corner, ...columns]),
    row(['---', ...columns].map(() => '---')),
    ...lines.map(({ name, cells }) =>
      row([name, ...cells.map((cell) => cellText(cell && answers.get(cell)))]),
    ),
  ].join('\n')
