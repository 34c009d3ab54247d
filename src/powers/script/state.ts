import { type Facts, NO_FACTS } from './facts.js'
import { notUnderstood } from './notUnderstood.js'
import type { Value } from './value.js'

/** One way through a script, as far as it has been walked. Belongs to its walker, who changes it. */
export interface State {
  /** Position of the next instruction. */
  at: number
  stack: Value[]
  alt: Value[]
  /** For every IF that is open, whether its branch is walked. */
  branches: boolean[]
  /** How many items of the witness have been reached for, the topmost first. */
  reached: number
  facts: Facts
}

export const startOf = (): State => ({ at: 0, stack: [], alt: [], branches: [], reached: 0, facts: NO_FACTS })

/** The same way with other facts, as a walk of its own. */
export const forked = (state: State, facts: Facts): State => ({
  ...state,
  stack: [...state.stack],
  alt: [...state.alt],
  branches: [...state.branches],
  facts,
})

/** Consensus: stack and alternative stack hold at most 1000 (BIP 342, "Resource limits"). */
const MAX_STACK = 1000

/** The topmost value: what lies deeper than everything pushed is an item of the witness. */
export const pop = (state: State): Value => state.stack.pop() ?? { kind: 'item', item: state.reached++ }

export const push = (state: State, ...values: readonly Value[]): void => {
  state.stack.push(...values)
  // items of the witness that were not reached for yet would count, too
  if (state.stack.length + state.alt.length > MAX_STACK)
    throw notUnderstood(`it holds more than ${MAX_STACK} values at once`)
}

/** So many values from the top, the topmost last, taken off. */
export const popAll = (state: State, count: number): Value[] => {
  const values: Value[] = []
  for (let taken = 0; taken < count; taken++) values.unshift(pop(state))
  return values
}
