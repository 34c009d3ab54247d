import { equalBytes } from '../units/bytes.js'
import { type Lookup, rivalsOf, standingIn } from './standing.js'
import { inTable, withValues } from './table.js'
import type { Fact, PaidKey, View } from './types.js'

const TAPROOT_LENGTH = 34

/** The output key that a script pays. */
export const paidKey = (script: Uint8Array): Uint8Array | undefined =>
  script.length === TAPROOT_LENGTH && script[0] === 0x51 && script[1] === 32
    ? new Uint8Array(script.subarray(2))
    : undefined

/** The first word of a key: the name of all that share it, which costs less than a text of the key. */
export const wordOf = (key: Uint8Array): number =>
  (key[0] ?? 0) | ((key[1] ?? 0) << 8) | ((key[2] ?? 0) << 16) | ((key[3] ?? 0) << 24)

/** A view that is being made: what changed of it, before its tables are made anew. */
export class Draft implements Lookup {
  readonly #view: View
  readonly #facts = new Map<string, Fact>()
  readonly #paid = new Map<number, readonly PaidKey[]>()
  readonly #spent = new Map<string, readonly string[]>()
  clock: number

  constructor(view: View) {
    this.#view = view
    this.clock = view.clock
  }

  fact(txid: string): Fact | undefined {
    return this.#facts.get(txid) ?? inTable(this.#view.facts, txid)
  }

  spenders(outpoint: string): readonly string[] {
    return this.#spent.get(outpoint) ?? inTable(this.#view.spent, outpoint) ?? []
  }

  /** Txid of what has taken the place of a fact. */
  takenBy(fact: Fact): string | undefined {
    const standing = standingIn({ chain: this.#view.chain, lookup: this }, fact)
    return standing.kind === 'replaced' ? standing.by : undefined
  }

  /** Puts a fact that appears, and notes it with those whose inputs it takes. */
  appear(fact: Fact): void {
    const rivals = rivalsOf(fact, this).filter((rival) => this.takenBy(rival) === undefined)
    this.put(fact)
    for (const rival of rivals) if (this.takenBy(rival) !== undefined) this.replace(rival, fact.txid)
  }

  replace(fact: Fact, by: string): void {
    this.put({ ...fact, replaced: [...(fact.replaced ?? []), by] })
  }

  put(fact: Fact): void {
    const { txid, spends, outputs } = fact
    if (this.fact(txid) === undefined)
      for (const outpoint of spends) this.#spent.set(outpoint, [...this.spenders(outpoint), txid])
    this.#facts.set(txid, fact)
    for (const vout of outputs.keys()) this.#pay(fact, vout)
    for (const outpoint of spends) {
      const parent = this.fact(outpoint.slice(0, 64))
      if (parent !== undefined) this.#pay(parent, Number(outpoint.slice(65)))
    }
  }

  /** Puts an output, with what is known of it now, among those that pay its key. */
  #pay(fact: Fact, vout: number): void {
    const output = fact.outputs[vout]
    const key = output === undefined ? undefined : paidKey(output.script)
    if (output === undefined || key === undefined) return
    const word = wordOf(key)
    const known = this.#paid.get(word) ?? inTable(this.#view.paid, word) ?? []
    const outputs = known.find((one) => equalBytes(one.key, key))?.outputs ?? []
    const name = `${fact.txid}:${vout}`
    const paid = {
      outpoint: { txid: fact.txid, vout },
      name,
      amount: output.amount,
      fact,
      spends: this.spenders(name).flatMap((txid) => this.fact(txid) ?? []),
    }
    const isKnown = outputs.some((one) => one.name === name)
    this.#paid.set(word, [
      ...known.filter((one) => one.outputs !== outputs),
      { key, outputs: isKnown ? outputs.map((one) => (one.name === name ? paid : one)) : [...outputs, paid] },
    ])
  }

  made(): View {
    const { facts, paid, spent } = this.#view
    if (this.#facts.size === 0) return this.#view
    return {
      ...this.#view,
      facts: withValues(facts, this.#facts),
      paid: withValues(paid, this.#paid),
      spent: withValues(spent, this.#spent),
      clock: this.clock,
    }
  }
}

/** A view with more facts, each put in its places. */
export const withFacts = (view: View, facts: readonly Fact[], clock: number): View => {
  const draft = new Draft(view)
  draft.clock = clock
  for (const fact of facts) draft.put(fact)
  return draft.made()
}
