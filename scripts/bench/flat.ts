import type { Contender } from './contender.js'
import { type Entry, interleaved, median, type Samples } from './measure.js'
import { type SpendWork, spendWork } from './works.js'

/** Numbers of inputs that have to cost the same each. */
const COUNTS: readonly number[] = [10, 100, 1000]

/** Microseconds of an input by the name of the spend, for each path. */
export type FlatTimings = Readonly<Record<SpendWork['path'], Readonly<Record<string, number>>>>

const inTurns = async (
  contender: Contender,
  { path, rounds }: { readonly path: SpendWork['path']; readonly rounds: number },
): Promise<Readonly<Record<string, number>>> => {
  const make = path === 'key' ? contender.spendMusig : contender.spend
  if (make === undefined) throw new Error(`${contender.name} spends by no such path`)
  const works = COUNTS.map((count) => spendWork(count, path))
  const entries = works.map(
    (work): Entry<unknown> => ({ name: work.name, prepare: () => make(work), check: () => {} }),
  )
  const samples: Samples = new Map()
  await interleaved(entries, { rounds, seconds: 60 }, samples)
  return Object.fromEntries(works.map(({ name, count }) => [name, median(samples.get(name) ?? []) / count]))
}

/**
 * What an input costs among few and among many. A machine is not equally fast for minutes, so the spends take turns with
 * each other here, and not with other contenders.
 */
export const flatTimings = async (
  contender: Contender,
  { rounds }: { readonly rounds: number },
): Promise<FlatTimings> => ({
  employerAndWorker: await inTurns(contender, { path: 'employerAndWorker', rounds }),
  key: await inTurns(contender, { path: 'key', rounds }),
})

export const FLAT_NAME = 'an input of 10, 100 and 1000, in turns'
