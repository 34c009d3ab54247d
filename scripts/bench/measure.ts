import type { Run } from './contender.js'

/** One contender of one work: `prepare` runs outside the clock, before every sample. */
export interface Entry<Result> {
  readonly name: string
  readonly prepare: () => Promise<Run<Result>>
  /** Throws where the result is not the expected one; called outside the clock, on the first result. */
  readonly check: (result: Result) => void
}

export interface Effort {
  readonly rounds: number
  /** CPU seconds that one contender may take of a work before it is left out of further rounds. */
  readonly seconds: number
}

/** Microseconds of CPU time (user and system, all threads of the process: also the collector's and the compiler's). */
const cpu = async <Result>(run: Run<Result>): Promise<{ result: Result; micros: number }> => {
  const start = process.cpuUsage()
  const result = await run()
  const { user, system } = process.cpuUsage(start)
  return { result, micros: user + system }
}

/** A sample shorter than this is repeated within its turn. */
const TURN_MICROS = 100_000
const MOST_REPETITIONS = 200

/**
 * Times all contenders of a work in turns: every round gives each of them one turn, in alternating order, so that
 * a busy machine is busy for all. The least of a contender's samples counts, as disturbance only ever adds.
 *
 * @returns microseconds of CPU time for one run, by contender
 */
export const interleaved = async <Result>(
  entries: readonly Entry<Result>[],
  { rounds, seconds }: Effort,
): Promise<ReadonlyMap<string, number>> => {
  const best = new Map<string, number>()
  const spent = new Map<string, number>()
  const sample = async (entry: Entry<Result>): Promise<Result> => {
    const run = await entry.prepare()
    const { result, micros } = await cpu(run)
    best.set(entry.name, Math.min(best.get(entry.name) ?? Number.POSITIVE_INFINITY, micros))
    spent.set(entry.name, (spent.get(entry.name) ?? 0) + micros)
    return result
  }
  for (const entry of entries) entry.check(await sample(entry))
  for (let round = 0; round < rounds; round++)
    for (const entry of round % 2 === 0 ? entries : entries.toReversed()) {
      const once = best.get(entry.name) ?? 0
      if ((spent.get(entry.name) ?? 0) + once > seconds * 1e6) continue
      const repetitions = Math.min(MOST_REPETITIONS, Math.max(1, Math.floor(TURN_MICROS / once)))
      for (let repetition = 0; repetition < repetitions; repetition++) await sample(entry)
    }
  return best
}
