import type { Outcome } from '../results.js'

/** Why mutants live, and which. */
export interface Reason {
  readonly reason: string
  readonly explains: (outcome: Outcome) => boolean
}

/** Mutants of a file below `src` by their changes, as the page writes them. */
export const inFile = (file: string, ...changes: readonly [string, ...string[]]): Reason['explains'] => {
  const told = new Set<string>(changes)
  return (outcome) => outcome.file === file && told.has(outcome.change)
}

/** Mutants that one of these explains. */
export const any =
  (...explains: readonly Reason['explains'][]): Reason['explains'] =>
  (outcome) =>
    explains.some((one) => one(outcome))
