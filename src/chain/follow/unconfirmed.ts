import { tipHeight } from '../../watch/chain.js'
import { standingOf } from '../../watch/standing.js'
import { inTable, valuesOf, valuesSince } from '../../watch/table.js'
import type { Fact, View } from '../../watch/types.js'
import { forgotten } from '../../watch/view.js'
import { hashAt } from './chainStep.js'

interface Found {
  readonly view: View
  /** In the mempool, as far as the view knows. */
  readonly waiting: readonly Fact[]
  /** Those that were dropped or replaced. */
  readonly gone: readonly Fact[]
}

/**
 * The facts that a view's chain does not hold, which are few. What it holds it holds until it is left for another: so
 * from look to look only these are walked, and what is new.
 */
export class Unconfirmed {
  #found: Found | undefined

  in(view: View): Found {
    if (this.#found?.view === view) return this.#found
    const [waiting, gone]: [Fact[], Fact[]] = [[], []]
    for (const fact of this.#candidates(view)) {
      const { kind } = standingOf(view, fact)
      if (kind !== 'confirmed') (kind === 'waiting' ? waiting : gone).push(fact)
    }
    this.#found = { view, waiting, gone }
    return this.#found
  }

  #candidates(view: View): Iterable<Fact> {
    if (this.#found === undefined || !extendsThat(view, this.#found.view)) return valuesOf(view.facts)
    const { view: before, waiting, gone } = this.#found
    const facts = new Map<string, Fact>()
    for (const { txid } of [...waiting, ...gone]) {
      const fact = inTable(view.facts, txid)
      if (fact !== undefined) facts.set(txid, fact)
    }
    for (const fact of valuesSince(view.facts, before.facts)) facts.set(fact.txid, fact)
    return facts.values()
  }

  /** A view in which nothing waits that is not there any more. What was replaced by what is known has gone already. */
  withoutGone(view: View, there: ReadonlySet<string>): View {
    return this.in(view)
      .waiting.filter(({ txid }) => !there.has(txid))
      .reduce((next, { txid }) => forgotten(next, { txid }), view)
  }
}

/** Whether a view has the whole chain of another, which it may not have come from. */
const extendsThat = ({ chain }: View, { chain: other }: View): boolean => {
  const top = tipHeight(other)
  return chain === other || hashAt(chain, top) === hashAt(other, top)
}
