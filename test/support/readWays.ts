import type { Demand, ScriptReading } from 'taproot-escrow/audit'
import { toHex } from '../../src/units/bytes.js'
import { scriptNumberOfLock } from '../../src/units/lock.js'
import { type Conjunction, leastWays } from './policy.js'

const subsets = <Item>(items: readonly Item[], count: number): readonly (readonly Item[])[] => {
  const [first, ...rest] = items
  if (count === 0) return [[]]
  if (first === undefined) return []
  return [...subsets(rest, count - 1).map((chosen) => [first, ...chosen]), ...subsets(rest, count)]
}

const options = (demand: Demand): readonly Conjunction[] => {
  switch (demand.kind) {
    case 'signatures':
      return subsets(demand.keys, demand.threshold).map(
        (keys) => new Set(keys.map((key) => `key ${toHex(key)}`)),
      )
    case 'preimage':
      return [new Set([`${demand.hash} ${toHex(demand.digest)}`])]
    default:
      return [new Set([`${demand.kind} ${scriptNumberOfLock(demand.lock)}`])]
  }
}

/** The ways of a reading in the words of {@link leastWays}. */
export const waysOf = (reading: ScriptReading): readonly string[] | string =>
  reading.understood
    ? leastWays(
        reading.ways.flatMap(({ demands }) =>
          demands.reduce<readonly Conjunction[]>(
            (all, demand) => all.flatMap((one) => options(demand).map((two) => new Set([...one, ...two]))),
            [new Set()],
          ),
        ),
      )
    : reading.reason
