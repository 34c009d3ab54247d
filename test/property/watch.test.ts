import fc from 'fast-check'
import {
  boardOf,
  type ContractEvent,
  changesBetween,
  EscrowError,
  emptyView,
  eventFromJson,
  eventToJson,
  extended,
  forgotten,
  priced,
  type Sighting,
  sats,
  seen,
  statusOf,
  type View,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { serializeTransaction, transactionId } from '../../src/psbt/transaction.js'
import { happenedTo, pastOf } from '../../src/watch/happened.js'
import { inTable } from '../../src/watch/table.js'
import { everyPathDocument, made } from '../support/contracts.js'
import { type FakeBlock, fakeBlocks } from '../support/fakeChain.js'
import { runs } from '../support/runs.js'

const BASE = { height: 1000, hash: '0'.repeat(63).concat('1') }
const { contracts } = made(
  everyPathDocument('blocks', { from: 2, decision: 3, silence: 8, rescue: 20 }, { count: 2 }),
)
const [one, two] = contracts
const start = emptyView({ network: 'regtest', checkpoint: BASE })
const options = { contracts, confirmations: 2 }

interface Spent {
  readonly txid: string
  readonly vout: number
}

const transaction = (from: Spent, pays: readonly { script: Uint8Array; amount: bigint }[]) => {
  const made = {
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: from, sequence: 0xfffffffd, witness: [new Uint8Array(64)] }],
    outputs: pays.map(({ script, amount }) => ({ script, amount: sats(amount) })),
  }
  return { bytes: serializeTransaction(made), txid: transactionId(made) }
}

const coin = (number: number): Spent => ({ txid: String(number).padStart(64, '0'), vout: 0 })
const somewhere = new Uint8Array(22).fill(1)
const first = transaction(coin(1), [{ script: one!.outputScript, amount: 1_000_000n }])
const depositOf = (txid: string): Spent => ({ txid, vout: 0 })

/** Deposits of which two spend one coin, a spend and its rival, a freeze and what takes it, a relock. */
const frozen = transaction(depositOf(first.txid), [{ script: one!.outputScript, amount: 999_000n }])
const TRANSACTIONS = [
  first,
  transaction(coin(1), [{ script: one!.outputScript, amount: 900_000n }]),
  transaction(coin(2), [{ script: one!.outputScript, amount: 1_000_000n }]),
  transaction(depositOf(first.txid), [{ script: somewhere, amount: 990_000n }]),
  frozen,
  transaction(depositOf(frozen.txid), [{ script: two!.outputScript, amount: 998_000n }]),
]

const main = fakeBlocks(34, { previous: BASE.hash })
const fork = (blocks: readonly FakeBlock[], at: number, salt: number): readonly FakeBlock[] => {
  const last = blocks[at - 1]!
  return [
    ...blocks.slice(0, at),
    ...fakeBlocks(34 - at, { previous: last.hash, time: last.time + 600, salt }),
  ]
}
const left = fork(main, 12, 1)
const CHAINS = [main, left, fork(left, 20, 2)]

/** Each chain has each transaction in one block, the same where it is the same chain. */
const placeIn = (chain: number, number: number): Exclude<Sighting['where'], 'mempool'> => {
  const at = 13 + 2 * number + (chain === 0 ? 0 : 1)
  return { blockHash: CHAINS[chain]![at]!.hash, height: 1001 + at, position: number + 1 }
}

type Step =
  | { readonly kind: 'mempool' | 'forget'; readonly number: number }
  | { readonly kind: 'headers'; readonly chain: number; readonly count: number }
  | { readonly kind: 'price'; readonly rate: number }

const number = fc.nat(TRANSACTIONS.length - 1)
const chain = fc.nat(CHAINS.length - 1)
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('mempool' as const), number }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('forget' as const), number }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('headers' as const),
        chain,
        count: fc.integer({ min: 1, max: 34 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('price' as const), rate: fc.integer({ min: 1, max: 40 }) }),
    },
  ),
  { minLength: 1, maxLength: 14 },
)

const minedIn = (on: number, which: number): Sighting => ({
  transaction: TRANSACTIONS[which]!.bytes,
  where: placeIn(on, which),
  fee: 500n,
})

/** Which transactions each chain has: no two that spend the same, none without what it spends. */
const mined: fc.Arbitrary<readonly (readonly number[])[]> = fc
  .tuple(...CHAINS.map(() => fc.array(number)))
  .map((wanted) => {
    const valid = wanted.map((some, on) => {
      const kept: number[] = []
      for (const which of TRANSACTIONS.keys()) {
        // what the last chain shares with the one before it
        const isIn = on === 2 && 14 + 2 * which < 20 ? wanted[1]!.includes(which) : some.includes(which)
        const parent = PARENTS[which]
        const rivals = CONFLICTS.filter((pair) => pair.includes(which)).flat()
        if (
          isIn &&
          !kept.some((other) => rivals.includes(other)) &&
          (parent === undefined || kept.includes(parent))
        )
          kept.push(which)
      }
      return kept
    })
    return valid
  })

const PARENTS: Readonly<Record<number, number>> = { 3: 0, 4: 0, 5: 4 }
const CONFLICTS: readonly (readonly number[])[] = [
  [0, 1],
  [3, 4],
]

const headersOf = (which: number, count: number): Uint8Array[] =>
  CHAINS[which]!.slice(0, count).map(({ header }) => header)

/** What has to be known with a transaction, itself the last. */
const withParents = (view: View, which: number): readonly number[] => {
  const parent = PARENTS[which]
  if (parent === undefined || inTable(view.facts, TRANSACTIONS[parent]!.txid) !== undefined) return [which]
  return [...withParents(view, parent), which]
}

/** A source leaves nothing out: what blocks hold comes with their headers, what is spent in a mempool with its spend. */
const stepped = (view: View, step: Step, all: readonly (readonly number[])[]): View => {
  switch (step.kind) {
    case 'mempool':
      return seen(
        view,
        withParents(view, step.number).map((which) => ({
          transaction: TRANSACTIONS[which]!.bytes,
          where: 'mempool' as const,
          fee: 500n,
        })),
      )
    case 'forget':
      return forgotten(view, { txid: TRANSACTIONS[step.number]!.txid })
    case 'headers': {
      const found = all[step.chain]!.map((which) => minedIn(step.chain, which)).filter(
        ({ where }) => where !== 'mempool' && where.height <= BASE.height + step.count,
      )
      return extended(seen(view, found), headersOf(step.chain, step.count))
    }
    case 'price':
      return priced(view, { feeRate: String(step.rate) })
  }
}

const stored = (view: View): View => viewFromJson(JSON.parse(JSON.stringify(viewToJson(view))))

/** The long way: whatever happened to every contract in either view, whether it rests or not. */
const changesTheLongWay = (before: View, after: View): readonly unknown[] =>
  contracts.flatMap((contract) => {
    const all = (view: View, from: number) =>
      happenedTo({ contract, past: pastOf(view, from), wanted: options.confirmations })
    const known = all(before, 0)
    return [...all(after, before.chain.left.length)].flatMap(([name, event]) =>
      known.has(name) ? [] : [event],
    )
  })

describe('a view', () => {
  it('gives the events of all steps at once as of each by itself, each once, through JSON too', () => {
    fc.assert(
      fc.property(steps, mined, (all, held) => {
        let view = start
        let json = start
        let board = boardOf(start, options)
        const told = new Map<string, ContractEvent>()
        for (const step of all) {
          const next = stepped(view, step, held)
          const events = changesBetween(view, next, options)
          expect(events.map(({ id, ...event }) => event)).toEqual(changesTheLongWay(view, next))
          board = board.after(next)
          expect(board.changes).toEqual(events)
          const { confirmations } = options
          expect([...board.statuses]).toEqual(contracts.map((one) => statusOf(one, next, { confirmations })))
          const nextJson = stored(stepped(json, step, held))
          expect(changesBetween(json, nextJson, options)).toEqual(events)
          for (const event of events) {
            expect(eventFromJson(JSON.parse(JSON.stringify(eventToJson(event))))).toEqual(event)
            expect(told.has(event.id), event.kind).toBe(false)
            told.set(event.id, event)
          }
          view = next
          json = nextJson
        }
        const atOnce = changesBetween(start, view, options).map(({ id }) => id)
        expect(atOnce.sort()).toEqual([...told.keys()].sort())
        for (const contract of contracts)
          expect(statusOf(contract, json, options)).toEqual(statusOf(contract, view, options))
      }),
      { numRuns: runs(100) },
    )
  })

  it('gives the same status in whichever order facts and headers came', () => {
    const dice = fc.array(fc.nat(), { minLength: 20, maxLength: 20 })
    const counts = fc.integer({ min: 26, max: 34 })
    fc.assert(
      fc.property(mined, chain, counts, dice, (held, on, count, order) => {
        const adds: ((view: View) => View)[] = held[on]!.map(
          (which) => (view: View) => seen(view, minedIn(on, which)),
        )
        adds.push((view) => extended(view, headersOf(on, count)))
        // what another chain has, too, without rivals
        for (const which of [2])
          for (const other of [0, 1, 2]) adds.push((view) => seen(view, minedIn(other, which)))
        const shuffled = adds
          .map((add, at) => ({ add, at: order[at]! }))
          .sort((before, after) => before.at - after.at)
          .map(({ add }) => add)
        const [view, again] = [adds, shuffled].map((list) => list.reduce((one, add) => add(one), start))
        for (const contract of contracts)
          expect(statusOf(contract, again!, options)).toEqual(statusOf(contract, view!, options))
      }),
      { numRuns: runs(150) },
    )
  })

  it('answers junk in its JSON form with an error of ours that says where, or reads what is there', () => {
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
    const byArrival = (one: { arrived: number[] }, other: { arrived: number[] }) =>
      one.arrived[0]! - other.arrived[0]!
    const steps: readonly Step[] = [
      { kind: 'mempool', number: 0 },
      { kind: 'headers', chain: 1, count: 20 },
      { kind: 'headers', chain: 0, count: 30 },
    ]
    const view = steps.reduce((one, step) => stepped(one, step, [[0, 3], [0], []]), start)
    const json = JSON.parse(JSON.stringify(viewToJson(view)))
    const places: (readonly (string | number)[])[] = []
    const walk = (value: unknown, at: readonly (string | number)[]): void => {
      places.push(at)
      if (typeof value === 'object' && value !== null)
        for (const [name, member] of Object.entries(value)) walk(member, [...at, name])
    }
    walk(json, [])
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.jsonValue(), (place, junk) => {
        const copy = structuredClone({ root: json })
        let parent: Record<string, unknown> = copy
        for (const name of ['root', ...place].slice(0, -1)) parent = parent[name] as Record<string, unknown>
        parent[String(['root', ...place].at(-1))] = junk
        const where = ['root', ...place].join('.')
        try {
          const read = viewFromJson(copy.root, 'root')
          for (const contract of contracts) statusOf(contract, read, options)
          changesBetween(read, read, options)
          // what is read is what is there, nothing mended and nothing left out
          const { facts, ...rest } = plain(copy.root)
          expect(plain(viewToJson(read))).toEqual({ ...rest, facts: facts.toSorted(byArrival) })
        } catch (error) {
          if (!(error instanceof EscrowError)) throw error
          const field = String(error.data['field']).replaceAll(/\[(\d+)\]/g, '.$1')
          // parts that contradict each other: either may be the damaged one
          if (error.code === 'VIEW_JSON') expect(field).toMatch(/^root\.(?:headers|left|facts)\.\d+/)
          else expect(`${field}.`.startsWith(`${where}.`) || `${where}.`.startsWith(`${field}.`)).toBe(true)
        }
      }),
      { numRuns: runs(500) },
    )
  })
})
