import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import {
  checkRelayable,
  leafWitnessLength,
  MAX_WITNESS_LENGTH,
  unusedKeys,
} from '../../../src/script/limits.js'
import { compileFragment, type Fragment } from '../../../src/script/miniscript.js'
import { controlBlockLength } from '../../../src/taproot/commitment.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { addressOf, bareHolder } from '../../support/holders.js'
import type { LeafCase } from '../../support/limitLeaf.js'
import { TABLES } from '../../support/limitTables.js'
import { pinned } from '../../support/thrown.js'

const page = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8')

/** The cells of a table of the page, by its title: lines and columns as they are printed. */
const printed = (title: string): readonly (readonly string[])[] =>
  [...(page.split(/^### /m).find((text) => text.startsWith(`${title}\n`)) ?? '').matchAll(/^\| (.*) \|$/gm)]
    .map(([, line = '']) => line.split(' | ').map((cell) => cell.trim()))
    .slice(2)

const KEY = new Uint8Array(32).fill(2)

const revealed = ({ lists, depth, lock }: LeafCase) => {
  const parts = lists.map(
    ({ threshold, keys }): Fragment<Uint8Array> =>
      keys === 1 ? { type: 'pk', key: KEY } : { type: 'multi_a', threshold, keys: Array(keys).fill(KEY) },
  )
  if (lock) parts.push({ type: 'older', value: 1 })
  const fragment = parts.reduceRight((right, left) => ({ type: 'and_v', left, right }))
  return {
    fragment,
    scriptLength: compileFragment(fragment).length,
    controlBlockLength: controlBlockLength(depth),
  }
}

/** What the two rules of the page say, in its letters, a penalty as `+`; the node looks at the data first. */
const verdict = (one: LeafCase): string => {
  const leaf = revealed(one)
  const data = 33 * Math.max(0, unusedKeys(leaf.fragment) - 10)
  if (data > 83) return 'D'
  if (leafWitnessLength(leaf) > 1650) return 'W'
  return data > 0 ? '+' : '✓'
}

const compiles = (one: LeafCase): boolean => {
  try {
    checkRelayable(revealed(one), 'keys')
    return true
  } catch {
    return false
  }
}

describe('the limits of leaves with key lists', () => {
  it.each(TABLES.map((table) => [table.title, table] as const))(
    'are what a node answered, cell by cell: %s',
    (title, { lines, columns }) => {
      const measured = printed(title)
      expect(measured.map(([name]) => name)).toEqual(lines.map(({ name }) => name))
      for (const [at, { cells }] of lines.entries()) {
        const expected = cells.map((cell) => (cell === undefined ? '' : verdict(cell)))
        const answers = measured[at]!.slice(1).map((cell) => cell.replace(/^\+\d+$/, '+'))
        expect(answers).toEqual(expected)
        expect(answers).toHaveLength(columns.length)
        expect(cells.map((cell) => cell !== undefined && compiles(cell))).toEqual(
          answers.map((answer) => answer === '✓'),
        )
      }
    },
  )

  it('count a witness as it is serialised', () => {
    const [, bytes] = /-maxscriptsize=(\d+)`, witness of \1 bytes: accepted/.exec(page)!
    const [, less] = /-maxscriptsize=(\d+)`, witness of \d+ bytes: refused/.exec(page)!
    const leaf = revealed({ lists: [{ threshold: 10, keys: 15 }], depth: 2 })
    expect([leafWitnessLength(leaf), leafWitnessLength(leaf) - 1]).toEqual([Number(bytes), Number(less)])
  })
})

const list = (threshold: number, keys: number, first: number): Json => ({
  threshold,
  keys: Array.from({ length: keys }, (_, at) => bareHolder(first + at).text),
})

describe('a leaf', () => {
  // 3 items: 1 for their count, 1 + 64 for the signature, 3 for the length of the script, 1 + 33 for the control block
  const leaf = (scriptLength: number) => ({
    fragment: { type: 'pk', key: 'K' } as const,
    scriptLength,
    controlBlockLength: 33,
  })

  it('may fill its witness to the last byte', () => {
    expect(leafWitnessLength(leaf(1547))).toBe(MAX_WITNESS_LENGTH)
    expect(() => checkRelayable(leaf(1547), 'leaf')).not.toThrow()
    expect(pinned(() => checkRelayable(leaf(1548), 'leaf')).code).toBe('SCRIPT_WITNESS_TOO_LARGE')
  })
})

const between = (employer: Json, worker: Json): Json => ({
  ...plainDocument(),
  employer: { ...employer, address: addressOf(1) },
  worker: { ...plainDocument().worker, ...worker },
  keyPath: 'closed',
})

const compiling = (document: Json) => () => compile(parseAgreement(JSON.stringify(document)))

describe('an agreement', () => {
  it.each([
    ['2 of 8 beside 4 of 8', between(list(2, 8, 500), list(4, 8, 520))],
    ['10 of 20 beside one key', between(list(10, 20, 500), list(1, 1, 520))],
    ['7 of 7 twice', between(list(7, 7, 500), list(7, 7, 520))],
  ])('with lists inside the limits compiles: %s', (_, document) => {
    expect(compiling(document)()).toHaveLength(1)
  })

  it.each([
    ['1 of 8 beside 4 of 8', between(list(1, 8, 500), list(4, 8, 520)), 'employer.keys and worker.keys'],
    ['9 of 20 beside one key', between(list(9, 20, 500), list(1, 1, 520)), 'employer.keys'],
    ['one key beside 1 of 12', between(list(1, 1, 500), list(1, 12, 520)), 'worker.keys'],
  ])('with too many keys that need not sign is refused: %s', (_, document, field) => {
    const { code, kind, message, data } = pinned(compiling(document))
    expect([code, kind, data['layer']]).toEqual(['SCRIPT_TOO_MANY_KEYS', 'limit', 'relay'])
    expect(message).toBe(`${field}: expected at most 10 keys in one leaf that need not sign, received 11`)
  })

  it('with too many that must sign is refused', () => {
    const { code, message, data } = pinned(compiling(between(list(8, 8, 500), list(8, 8, 520))))
    expect([code, data['layer']]).toEqual(['SCRIPT_WITNESS_TOO_LARGE', 'relay'])
    expect(message).toBe(
      'employer.keys and worker.keys: expected keys and signatures that fit into a witness of 1650 bytes, received 1658 bytes',
    )
  })
})
