/**
 * Values by names, never changed: a change gives another table that shares with the old one every part that holds
 * none of the changed names. Plain data, which structured cloning copies.
 */
export interface Table<Value, Name extends string | number = string> {
  /** {@link SHARDS} of them; where a name is, it says itself. */
  readonly shards: readonly (ReadonlyMap<Name, Value> | undefined)[]
}

const SHARDS = 1024

/** FNV-1a over the first characters: ids and keys are random, and whoever chooses some pays for each of them. */
const shardOf = (name: string | number): number => {
  if (typeof name === 'number') return name & (SHARDS - 1)
  let hash = 0x811c9dc5
  for (let at = 0; at < name.length && at < 12; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) & (SHARDS - 1)
}

export const emptyTable = <Value, Name extends string | number = string>(): Table<Value, Name> => ({
  shards: Array.from({ length: SHARDS }, () => undefined),
})

export const inTable = <Value, Name extends string | number>(
  { shards }: Table<Value, Name>,
  name: Name,
): Value | undefined => shards[shardOf(name)]?.get(name)

/** Whether two tables have the same under a name: most often the same part of both holds it. */
export const isSameIn = <Value, Name extends string | number>(
  one: Table<Value, Name>,
  other: Table<Value, Name>,
  name: Name,
): boolean => {
  const at = shardOf(name)
  const [here, there] = [one.shards[at], other.shards[at]]
  return here === there || here?.get(name) === there?.get(name)
}

/** A table with these values; `undefined` takes a name out. */
export const withValues = <Value, Name extends string | number>(
  table: Table<Value, Name>,
  values: Iterable<readonly [name: Name, value: Value | undefined]>,
): Table<Value, Name> => {
  const shards = [...table.shards]
  const own = new Map<number, Map<Name, Value>>()
  for (const [name, value] of values) {
    const at = shardOf(name)
    let shard = own.get(at)
    if (shard === undefined) {
      shard = new Map(shards[at])
      own.set(at, shard)
      shards[at] = shard
    }
    if (value === undefined) shard.delete(name)
    else shard.set(name, value)
  }
  return own.size === 0 ? table : { shards }
}

export const valuesOf = <Value>({ shards }: Table<Value>): readonly Value[] =>
  shards.flatMap((shard) => (shard === undefined ? [] : [...shard.values()]))

/** The values that an older table does not have under their names, or has others. */
export const valuesSince = <Value>({ shards }: Table<Value>, older: Table<Value>): readonly Value[] =>
  shards.flatMap((shard, at) => {
    const before = older.shards[at]
    if (shard === undefined || shard === before) return []
    return [...shard].flatMap(([name, value]) => (before?.get(name) === value ? [] : [value]))
  })
