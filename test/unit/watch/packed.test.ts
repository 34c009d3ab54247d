import { describe, expect, it } from 'vitest'
import { PackedTable } from '../../../src/watch/packed.js'

/** 32 bytes that begin with these two words. */
const keyOf = (first: number, second = 0): DataView => {
  const view = new DataView(new ArrayBuffer(32))
  view.setInt32(0, first, true)
  view.setInt32(4, second, true)
  return view
}

describe('a packed table', () => {
  it('finds what was put in, and nothing else', () => {
    const table = new PackedTable({ numbers: 0, values: 0 })
    const entries = Array.from({ length: 500 }, (_, at) => table.put(keyOf(at, 7), 0))
    expect(entries).toEqual(Array.from({ length: 500 }, (_, at) => at))
    expect(entries.map((_, at) => table.find(keyOf(at, 7), 0))).toEqual(entries)
    expect(table.put(keyOf(3, 7), 0)).toBe(3)
    expect(table.size).toBe(500)
    expect([table.find(keyOf(500, 7), 0), table.find(keyOf(3, 8), 0)]).toEqual([-1, -1])
  })

  it('looks at every word of a key that is alike in those which are hashed', () => {
    const table = new PackedTable({ numbers: 0, values: 0 })
    table.put(keyOf(1, 2), 0)
    for (let word = 2; word < 8; word++) {
      const other = keyOf(1, 2)
      other.setInt32(4 * word, 1, true)
      expect(table.find(other, 0)).toBe(-1)
    }
  })

  it('tells keys with the same bytes by their numbers, and remembers a value of each', () => {
    const table = new PackedTable({ numbers: 1, values: 1 })
    const entries = [0, 1, -1].map((number) => table.put(keyOf(1), 0, number))
    for (const [at, entry] of entries.entries()) table.remember(entry, 10 + at)
    expect([0, 1, -1].map((number) => table.valueOf(table.find(keyOf(1), 0, number)))).toEqual([10, 11, 12])
    expect(table.find(keyOf(1), 0, 2)).toBe(-1)
  })

  it('keeps the rest findable whatever is deleted, and uses the room again', () => {
    const table = new PackedTable({ numbers: 1, values: 1 })
    const entries = Array.from({ length: 400 }, (_, at) => table.put(keyOf(at % 20), 0, at))
    for (const entry of entries) table.remember(entry, entry % 3)
    table.deleteWhere((value) => value === 1)
    const found = entries.map((_, at) => table.find(keyOf(at % 20), 0, at))
    expect(found).toEqual(entries.map((entry) => (entry % 3 === 1 ? -1 : entry)))
    expect(table.size).toBe(267)
    const again = Array.from({ length: 133 }, (_, at) => table.put(keyOf(-1), 0, at))
    expect(again.toSorted((left, right) => left - right)).toEqual(entries.filter((entry) => entry % 3 === 1))
    expect(entries.filter((entry) => entry % 3 !== 1)).toEqual(
      entries.filter((_, at) => table.find(keyOf(at % 20), 0, at) >= 0),
    )
  })
})
