import type { Agreement } from '../agreement/types.js'

const TERMS = ['silence', 'rescue', 'dispute', 'secretHash'] as const

/**
 * What is computed of a milestone's terms, once for milestones in a row that inherit the same ones: those are the same
 * objects, wherever they stand in an agreement.
 */
export const ofTerms = <Value>(
  { milestones }: Agreement,
  compute: (milestone: number) => Value,
): ((milestone: number) => Value) => {
  let last: { readonly milestone: number; readonly value: Value } | undefined
  return (milestone) => {
    const [before, now] = [last && milestones[last.milestone], milestones[milestone]]
    if (last === undefined || !TERMS.every((name) => before?.[name] === now?.[name]))
      last = { milestone, value: compute(milestone) }
    return last.value
  }
}
