import { aContract, type Contract } from '../../contract/contract.js'
import type { EscrowError } from '../../errors.js'
import { aFunction, aText, aWhole, checkThat, having, listOf, membersOf, oneOf } from '../../given/check.js'
import { aNetwork } from '../../units/network.js'
import { type Board, boardOf } from '../../watch/board.js'
import { tipHeight } from '../../watch/chain.js'
import { aWatched, someConfirmations } from '../../watch/deposits.js'
import type { ContractEvent } from '../../watch/eventTypes.js'
import { seen } from '../../watch/seen.js'
import type { Status } from '../../watch/statusTypes.js'
import type { View } from '../../watch/types.js'
import { aView, pricedAmong } from '../../watch/view.js'
import { sourceError } from '../errors.js'
import { pause } from '../limits.js'
import type { Signal } from '../signal.js'
import type { Asked, Source, SourceTip } from '../source.js'
import { SHORTEST_PAUSE, troubleWith } from '../trouble.js'
import { untilNews } from '../untilNews.js'
import { chainStep } from './chainStep.js'
import { withHistories } from './indexRound.js'
import { sightingsIn, withMempool } from './nodeRound.js'
import { Unconfirmed } from './unconfirmed.js'
import { Watched } from './watched.js'

export interface FollowOptions {
  /**
   * Whose events are wanted. A function is asked before each look, so that contracts come and go while the rest is
   * followed. The first look for another list is told also where nothing happened: whoever shows an address only then
   * misses no deposit, as a node's blocks below that look are not searched.
   */
  readonly contracts: readonly Contract[] | (() => readonly Contract[])
  /** Where to go on: an empty view with its checkpoint, or the last one that was stored. */
  readonly view: View
  /** How deep a transaction has to be before it counts as confirmed: always the same; 1 where not said. */
  readonly confirmations?: number
  /** Ends the iteration. */
  readonly signal?: Signal
  /** Milliseconds between two looks at what waits in the mempool; 10,000 where not said. */
  readonly poll?: number
  /** Told of each time that the source was away or busy, and that it is asked again after a pause. */
  readonly onTrouble?: (error: EscrowError) => void
}

/** What is so now, and what has happened since the view before. */
export interface Followed {
  readonly view: View
  readonly changes: readonly ContractEvent[]
  /** What `statusOf` says of each contract now, in their order: made as they are read. */
  readonly statuses: Iterable<Status>
  /** Who was looked for. */
  readonly contracts: readonly Contract[]
}

/** What a spend that waits is compared with. */
const BLOCKS_WANTED = 6

/**
 * Follows contracts on the chain: each step is a view that knows more than the last, and the events between both. Begin
 * with an empty view, or with the last that was stored: whoever stores view and events in one transaction is told each
 * event once, whatever ends the process and whenever.
 *
 * A node is read block by block, with its mempool; a server with an index is asked for the history of each script, and
 * has to be believed where nobody verifies it. It goes on until the signal ends it. A source that is away or busy is
 * asked again; other errors end it, and it can be started again from the last view.
 *
 * @throws EscrowError `VIEW_TOO_OLD` where the source's chain forks below the view's first block, `VIEW_NETWORK`,
 * `SOURCE_NETWORK`, `SOURCE_MALFORMED`, `SOURCE_UNAUTHORIZED`, `SOURCE_REFUSED`, `SOURCE_BLOCK_MISSING`,
 * `RANDOMNESS_MISSING`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const view = stored ?? emptyView({ network: 'mainnet', checkpoint })
 * for await (const { view: next, changes } of follow(source, { contracts, view, confirmations: 6, signal }))
 *   await store(next, changes)
 */
export const follow = (source: Source, options: FollowOptions): AsyncIterable<Followed> => {
  checkFollowing(source, options)
  return steps(source, options)
}

/** What both ways of following are given: a source and options of one network. */
export const checkFollowing = (source: Source, options: FollowOptions): void => {
  having({
    kind: oneOf(['node', 'index']),
    name: aText,
    network: aNetwork,
    tip: aFunction,
    headers: aFunction,
  })(source, 'source')
  membersOf<FollowOptions>({
    contracts: (value, field) => {
      if (typeof value !== 'function') listOf(aContract)(value, field)
    },
    view: aView,
    'confirmations?': someConfirmations,
    'signal?': checkThat('an AbortSignal', (value) => value instanceof AbortSignal),
    'poll?': aWhole,
    'onTrouble?': aFunction,
  })(options, '')
  if (source.network !== options.view.network)
    throw sourceError('SOURCE_NETWORK', {
      field: 'source',
      expected: `a source of ${options.view.network}, as the view`,
      received: `${source.name}, of ${source.network}`,
      source: source.name,
    })
}

async function* steps(source: Source, options: FollowOptions): AsyncGenerator<Followed> {
  const { confirmations = 1, signal, poll = 10_000, onTrouble } = options
  const list = listedIn(options)
  const round = roundsOf(source, options)
  let view = options.view
  let board: Board | undefined
  let told = typeof options.contracts === 'function' ? undefined : list()
  const trouble = troubleWith({ signal, onTrouble })
  while (!signal?.aborted) {
    try {
      const contracts = list()
      const step = await round(view, contracts)
      trouble.over()
      if (step.view !== view || contracts !== told) {
        const from =
          contracts === told && board !== undefined ? board : boardOf(view, { contracts, confirmations })
        board = from.after(step.view)
        view = step.view
        told = contracts
        yield { view, changes: board.changes, statuses: board.statuses, contracts }
      }
      if (step.next === 'again') await pause(Math.min(poll, SHORTEST_PAUSE), signal)
      else if (step.next !== 'more') await untilNews(source, step.next, { poll, signal })
    } catch (error) {
      await trouble.wait(error)
    }
  }
}

/** The contracts of now; the same list again where nothing in it has changed. */
const listedIn = ({ contracts }: FollowOptions): (() => readonly Contract[]) => {
  if (typeof contracts !== 'function') return () => contracts
  let last: readonly Contract[] = []
  return () => {
    const now = contracts()
    if (now.length === last.length && now.every((contract, at) => contract === last[at])) return last
    listOf(aWatched)(now, 'contracts()')
    last = [...now]
    return last
  }
}

interface Round {
  readonly view: View
  /** The tip up to which everything was looked at; or that there is more to look at, at once or after a moment. */
  readonly next: SourceTip | 'more' | 'again'
}

/** What a process remembers between rounds, beside the view. */
export const roundsOf = (
  source: Source,
  { signal }: FollowOptions,
): ((view: View, contracts: readonly Contract[]) => Promise<Round>) => {
  const asked = signal && { signal }
  let last: readonly Contract[] = []
  const watched = new Watched()
  const unconfirmed = new Unconfirmed()
  const strangers = new Set<string>()
  return async (view, contracts) => {
    if (contracts !== last) watched.follow(contracts, view)
    last = contracts
    const tip = await source.tip({ ...asked })
    const step = await chainStep(source, view, { tip, ...asked })
    watched.await(unconfirmed.in(step.view).waiting)
    if (source.kind === 'node' && step.blocks.length > 0) {
      const sightings = await sightingsIn(source, step.blocks, { watched, ...asked })
      return { view: seen(step.view, sightings), next: 'more' }
    }
    // more blocks than one step takes
    if (step.blocks.length > 0 && tipHeight(step.view.chain) < tip.height)
      return { view: step.view, next: 'more' }
    const whole =
      source.kind === 'node'
        ? await withMempool(source, step.view, { watched, unconfirmed, strangers, ...asked })
        : await withHistories(source, step.view, { contracts, unconfirmed, ...asked })
    // a mempool, or a history, is that of a tip
    const after = await source.tip({ ...asked })
    if (whole === undefined || after.hash !== tip.hash) return { view, next: 'again' }
    return { view: await withPrice(source, whole, { unconfirmed, ...asked }), next: tip }
  }
}

const withPrice = async (
  source: Source,
  view: View,
  { unconfirmed, signal }: { readonly unconfirmed: Unconfirmed } & Asked,
): Promise<View> => {
  const { waiting } = unconfirmed.in(view)
  if (waiting.length === 0) return view
  const feeRate = await source.feeRate({ blocks: BLOCKS_WANTED, ...(signal && { signal }) })
  return feeRate === undefined ? view : pricedAmong(waiting, { view, feeRate })
}
