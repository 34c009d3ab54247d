import { aContract } from '../contract/contract.js'
import {
  anything,
  aWhole,
  type Check,
  checkThat,
  hasMembers,
  listOf,
  membersOf,
  textOrBytes,
} from '../given/check.js'
import { extractTransaction, parseTransaction } from '../psbt/transaction.js'
import { equalBytes } from '../units/bytes.js'
import { aFeeRate, type FeeRate, type FeeRateInput, readFeeRate, virtualSize } from '../units/feeRate.js'
import { aNetwork, NETWORKS, type NetworkName } from '../units/network.js'
import { sats } from '../units/sats.js'
import { emptyChain, extendedChain, headerAt, inChain, trimmedChain } from './chain.js'
import { deedsOf } from './spendDeeds.js'
import { isDropped, type Lookup, rivalsOf, standingIn, standingOf, supersededBy } from './standing.js'
import { emptyTable, inTable, valuesOf, withValues } from './table.js'
import type { BlockPlace, Chain, Checkpoint, Fact, PaidKey, Sighting, View, Where } from './types.js'

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

const aPlace: Check = (value, field) => {
  if (value === 'mempool') return
  if (typeof value !== 'object')
    checkThat("'mempool', or { blockHash, height, position }", () => false)(value, field)
  membersOf<BlockPlace>({ blockHash: aHash, height: aWhole, position: aWhole, 'medianTimeBefore?': aWhole })(
    value,
    field,
  )
}

const aSighting: Check = (value, field) => {
  membersOf<Sighting>({
    transaction: textOrBytes,
    where: aPlace,
    'contracts?': listOf(aContract),
    'fee?': anything,
  })(value, field)
}

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
class Draft implements Lookup {
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

/** What stands in a transaction's bytes. */
export const readFact = (
  input: string | Uint8Array,
  field: string,
): Pick<Fact, 'txid' | 'vsize' | 'spends' | 'outputs'> & { readonly bytes: Uint8Array } => {
  const transaction = parseTransaction(input, field)
  const { txid, bytes, weight } = extractTransaction(transaction)
  return {
    txid,
    bytes,
    vsize: virtualSize(weight),
    spends: transaction.inputs.map(({ outpoint: { txid: id, vout } }) => `${id}:${vout}`),
    outputs: transaction.outputs,
  }
}

const placesOf = (where: Where): readonly BlockPlace[] => (where === 'mempool' ? [] : [{ ...where }])

const isKnown = ({ blocks }: Fact, { blockHash }: BlockPlace): boolean =>
  blocks.some((place) => place.blockHash === blockHash)

const feeOf = ({ fee }: Sighting, field: string): Pick<Fact, 'fee'> =>
  fee === undefined ? {} : { fee: sats(fee, `${field}.fee`) }

/** What it did, where the sighting says to which contracts. */
const deedsIn = (
  fact: Fact,
  { sighting: { contracts }, draft }: { sighting: Sighting; draft: Draft },
): Pick<Fact, 'deeds'> => {
  if (contracts === undefined || contracts.length === 0) return {}
  const deeds = deedsOf(fact, { contracts, lookup: draft })
  return deeds.length === 0 ? {} : { deeds }
}

/** A parent that was not known tells more of the children that were. */
const readAgain = (draft: Draft, { txid, outputs }: Fact): void => {
  for (const vout of outputs.keys())
    for (const child of draft.spenders(`${txid}:${vout}`)) {
      const { deeds, ...rest } = draft.fact(child) ?? {}
      if (deeds !== undefined && 'txid' in rest) draft.put(rest)
    }
}

/** What one more sighting adds. */
const see = (draft: Draft, sighting: Sighting, field: string): void => {
  const read = readFact(sighting.transaction, `${field}.transaction`)
  const places = placesOf(sighting.where)
  const known = draft.fact(read.txid)
  if (known === undefined) {
    const fact = { ...read, blocks: places, arrived: [++draft.clock], dropped: [], ...feeOf(sighting, field) }
    draft.appear({ ...fact, ...deedsIn(fact, { sighting, draft }) })
    readAgain(draft, fact)
    return
  }
  const added = places.filter((place) => !isKnown(known, place))
  const away = isDropped(known) || supersededBy(known, draft) !== undefined
  const fee = known.fee === undefined ? feeOf(sighting, field) : {}
  // the witness that a block holds is the one that counts
  const isOther =
    added.length > 0 &&
    known.blocks.length === 0 &&
    known.bytes !== undefined &&
    !equalBytes(known.bytes, read.bytes)
  const { deeds: was, ...rest } = known
  const fact = {
    ...rest,
    ...(isOther ? read : {}),
    blocks: [...known.blocks, ...added],
    arrived:
      away && (added.length > 0 || places.length === 0) ? [...known.arrived, ++draft.clock] : known.arrived,
    ...fee,
  }
  const deeds = was === undefined || isOther ? deedsIn(fact, { sighting, draft }) : { deeds: was }
  if (fact.arrived !== known.arrived) draft.appear({ ...fact, ...deeds })
  else if (added.length > 0 || 'fee' in fee || deeds.deeds !== was) draft.put({ ...fact, ...deeds })
}

/**
 * A view that knows of one more transaction, or of several: that it exists, and where it was seen. Seen again at the
 * same place it changes nothing.
 *
 * Of transactions that spend the same and are not confirmed the one seen last counts: nodes keep one of them.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, and what `parseTransaction` throws
 * @example
 * view = seen(view, { transaction: hex, where: 'mempool' })
 * view = seen(view, { transaction: hex, where: { blockHash, height: 812_000, position: 3 } })
 */
export const seen = (view: View, sightings: Sighting | readonly Sighting[]): View => {
  aView(view, 'view')
  const several = Array.isArray(sightings)
  ;(several ? listOf(aSighting) : aSighting)(sightings, 'sightings')
  const draft = new Draft(view)
  // the line above tells one from several
  const list = (several ? sightings : [sightings]) as readonly Sighting[]
  for (const [at, sighting] of list.entries()) see(draft, sighting, several ? `sightings[${at}]` : 'sighting')
  return draft.made()
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
