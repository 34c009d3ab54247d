import { anything, aWhole, type Check, checkThat, hasMembers, listOf, membersOf } from '../given/check.js'
import { aFeeRate, type FeeRate, type FeeRateInput, readFeeRate } from '../units/feeRate.js'
import { aNetwork, NETWORKS, type NetworkName } from '../units/network.js'
import { emptyChain, extendedChain, headerAt, inChain, trimmedChain } from './chain.js'
import { Draft } from './draft.js'
import { standingOf } from './standing.js'
import { emptyTable, inTable, valuesOf } from './table.js'
import type { BlockPlace, Chain, Checkpoint, Fact, View } from './types.js'

const HASH = /^[0-9a-f]{64}$/

/** A txid or a block's hash. */
export const aHash: Check = /* @__PURE__ */ checkThat(
  '64 lower-case hex digits',
  (value) => typeof value === 'string' && HASH.test(value),
)

const isTable = (value: unknown): boolean => hasMembers(value) && Array.isArray(value['shards'])

const isChain = (value: unknown): boolean =>
  hasMembers(value) &&
  hasMembers(value['base']) &&
  Array.isArray(value['headers']) &&
  Array.isArray(value['left'])

/** A view as this library makes it, or a structured copy: looked at as often as contracts are, so not into its depth. */
export const aView: Check = /* @__PURE__ */ checkThat(
  'a view of emptyView, or of viewFromJson',
  (value) =>
    hasMembers(value) &&
    NETWORKS.some((name) => name === value['network']) &&
    Number.isSafeInteger(value['clock']) &&
    isChain(value['chain']) &&
    isTable(value['facts']) &&
    isTable(value['paid']) &&
    isTable(value['spent']),
)

export interface ViewOptions {
  readonly network: NetworkName
  /**
   * Where the chain begins. Median times are known from its twelfth block on, so take one that is at least a day older
   * than the first contract.
   */
  readonly checkpoint: Checkpoint
}

/**
 * A view of a chain in which nothing was seen yet.
 *
 * @throws EscrowError `NETWORK_UNKNOWN`, `ARGUMENT_TYPE`
 * @example
 * let view = emptyView({ network: 'mainnet', checkpoint: { height: 920_000, hash } })
 */
export const emptyView = (options: ViewOptions): View => {
  membersOf<ViewOptions>({
    network: aNetwork,
    checkpoint: membersOf<Checkpoint>({ height: aWhole, hash: aHash }),
  })(options, '')
  const { network, checkpoint } = options
  return {
    network,
    chain: emptyChain({ height: checkpoint.height, hash: checkpoint.hash }),
    facts: emptyTable(),
    paid: emptyTable(),
    spent: emptyTable(),
    clock: 0,
  }
}

/**
 * A view that knows that a transaction left the mempool: expired, pushed out, or replaced by one that pays nobody
 * here. Nothing changes where it is confirmed, unknown, or gone already.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * view = forgotten(view, { txid })
 */
export const forgotten = (view: View, options: { readonly txid: string }): View => {
  aView(view, 'view')
  membersOf<{ readonly txid: string }>({ txid: aHash })(options, '')
  const fact = inTable(view.facts, options.txid)
  if (fact === undefined || standingOf(view, fact).kind !== 'waiting') return view
  const draft = new Draft(view)
  draft.put({ ...fact, dropped: [...fact.dropped, ++draft.clock] })
  return draft.made()
}

/**
 * A view that knows what a source asks for a place in the next blocks: transactions that wait and pay less are stuck.
 *
 * @throws EscrowError `FEE_RATE_MALFORMED`, `FEE_RATE_OUT_OF_RANGE`
 * @example
 * view = priced(view, { feeRate: await source.feeRate({ blocks: 6 }) })
 */
export const priced = (view: View, options: { readonly feeRate: FeeRateInput }): View => {
  aView(view, 'view')
  membersOf<{ readonly feeRate: FeeRateInput }>({ feeRate: aFeeRate })(options, '')
  return pricedAmong(valuesOf(view.facts), { view, feeRate: readFeeRate(options.feeRate) })
}

/** The same where all that waits is among these facts. */
export const pricedAmong = (
  facts: readonly Fact[],
  { view, feeRate: asked }: { readonly view: View; readonly feeRate: FeeRate },
): View => {
  const draft = new Draft(view)
  for (const fact of facts)
    if ((fact.asked ?? 0n) < asked && standingOf(view, fact).kind === 'waiting') draft.put({ ...fact, asked })
  return draft.made()
}

/**
 * Facts whose places lie below the headers that are kept: there they can be judged no more. The median time before a
 * place goes with the header below it, a block earlier.
 */
const settled = (view: View, before: Chain): View => {
  const { base } = view.chain
  if (base.height === before.base.height) return view
  const draft = new Draft(view)
  for (const fact of valuesOf(view.facts)) {
    const sinks = ({ height }: BlockPlace) => height > before.base.height && height <= base.height + 1
    if (!fact.blocks.some(sinks)) continue
    draft.put({
      ...fact,
      blocks: fact.blocks.flatMap((place) => {
        if (!sinks(place)) return [place]
        const isJudged = place.height > base.height || inChain(before, place)
        return isJudged ? [{ ...place, ...medianBefore(before, place) }] : []
      }),
    })
  }
  return draft.made()
}

/** Median time of the block before a place, where the headers tell or a source said it. */
export const medianBefore = (
  chain: Chain,
  { height, medianTimeBefore }: BlockPlace,
): { readonly medianTimeBefore?: number } => {
  const median = headerAt(chain, height - 1)?.medianTime ?? medianTimeBefore
  return median === undefined ? {} : { medianTimeBefore: median }
}

/**
 * A view with more headers of the chain, 80 bytes each, in their order: on top of the last, or from any block that the
 * view keeps. A branch with more work replaces what is there; one with less or the same changes nothing, and has to be
 * given whole when it has grown. Headers that are there already are passed over. The last 2016 are kept, or those
 * above the checkpoint.
 *
 * That a header has the work that it names is checked, whether the network asked for that much is not: a source that
 * nobody trusts is to be verified.
 *
 * @throws EscrowError `VIEW_TOO_OLD` where the first follows no block that is kept, `VIEW_HEADERS_UNLINKED`,
 * `VIEW_HEADER_MALFORMED`, `VIEW_HEADER_WORK`
 * @example
 * view = extended(view, await source.headers({ from: 812_000, count: 100 }))
 */
export const extended = (view: View, headers: readonly Uint8Array[]): View => {
  aView(view, 'view')
  listOf(anything)(headers, 'headers')
  const chain = extendedChain(view.chain, { headers, clock: view.clock })
  if (chain === view.chain) return view
  return settled(reordered({ ...view, chain: trimmedChain(chain) }, view), chain)
}

/** Notes what another branch than the one before confirms instead of what that one held, or of what waited. */
const reordered = (view: View, before: View): View => {
  if (view.chain.left.length === before.chain.left.length) return view
  const draft = new Draft(view)
  for (const fact of valuesOf(view.facts)) {
    const standing = standingOf(view, fact)
    if (standing.kind === 'replaced' && standingOf(before, fact).kind !== 'replaced')
      draft.replace(fact, standing.by)
  }
  return draft.made()
}
