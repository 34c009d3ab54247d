import type { Contract } from '../contract/contract.js'
import { aList, membersOf } from '../given/check.js'
import { lockUnit } from '../units/lock.js'
import { tipHeight } from './chain.js'
import { type ChangesOptions, eventsOf, medianTimeOf, type Step, stepBetween } from './changes.js'
import { nextMark } from './deadlines.js'
import { checkWatched, outputsOf, someConfirmations } from './deposits.js'
import { paidKey, wordOf } from './draft.js'
import type { ContractEvent } from './eventTypes.js'
import { placeOf } from './standing.js'
import { statusOf, tipOf } from './status.js'
import type { DepositStatus, SpendStatus, Status, TransactionState } from './statusTypes.js'
import { inTable, valuesSince } from './table.js'
import type { View } from './types.js'
import { aView, medianBefore } from './view.js'

/** Contracts as they are in one view, and what happened to them since the one before. */
export interface Board {
  readonly view: View
  readonly contracts: readonly Contract[]
  /** What `statusOf` says of each contract, in their order: made as they are read, as none is like a block before. */
  readonly statuses: Iterable<Status>
  /** What `changesBetween` says of the view before and this one; nothing on a board that follows no other. */
  readonly changes: readonly ContractEvent[]
  /**
   * The same contracts in a view that came from this one's. A block costs what it touches: statuses of contracts that
   * rest follow from those that are here.
   *
   * @throws EscrowError `VIEW_NETWORK`, `VIEW_ORDER`, `ARGUMENT_TYPE`
   */
  readonly after: (view: View) => Board
}

/** When a contract is to be looked at again though nothing touches it: the tip's height, or its median time. */
interface Rest {
  readonly height: number
  readonly medianTime: number
}

const ALWAYS: Rest = { height: 0, medianTime: 0 }

const isDeep = ({ state }: DepositStatus | SpendStatus, wanted: number): boolean =>
  state.kind === 'confirmed' && state.confirmations >= wanted

/** Until when a contract is what it is, but for its confirmations, and nothing happens to it by itself. */
const restOf = (status: Status, { view, wanted }: { readonly view: View; readonly wanted: number }): Rest => {
  const { contract, deposits, gone, spends } = status
  if (gone.length > 0 || ![...deposits, ...spends].every((one) => isDeep(one, wanted))) return ALWAYS
  const until = { height: Number.POSITIVE_INFINITY, medianTime: Number.POSITIVE_INFINITY }
  const { chain } = view
  for (const { fact, spends: by } of outputsOf(contract, view)) {
    const place = by.length > 0 ? undefined : placeOf(chain, fact)
    if (place === undefined) continue
    const moment = { confirmedAt: place.height, ...medianBefore(chain, place) }
    for (const { lock } of contract.paths) {
      if (lock === undefined) continue
      const isOfBlocks = lockUnit(lock) === 'blocks'
      const name = isOfBlocks ? 'height' : 'medianTime'
      const now = isOfBlocks ? tipHeight(chain) : (medianTimeOf(view) ?? 0)
      until[name] = Math.min(until[name], nextMark(lock, { moment, now }))
    }
  }
  return until
}

const deeper = <Thing extends DepositStatus | SpendStatus>(thing: Thing, blocks: number): Thing => {
  const { state } = thing
  if (state.kind !== 'confirmed') return thing
  const { kind, blockHash, height, confirmations } = state
  const now: TransactionState = { kind, blockHash, height, confirmations: confirmations + blocks }
  return { ...thing, state: now }
}

/** A status as so many blocks later, of a contract at rest. */
const later = (
  { contract, word, deposits, spendable, gone, spends, conflicts, undone }: Status,
  { at, blocks }: { readonly at: Status['at']; readonly blocks: number },
): Status => ({
  contract,
  word,
  at,
  deposits: deposits.length === 0 ? deposits : deposits.map((one) => deeper(one, blocks)),
  spendable,
  gone,
  spends: spends.length === 0 ? spends : spends.map((one) => deeper(one, blocks)),
  conflicts,
  undone,
})

/** Where contracts stand in their list, by the first word of their output keys. */
const rowsOf = (contracts: readonly Contract[]): ReadonlyMap<number, readonly number[]> => {
  const rows = new Map<number, number[]>()
  for (const [row, { outputKey }] of contracts.entries()) {
    const word = wordOf(outputKey)
    const here = rows.get(word)
    if (here === undefined) rows.set(word, [row])
    else here.push(row)
  }
  return rows
}

/** What a board keeps of its rows, beside what it shows. */
interface Rows {
  readonly byWord: ReadonlyMap<number, readonly number[]>
  /** The {@link Rest} of each: read at every block, so that each moment of all stands in one piece. */
  readonly heights: Float64Array
  readonly medianTimes: Float64Array
}

/** The rows that a step may have moved, upwards; `undefined` where it may be all. */
const movedBy = (
  { before, after, forked, clocks: { blocks, seconds } }: Step,
  { byWord, heights, medianTimes }: Rows,
): readonly number[] | undefined => {
  const [height, medianTime] = [blocks.to ?? 0, seconds.to ?? 0]
  if (forked || medianTime < seconds.from) return undefined
  const moved = new Set<number>()
  const touch = (script: Uint8Array | undefined): void => {
    const key = script && paidKey(script)
    for (const row of (key && byWord.get(wordOf(key))) ?? []) moved.add(row)
  }
  for (const { outputs, spends } of [
    ...valuesSince(after.facts, before.facts),
    ...valuesSince(before.facts, after.facts),
  ]) {
    for (const { script } of outputs) touch(script)
    for (const outpoint of spends)
      touch(inTable(after.facts, outpoint.slice(0, 64))?.outputs[Number(outpoint.slice(65))]?.script)
  }
  for (const [row, at] of heights.entries()) if (at <= height) moved.add(row)
  for (const [row, at] of medianTimes.entries()) if (at <= medianTime) moved.add(row)
  return [...moved].sort((one, other) => one - other)
}

/** A board before its rows were looked at. */
interface Blank {
  readonly view: View
  readonly contracts: readonly Contract[]
  readonly wanted: number
  readonly rows: Rows
}

/** Puts the status of a row, and for how long it rests. */
const look = ({ view, contracts, wanted, rows }: Blank, statuses: Status[], row: number): void => {
  const contract = contracts[row]
  if (contract === undefined) return
  const status = statusOf(contract, view, { confirmations: wanted })
  const { height, medianTime } = restOf(status, { view, wanted })
  rows.heights[row] = height
  rows.medianTimes[row] = medianTime
  statuses[row] = status
}

const looked = (blank: Blank): Status[] => {
  const statuses: Status[] = []
  for (const row of blank.contracts.keys()) look(blank, statuses, row)
  return statuses
}

/** Statuses as of a view, from those of whenever their contracts were looked at last. */
function* asOf(view: View, statuses: readonly Status[]): Generator<Status, void, undefined> {
  const at = tipOf(view)
  for (const status of statuses)
    yield status.at.hash === at.hash ? status : later(status, { at, blocks: at.height - status.at.height })
}

const boardWith = (blank: Blank, statuses: readonly Status[], changes: readonly ContractEvent[]): Board => {
  const { view, contracts } = blank
  return {
    view,
    contracts,
    statuses: { [Symbol.iterator]: () => asOf(view, statuses) },
    changes,
    after: (next) => followed(blank, statuses, next),
  }
}

const followed = (before: Blank, known: readonly Status[], view: View): Board => {
  const { contracts, wanted, rows } = before
  const step = stepBetween(before.view, view, wanted)
  const moved = movedBy(step, rows)
  const { byWord, heights, medianTimes } = rows
  const blank = {
    ...before,
    view,
    rows: { byWord, heights: Float64Array.from(heights), medianTimes: Float64Array.from(medianTimes) },
  }
  if (moved === undefined) return boardWith(blank, looked(blank), eventsOf(step, contracts))
  const statuses = [...known]
  for (const row of moved) look(blank, statuses, row)
  const asked = moved.flatMap((row) => contracts[row] ?? [])
  return boardWith(blank, statuses, eventsOf(step, asked))
}

/**
 * The statuses of many contracts, kept from block to block: what `statusOf` and `changesBetween` say of them, for
 * whoever asks at every block and has thousands, of which most rest most of the time. It is derived from a view like
 * they are, and derived again after a restart. Where a relock went is told of transactions that were seen with their
 * contracts, as an index finds them.
 *
 * @throws EscrowError `VIEW_NETWORK`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * let board = boardOf(view, { contracts, confirmations: 6 })
 * board = board.after(seen(extended(view, headers), found))
 * for (const event of board.changes) await tell(event)
 * for (const { contract, word } of board.statuses) await show(contract, word)
 */
export const boardOf = (view: View, options: ChangesOptions): Board => {
  aView(view, 'view')
  membersOf<ChangesOptions>({ contracts: aList, 'confirmations?': someConfirmations })(options, '')
  const { contracts, confirmations: wanted = 1 } = options
  for (const [at, contract] of contracts.entries()) checkWatched(contract, view, () => `contracts[${at}]`)
  const rows = {
    byWord: rowsOf(contracts),
    heights: new Float64Array(contracts.length),
    medianTimes: new Float64Array(contracts.length),
  }
  const blank = { view, contracts: [...contracts], wanted, rows }
  return boardWith(blank, looked(blank), [])
}
