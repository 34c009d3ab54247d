import type { Run } from './contender.js'

/** One contender of one work: `prepare` runs outside the clock, before every sample. */
export interface Entry<Result> {
  readonly name: string
  readonly prepare: () => Promise<Run<Result>>
  /** Throws where the result is not the expected one; called outside the clock, on the first result. */
  readonly check: (result: Result) => void
}

/** Microseconds of CPU time of every run so far, by contender. */
export type Samples = Map<string, number[]>

export interface Effort {
  readonly rounds: number
  /** CPU seconds that one contender may take of a work before it is left out of further rounds. */
  readonly seconds: number
}

/** Microseconds of CPU time (user and system, all threads of the process: also the collector's and the compiler's). */
export const cpu = async <Result>(run: Run<Result>): Promise<{ result: Result; micros: number }> => {
  const start = process.cpuUsage()
  const result = await run()
  const { user, system } = process.cpuUsage(start)
  return { result, micros: user + system }
}

/**
 * What each contender may take before its samples count. The floor is hardly anything but WebAssembly, which is as fast
 * as it gets at once; JavaScript is compiled while it runs.
 */
const WARM_MICROS = 1_000_000
/** A sample shorter than this is repeated within its turn. */
const TURN_MICROS = 100_000
const MOST_REPETITIONS = 200

/**
 * Times all contenders of a work in turns, each after a second of the work whose times do not count: every round gives each of them one turn, in alternating order, so that
 * a busy machine is busy for all. The median of a contender's samples counts: the least would favour short works,
 * which are sampled hundreds of times, over long ones, in which every pause is part of a sample.
 *
 * Called again with the same samples it adds to them: works whose times are compared with each other are visited
 * several times, because a machine is not equally fast for minutes.
 */
export const interleaved = async <Result>(
  entries: readonly Entry<Result>[],
  { rounds, seconds }: Effort,
  samples: Samples,
): Promise<void> => {
  const sample = async (entry: Entry<Result>): Promise<void> => {
    const { micros } = await cpu(await entry.prepare())
    samples.set(entry.name, [...(samples.get(entry.name) ?? []), micros])
  }
  for (const entry of entries)
    if (!samples.has(entry.name)) {
      let taken = 0
      do {
        const run = await entry.prepare()
        const { result, micros } = await cpu(run)
        if (taken === 0) entry.check(result)
        taken += micros
      } while (taken < WARM_MICROS)
      await sample(entry)
    }
  for (let round = 0; round < rounds; round++)
    for (const entry of round % 2 === 0 ? entries : entries.toReversed()) {
      const taken = samples.get(entry.name) ?? []
      const once = median(taken)
      const spent = taken.reduce((sum, micros) => sum + micros, 0)
      if (spent + once > seconds * 1e6) continue
      const repetitions = Math.min(MOST_REPETITIONS, Math.max(1, Math.floor(TURN_MICROS / once)))
      for (let repetition = 0; repetition < repetitions; repetition++) await sample(entry)
    }
}

/** The middle one of several samples. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

/** What a quarter of several samples is below: nearer to the work itself where a machine has two speeds, as long as all samples take as long. */
export const quartile = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 2] ?? 0
