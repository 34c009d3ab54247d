import { notUnderstood } from './notUnderstood.js'

/** Steps that the reading of one script may take. */
const MAX_WORK = 50_000

/** Counts the steps of one reading, so that no script can keep an auditor busy. */
export interface Work {
  readonly spend: (steps: number) => void
}

export const limitedWork = (): Work => {
  let left = MAX_WORK
  return {
    spend: (steps) => {
      left -= steps
      if (left < 0) throw notUnderstood('it has more ways than can be told')
    },
  }
}
