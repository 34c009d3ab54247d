import { depthAt, inChain } from './chain.js'
import { inTable } from './table.js'
import type { BlockPlace, Fact, View } from './types.js'

/** What became of a transaction, as far as a view knows. */
export type Standing =
  | { readonly kind: 'confirmed'; readonly place: BlockPlace; readonly confirmations: number }
  /** In the mempool; or its block left the chain, which puts it back there. */
  | { readonly kind: 'waiting' }
  /** Something else spends what it spends, and came later or is confirmed. */
  | { readonly kind: 'replaced'; readonly by: string }
  /** It left the mempool, or what it spends did. */
  | { readonly kind: 'dropped' }

/** Nodes take no longer rows of unconfirmed parents. */
const MOST_PARENTS = 64

/** When a transaction appeared last. */
export const lastSeen = ({ arrived }: Fact): number => arrived[arrived.length - 1] ?? 0

export const isDropped = (fact: Fact): boolean =>
  (fact.dropped[fact.dropped.length - 1] ?? -1) > lastSeen(fact)

/** How facts are found: in a view, or in one that is being made. */
export interface Lookup {
  readonly fact: (txid: string) => Fact | undefined
  /** By an outpoint as `txid:vout`. */
  readonly spenders: (outpoint: string) => readonly string[]
}

export const lookupIn = ({ facts, spent }: Pick<View, 'facts' | 'spent'>): Lookup => ({
  fact: (txid) => inTable(facts, txid),
  spenders: (outpoint) => inTable(spent, outpoint) ?? [],
})

/** Facts that spend something that this one spends. */
export const rivalsOf = ({ txid, spends }: Fact, lookup: Lookup): readonly Fact[] => {
  const rivals = new Set(spends.flatMap((outpoint) => lookup.spenders(outpoint)))
  rivals.delete(txid)
  return [...rivals].flatMap((one) => lookup.fact(one) ?? [])
}

/** The fact that appeared after this one and spends what it spends. */
export const supersededBy = (fact: Fact, lookup: Lookup): Fact | undefined =>
  rivalsOf(fact, lookup).find((rival) => lastSeen(rival) > lastSeen(fact))

/** The block of the chain that holds a transaction. */
export const placeOf = (chain: View['chain'], { blocks }: Fact): BlockPlace | undefined => {
  for (const place of blocks) if (inChain(chain, place)) return place
  return undefined
}

export const standingOf = (view: View, fact: Fact, depth = 0): Standing => {
  const { chain } = view
  const place = placeOf(chain, fact)
  if (place !== undefined) return { kind: 'confirmed', place, confirmations: depthAt(chain, place.height) }
  if (isDropped(fact) || depth > MOST_PARENTS) return { kind: 'dropped' }
  const lookup = lookupIn(view)
  for (const rival of rivalsOf(fact, lookup))
    if (lastSeen(rival) > lastSeen(fact) || placeOf(chain, rival) !== undefined)
      return { kind: 'replaced', by: rival.txid }
  for (const outpoint of fact.spends) {
    const parent = lookup.fact(outpoint.slice(0, 64))
    const standing = parent && standingOf(view, parent, depth + 1)
    if (standing?.kind === 'replaced' || standing?.kind === 'dropped') return { kind: 'dropped' }
  }
  return { kind: 'waiting' }
}
