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

const confirmedIn = (chain: View['chain'], fact: Fact): Standing | undefined => {
  const place = placeOf(chain, fact)
  return place && { kind: 'confirmed', place, confirmations: depthAt(chain, place.height) }
}

export const standingOf = (view: View, fact: Fact): Standing =>
  confirmedIn(view.chain, fact) ?? standingIn({ chain: view.chain, lookup: lookupIn(view) }, fact)

/** The same by whatever finds facts. */
export const standingIn = (
  known: { readonly chain: View['chain']; readonly lookup: Lookup },
  fact: Fact,
  depth = 0,
): Standing => {
  const { chain, lookup } = known
  const confirmed = confirmedIn(chain, fact)
  if (confirmed !== undefined) return confirmed
  if (isDropped(fact) || depth > MOST_PARENTS) return { kind: 'dropped' }
  for (const rival of rivalsOf(fact, lookup))
    if (lastSeen(rival) > lastSeen(fact) || placeOf(chain, rival) !== undefined)
      return { kind: 'replaced', by: rival.txid }
  for (const outpoint of fact.spends) {
    const parent = lookup.fact(outpoint.slice(0, 64))
    const standing = parent && standingIn(known, parent, depth + 1)
    if (standing?.kind === 'replaced' || standing?.kind === 'dropped') return { kind: 'dropped' }
  }
  return { kind: 'waiting' }
}

/** Whether a transaction was there at a reading of the clock: it had appeared, and nothing had taken its place. */
export const wasThere = (fact: Fact, at: { readonly clock: number; readonly lookup: Lookup }): boolean => {
  const { clock, lookup } = at
  let appeared = 0
  for (const moment of fact.arrived) if (moment <= clock) appeared = moment
  if (appeared === 0) return false
  const isSince = (moment: number): boolean => moment > appeared && moment <= clock
  return !fact.dropped.some(isSince) && !rivalsOf(fact, lookup).some(({ arrived }) => arrived.some(isSince))
}
