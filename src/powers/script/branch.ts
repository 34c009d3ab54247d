import { equalBytes } from '../../units/bytes.js'
import { exactBytes, type Facts, withItem } from './facts.js'
import { notUnderstood } from './notUnderstood.js'
import { settle } from './settle.js'
import { forked, pop, push, type State } from './state.js'
import { type Condition, conditionOf, constant, isTrue, type Value } from './value.js'
import type { Work } from './work.js'

/** Where one way stands after an instruction: it goes on, it is at its end, or it goes on as these. */
export type Step = 'on' | 'dead' | readonly State[]

const TRUE = /* @__PURE__ */ Uint8Array.of(1)
const FALSE = /* @__PURE__ */ new Uint8Array(0)

/** A value whose bytes the way has decided is those bytes. */
export const popResolved = (state: State): Value => {
  const value = pop(state)
  const bytes = value.kind === 'item' ? exactBytes(state.facts, value.item) : undefined
  return bytes === undefined ? value : { kind: 'bytes', bytes }
}

/** The way goes on only where the condition holds. */
export const requireTrue = (state: State, condition: Condition, work: Work): Step => {
  work.spend(1)
  const ways = settle(state.facts, condition, { wanted: 'true', work })
  const [only] = ways
  if (only === undefined) return 'dead'
  if (ways.length > 1) return ways.map((facts) => forked(state, facts))
  state.facts = only
  return 'on'
}

interface Decision {
  readonly work: Work
  /** What either answer does to the stack. */
  readonly change: (state: State, holds: boolean) => void
}

const split = (
  state: State,
  answers: { readonly yes: readonly Facts[]; readonly no: readonly Facts[] },
  { work, change }: Decision,
): Step => {
  work.spend(1)
  const go = (facts: Facts, holds: boolean): State => {
    const next = forked(state, facts)
    change(next, holds)
    return next
  }
  const ways = [
    ...answers.yes.map((facts) => go(facts, true)),
    ...answers.no.map((facts) => go(facts, false)),
  ]
  return ways.length === 0 ? 'dead' : ways
}

const decide = (state: State, condition: Condition, decision: Decision): Step => {
  const { work } = decision
  const yes = settle(state.facts, condition, { wanted: 'true', work })
  const no = settle(state.facts, condition, { wanted: 'false', work })
  return split(state, { yes, no }, decision)
}

const exactly = (state: State, item: number, bytes: Uint8Array): readonly Facts[] => {
  const facts = withItem(state.facts, item, { kind: 'exactly', bytes })
  return facts === undefined ? [] : [facts]
}

const isTruthValue = (value: Value): boolean =>
  value.kind === 'sum' && value.base === 0 && value.terms.length === 1

/**
 * OP_IF, or OP_NOTIF where `walked` is false.
 *
 * Source: BIP 342, "Rule changes": the value that decides is nothing or 0x01, by consensus.
 */
export const openBranch = (
  state: State,
  { walkedIf, work }: { readonly walkedIf: 'true' | 'false'; readonly work: Work },
): Step => {
  const value = popResolved(state)
  const change = (next: State, holds: boolean): void => {
    next.branches.push(holds === (walkedIf === 'true'))
  }
  if (value.kind === 'bytes') {
    const holds = equalBytes(value.bytes, TRUE)
    if (!holds && value.bytes.length > 0) return 'dead'
    change(state, holds)
    return 'on'
  }
  if (value.kind === 'item') {
    const answers = { yes: exactly(state, value.item, TRUE), no: exactly(state, value.item, FALSE) }
    return split(state, answers, { work, change })
  }
  if (!isTruthValue(value)) throw notUnderstood('it branches on something that is no truth value')
  return decide(state, conditionOf(value), { work, change })
}

/** OP_IFDUP: both ways are walked apart, each with the value that it has decided. */
export const repeatIfTrue = (state: State, work: Work): Step => {
  const value = popResolved(state)
  if (value.kind === 'bytes') {
    push(state, value, ...(isTrue(value.bytes) ? [value] : []))
    return 'on'
  }
  if (!isTruthValue(value)) throw notUnderstood('it repeats something that is no truth value')
  return decide(state, conditionOf(value), {
    work,
    change: (next, holds) => push(next, ...(holds ? [constant(1), constant(1)] : [constant(0)])),
  })
}
