import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyTable,
  inTable,
  isSameIn,
  type Table,
  valuesOf,
  valuesSince,
  withValues,
} from '../../../src/watch/table.js'

type Change = readonly [name: string, value: number | undefined]

const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.tuple(fc.string({ maxLength: 14 }), fc.option(fc.nat(), { nil: undefined })),
)

const mapOf = (map: ReadonlyMap<string, number>, some: readonly Change[]): ReadonlyMap<string, number> => {
  const next = new Map(map)
  for (const [name, value] of some)
    if (value === undefined) next.delete(name)
    else next.set(name, value)
  return next
}

describe('a table', () => {
  it('holds what a map would hold, and leaves the one that it came from as it was', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const before = mapOf(new Map(), first)
        const after = mapOf(before, second)
        const table = withValues(emptyTable<number>(), first)
        const next = withValues(table, second)
        for (const [some, expected] of [
          [table, before],
          [next, after],
        ] as const) {
          expect(valuesOf(some).toSorted()).toEqual([...expected.values()].toSorted())
          for (const [name] of [...first, ...second]) expect(inTable(some, name)).toBe(expected.get(name))
        }
      }),
    )
  })

  it('knows which names another table has the same under, and which values it has that an older has not', () => {
    fc.assert(
      fc.property(changes, changes, (first, second) => {
        const before = mapOf(new Map(), first)
        const after = mapOf(before, second)
        const table = withValues(emptyTable<number>(), first)
        const next = withValues(table, second)
        for (const [name] of [...first, ...second])
          expect(isSameIn(table, next, name)).toBe(before.get(name) === after.get(name))
        expect(valuesSince(next, table).toSorted()).toEqual(
          [...after].flatMap(([name, value]) => (before.get(name) === value ? [] : [value])).toSorted(),
        )
        expect(valuesSince(table, table)).toEqual([])
      }),
    )
  })

  it('shares the parts that no change reached, and is itself where nothing changes', () => {
    const names = Array.from({ length: 3000 }, (_, at) => `name ${at}`)
    const table = withValues(
      emptyTable<number>(),
      names.map((name, at) => [name, at]),
    )
    const next = withValues(table, [['name 7', -7]])
    const other = table.shards.filter((shard, at) => shard !== next.shards[at])
    expect(other).toHaveLength(1)
    expect(other[0]?.get('name 7')).toBe(7)
    expect(withValues(table, [])).toBe(table)
  })

  it('takes numbers for names, of either sign', () => {
    const table: Table<string, number> = withValues(emptyTable<string, number>(), [
      [-1, 'minus one'],
      [1023, 'in the same part'],
      [2 ** 31 - 1, 'the highest'],
      [-(2 ** 31), 'the lowest'],
    ])
    expect([-1, 1023, 2 ** 31 - 1, -(2 ** 31), 0].map((name) => inTable(table, name))).toEqual([
      'minus one',
      'in the same part',
      'the highest',
      'the lowest',
      undefined,
    ])
  })

  it('is copied by structured cloning', () => {
    const table = withValues(emptyTable<number>(), [['name', 1]])
    expect(inTable(structuredClone(table), 'name')).toBe(1)
  })

  it('spreads ids over all of its parts', () => {
    const ids = Array.from({ length: 4096 }, (_, at) =>
      (at * 2654435761).toString(16).padStart(64, '0').slice(-64),
    )
    const reversed = ids.map((id) => [...id].reverse().join(''))
    const { shards } = withValues(
      emptyTable<number>(),
      reversed.map((id, at) => [id, at]),
    )
    expect(Math.max(...shards.map((shard) => shard?.size ?? 0))).toBeLessThan(24)
  })
})
