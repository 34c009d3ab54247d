import type { Contender } from './contender.js'
import { cpu, quartile } from './measure.js'
import { type SpendWork, spendWork } from './works.js'

/** Numbers of inputs that have to cost the same each. */
const COUNTS: readonly number[] = [10, 100, 1000]
/** Inputs that a turn spends, by whichever number at once: a turn of each takes as long, and so as much of what else the machine does. */
const TURN = 1000

/** Microseconds of an input by the name of the spend, for each path. */
export type FlatTimings = Readonly<Record<SpendWork['path'], Readonly<Record<string, number>>>>

const inTurns = async (
  contender: Contender,
  { path, rounds }: { readonly path: SpendWork['path']; readonly rounds: number },
): Promise<Readonly<Record<string, number>>> => {
  const make = path === 'key' ? contender.spendMusig : contender.spend
  if (make === undefined) throw new Error(`${contender.name} spends by no such path`)
  const turns = COUNTS.map((count) => ({ work: spendWork(count, path), micros: [] as number[] }))
  // the first turn of each warms it, and does not count
  for (let round = 0; round <= rounds; round++)
    for (const { work, micros } of round % 2 === 0 ? turns : turns.toReversed()) {
      let taken = 0
      for (let spent = 0; spent < TURN; spent += work.count) taken += (await cpu(await make(work))).micros
      if (round > 0) micros.push(taken / TURN)
    }
  return Object.fromEntries(turns.map(({ work, micros }) => [work.name, quartile(micros)]))
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
