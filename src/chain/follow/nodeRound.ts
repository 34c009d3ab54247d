import { seen } from '../../watch/seen.js'
import { inTable } from '../../watch/table.js'
import type { Sighting, View } from '../../watch/types.js'
import { inParallel } from '../parallel.js'
import type { Asked, NodeSource } from '../source.js'
import type { NewBlock } from './chainStep.js'
import type { Unconfirmed } from './unconfirmed.js'
import type { Watched } from './watched.js'

/** Transactions of the mempool that are asked for at the same time. */
const AT_ONCE = 8

/** What blocks of a node hold for contracts. */
export const sightingsIn = async (
  source: NodeSource,
  blocks: readonly NewBlock[],
  { watched, signal }: { readonly watched: Watched } & Asked,
): Promise<readonly Sighting[]> => {
  const sightings: Sighting[] = []
  for (const { hash, height } of blocks) {
    const block = await source.block({ hash, ...(signal && { signal }) })
    for (const { bytes, position, contracts } of watched.scan(block, source.name))
      sightings.push({ transaction: bytes, contracts, where: { blockHash: hash, height, position } })
  }
  return sightings
}

/** A view that knows a node's mempool. `strangers` holds the txids that concern nobody, and is brought up to date. */
export const withMempool = async (
  source: NodeSource,
  view: View,
  {
    watched,
    unconfirmed,
    strangers,
    signal,
  }: {
    readonly watched: Watched
    readonly unconfirmed: Unconfirmed
    readonly strangers: Set<string>
  } & Asked,
): Promise<View> => {
  const asked = signal && { signal }
  const txids = new Set(await source.mempool({ ...asked }))
  for (const txid of strangers) if (!txids.has(txid)) strangers.delete(txid)
  const unknown = [...txids].filter((txid) => !strangers.has(txid) && inTable(view.facts, txid) === undefined)
  const found = await inParallel(AT_ONCE, unknown, (txid) => source.transaction({ txid, ...asked }))
  const sightings: Sighting[] = []
  for (const [at, transaction] of found.entries()) {
    if (transaction === undefined) continue
    const contracts = watched.find(transaction.bytes)
    if (contracts === undefined) strangers.add(unknown[at] ?? '')
    else sightings.push({ transaction: transaction.bytes, contracts, where: 'mempool' })
  }
  // those that had gone and are there again
  for (const { txid, bytes } of unconfirmed.in(view).gone)
    if (bytes !== undefined && txids.has(txid)) sightings.push({ transaction: bytes, where: 'mempool' })
  return unconfirmed.withoutGone(seen(view, sightings), txids)
}
