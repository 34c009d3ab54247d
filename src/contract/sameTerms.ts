import type { Agreement, Milestone } from '../agreement/types.js'

const TERMS = ['silence', 'rescue', 'dispute', 'secretHash'] as const

/**
 * What is computed of a milestone's terms, once for milestones in a row that inherit the same ones: those are the same
 * objects, wherever they stand in an agreement.
 */
export const ofTerms = <Value>(
  { milestones }: Agreement,
  compute: (milestone: number) => Value,
): ((milestone: number) => Value) => {
  let before: Milestone | undefined
  let value: Value
  return (milestone) => {
    const now = milestones[milestone]
    if (before === undefined || TERMS.some((name) => before?.[name] !== now?.[name]))
      value = compute(milestone)
    before = now
    return value
  }
}
