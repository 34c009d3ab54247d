import { backend } from '#backend'
import type { Contract } from '../contract/contract.js'
import { aList, membersOf } from '../given/check.js'
import { toHex, utf8 } from '../units/bytes.js'
import { lockUnit } from '../units/lock.js'
import { depthAt, tipHeight } from './chain.js'
import { passesMark, type Ticked } from './deadlines.js'
import { checkWatched, NOTHING, outputsOf, someConfirmations } from './deposits.js'
import { wordOf } from './draft.js'
import { watchError } from './errors.js'
import type { ContractEvent } from './eventTypes.js'
import { happenedTo, type Past, pastOf } from './happened.js'
import { placeOf } from './standing.js'
import { inTable, isSameIn } from './table.js'
import type { BlockPlace, Fact, View } from './types.js'
import { aView, medianBefore } from './view.js'

export interface ChangesOptions {
  /** Whose events are wanted. */
  readonly contracts: readonly Contract[]
  /** How deep a transaction has to be before it counts as confirmed: always the same; 1 where not said. */
  readonly confirmations?: number
}

/** Two views, of which the second came from the first. */
export interface Step {
  readonly before: View
  readonly after: View
  readonly wanted: number
  /** Whether the chain left a branch between them. */
  readonly forked: boolean
  readonly clocks: Readonly<Record<'blocks' | 'seconds', Ticked>>
}

/**
 * What happened to contracts between two views of which the second came from the first, in the order of the contracts
 * and, for each, roughly in that of time.
 *
 * Everything that ever happened follows from a view alone: it keeps when transactions appeared and disappeared, and
 * the branches that its chain left. The events between two views are those that follow from the second and not from
 * the first. So none is told twice and none left out, however many steps lie between: the events of a hundred blocks
 * taken at once are those of each of them. What a view was never told cannot follow from it: a transaction that came
 * and went while nobody looked, a branch that was not shown. Tell it what a block holds before the block's header, or
 * with it, and what a transaction spends of contracts not after it.
 *
 * @throws EscrowError `VIEW_NETWORK`, `VIEW_ORDER`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const next = extended(seen(view, found), headers)
 * for (const event of changesBetween(view, next, { contracts, confirmations: 6 })) await tell(event)
 * view = next
 */
export const changesBetween = (
  before: View,
  after: View,
  options: ChangesOptions,
): readonly ContractEvent[] => {
  aView(before, 'before')
  membersOf<ChangesOptions>({ contracts: aList, 'confirmations?': someConfirmations })(options, '')
  const { contracts, confirmations: wanted = 1 } = options
  return eventsOf(stepBetween(before, after, wanted), contracts)
}

/** @throws EscrowError `VIEW_ORDER`, `ARGUMENT_TYPE` */
export const stepBetween = (before: View, after: View, wanted: number): Step => {
  aView(after, 'after')
  checkOrder(before, after)
  return {
    before,
    after,
    wanted,
    forked: before.chain.left.length !== after.chain.left.length,
    clocks: {
      blocks: { from: tipHeight(before.chain), to: tipHeight(after.chain) },
      seconds: { from: medianTimeOf(before) ?? 0, to: medianTimeOf(after) },
    },
  }
}

/** What happened to these contracts. */
export const eventsOf = (step: Step, contracts: readonly Contract[]): readonly ContractEvent[] => {
  const { before, after, wanted } = step
  // read when the first contract asks: mostly none does
  let pasts: { readonly before: Past; readonly after: Past } | undefined
  const events: ContractEvent[] = []
  let at = 0
  const fieldOf = () => `contracts[${at}]`
  // each is looked at once: of thousands, the next is not in any cache
  for (const contract of contracts) {
    checkWatched(contract, after, fieldOf)
    at++
    if (isQuiet(contract, step)) continue
    pasts ??= { before: pastOf(before, 0), after: pastOf(after, before.chain.left.length) }
    const known = happenedTo({ contract, past: pasts.before, wanted })
    // a union's member keeps its kind
    for (const [name, event] of happenedTo({ contract, past: pasts.after, wanted }))
      if (!known.has(name)) events.push({ id: idOf(event.contract, name), ...event } as ContractEvent)
  }
  return events
}

const idOf = ({ agreement, milestone }: ContractEvent['contract'], name: string): string =>
  toHex(backend.sha256(utf8(`taproot-escrow/event ${agreement} ${milestone} ${name}`)))

const checkOrder = (before: View, after: View): void => {
  const later =
    before.network === after.network &&
    before.clock <= after.clock &&
    before.chain.left.length <= after.chain.left.length
  if (!later)
    throw watchError('VIEW_ORDER', {
      field: 'after',
      expected: 'a view that came from the one before',
      received: 'one that is older, or another',
    })
}

/**
 * Whether nothing can have happened, as is seen at little cost: most contracts rest most of the time. Views share the
 * list of what pays a contract as long as none of it has changed.
 */
const isQuiet = (contract: Contract, step: Step): boolean => {
  const { before, after, forked } = step
  const outputs = outputsOf(contract, after)
  if (outputs.length === 0) return true
  if (forked) return false
  if (
    !isSameIn(before.paid, after.paid, wordOf(contract.outputKey)) &&
    outputs !== outputsOf(contract, before)
  )
    return false
  for (const { fact, spends } of outputs) {
    const place = restingPlace(fact, step)
    if (place === undefined ? !isWaiting(fact, step) : isMarked(contract, { place, spends }, step))
      return false
    for (const spend of spends)
      if (restingPlace(spend, step) === undefined && !isWaiting(spend, step)) return false
  }
  return true
}

/** Where a transaction is that was as deep as wanted in the first of two views. */
const restingPlace = (fact: Fact, { before: { chain }, wanted }: Step): BlockPlace | undefined => {
  const place = placeOf(chain, fact)
  return place !== undefined && depthAt(chain, place.height) >= wanted ? place : undefined
}

/** Whether a transaction that no block holds waits on, beside the same rivals, for what it waited for. */
const isWaiting = ({ blocks, spends }: Fact, { before, after }: Step): boolean =>
  blocks.length === 0 &&
  spends.every(
    (outpoint) =>
      isSameIn(before.facts, after.facts, outpoint.slice(0, 64)) &&
      isSameIn(before.spent, after.spent, outpoint) &&
      (inTable(after.spent, outpoint) ?? NOTHING).every((txid) => isSameIn(before.facts, after.facts, txid)),
  )

/** Whether one of the clocks of a deposit that no block spends reached a mark between two views. */
const isMarked = (
  { paths }: Contract,
  { place, spends }: { readonly place: BlockPlace; readonly spends: readonly Fact[] },
  { after, clocks }: Step,
): boolean => {
  if (spends.some(({ blocks }) => blocks.length > 0)) return false
  const moment = { confirmedAt: place.height, ...medianBefore(after.chain, place) }
  for (const { lock } of paths)
    if (lock !== undefined && passesMark(lock, moment, clocks[lockUnit(lock)])) return true
  return false
}

export const medianTimeOf = ({ chain }: View): number | undefined =>
  chain.headers[chain.headers.length - 1]?.medianTime
