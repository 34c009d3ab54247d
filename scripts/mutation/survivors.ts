import type { Outcome } from './results.js'

/** Why mutants live: each reason with the changes that it explains; the first that fits is told. */
export const REASONS: readonly {
  readonly reason: string
  readonly explains: (outcome: Outcome) => boolean
}[] = []
