import type { Contract } from '../../contract/contract.js'
import { inChain } from '../../watch/chain.js'
import { seen } from '../../watch/seen.js'
import { inTable } from '../../watch/table.js'
import type { Fact, Sighting, View } from '../../watch/types.js'
import { inParallel } from '../parallel.js'
import type { Asked, HistoryEntry, IndexedSource } from '../source.js'
import type { Unconfirmed } from './unconfirmed.js'

/** Scripts that are asked for at the same time: public servers count requests. */
const AT_ONCE = 4

const isKnownAt = (fact: Fact | undefined, { chain }: View, height: number): boolean =>
  fact?.blocks.some((place) => place.height === height && inChain(chain, place)) ?? false

/** Where a server says that a transaction is; `undefined` where that is not in the view's chain, or not any more. */
const sightingOf = async (
  source: IndexedSource,
  view: View,
  { entry, contract, signal }: { readonly entry: HistoryEntry; readonly contract: Contract } & Asked,
): Promise<Sighting | undefined> => {
  const { txid, height } = entry
  const asked = { txid, ...(signal && { signal }) }
  const fact = inTable(view.facts, txid)
  const transaction = fact?.bytes ?? (await source.transaction(asked))?.bytes
  if (transaction === undefined) return undefined
  if (height === undefined) return { transaction, contracts: [contract], where: 'mempool' }
  const proof = await source.proof({ ...asked, height })
  if (proof === undefined) return undefined
  const where = { blockHash: proof.blockHash, height, position: proof.position }
  if (!inChain(view.chain, where)) return undefined
  return { transaction, contracts: [contract], where }
}

/** A view that knows what a server's index says of contracts; `undefined` where it does not fit the view's chain. */
export const withHistories = async (
  source: IndexedSource,
  view: View,
  {
    contracts,
    unconfirmed,
    signal,
  }: { readonly contracts: readonly Contract[]; readonly unconfirmed: Unconfirmed } & Asked,
): Promise<View | undefined> => {
  const histories = await inParallel(AT_ONCE, contracts, async (contract) => ({
    contract,
    entries: await source.history({ script: contract.outputScript, ...(signal && { signal }) }),
  }))
  const there = new Set(histories.flatMap(({ entries }) => entries.map(({ txid }) => txid)))
  let next = view
  for (const { contract, entries } of histories) {
    const news = entries.filter(
      ({ txid, height }) => height === undefined || !isKnownAt(inTable(view.facts, txid), view, height),
    )
    const found = await inParallel(AT_ONCE, news, (entry) =>
      sightingOf(source, view, { entry, contract, ...(signal && { signal }) }),
    )
    const sightings = found.flatMap((sighting) => sighting ?? [])
    if (sightings.length < news.length) return undefined
    next = seen(next, oldestFirst(sightings))
  }
  return unconfirmed.withoutGone(next, there)
}

const heightOf = ({ where }: Sighting): number =>
  where === 'mempool' ? Number.MAX_SAFE_INTEGER : where.height
const positionOf = ({ where }: Sighting): number => (where === 'mempool' ? 0 : where.position)

const oldestFirst = (sightings: readonly Sighting[]): readonly Sighting[] =>
  [...sightings].sort(
    (left, right) => heightOf(left) - heightOf(right) || positionOf(left) - positionOf(right),
  )
