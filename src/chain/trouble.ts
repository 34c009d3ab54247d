import { EscrowError } from '../errors.js'
import { pause } from './limits.js'
import type { Signal } from './signal.js'

/** What passes by itself. */
const PASSING: readonly string[] = [
  'SOURCE_UNREACHABLE',
  'SOURCE_TIMED_OUT',
  'SOURCE_BUSY',
  'SOURCE_UNSETTLED',
]
/** Milliseconds of the first pause where a source is away, and of the longest. */
export const SHORTEST_PAUSE = 1000
const LONGEST_PAUSE = 60_000

export interface Trouble {
  /** Waits where an error passes by itself, longer each time; throws any other, and nothing once the signal went up. */
  readonly wait: (error: unknown) => Promise<void>
  /** That a question was answered. */
  readonly over: () => void
}

/** How often and how long a source was away. */
export const troubleWith = ({
  signal,
  onTrouble,
}: {
  readonly signal?: Signal | undefined
  readonly onTrouble?: ((error: EscrowError) => void) | undefined
}): Trouble => {
  let next = SHORTEST_PAUSE
  return {
    over: () => {
      next = SHORTEST_PAUSE
    },
    wait: async (error) => {
      if (signal?.aborted) return
      if (!(error instanceof EscrowError) || !PASSING.includes(error.code)) throw error
      onTrouble?.(error)
      await pause(next, signal).catch(() => {})
      next = Math.min(2 * next, LONGEST_PAUSE)
    },
  }
}
