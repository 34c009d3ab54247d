import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Contract, emptyView } from 'taproot-escrow'
import { bitcoindSource, follow } from 'taproot-escrow/chain'
import { FOLLOWED } from './followedWork.js'
import { type FullBlocks, startFullBlocks } from './fullBlocks.js'
import { partiesOf } from './works.js'

/*
 * What it takes to follow many contracts through a day of full blocks, on a node: it makes a block and checks it as
 * anybody's whenever the follower waits for one.
 */

const BLOCKS = 144
export const THROUGH_NAME: string = `${FOLLOWED} contracts through ${BLOCKS} full blocks of a node`

/** After which blocks memory is looked at: all deposits stand in those before the first of them. */
const MARKS: readonly number[] = [16, 80, 144]
/** Contracts that are released in each block from the first mark on. */
const SPENDS = 20
/** Blocks below the first full one from which on the chain is kept, for its median times. */
const BEFORE = 20

export interface ThroughTimings {
  readonly name: string
  /** CPU milliseconds for a block, from the node's answer to events; the node's own are not among them. */
  readonly millisPerBlock: number
  /** Bytes in use after a collection, by the number of blocks followed. */
  readonly bytesAfter: Readonly<Record<number, number>>
  readonly leastWeight: number
  readonly bytesPerBlock: number
  readonly transactionsPerBlock: number
}

/** The collector, which Node keeps to itself unless asked. */
const collector = (): (() => void) => {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}

const bytesInUse = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

const cpuMillis = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Follows contracts through blocks, and looks at what is in use on the way. */
export const throughTimings = async (contracts: readonly Contract[]): Promise<ThroughTimings> => {
  const [first = 1] = MARKS
  const full = await startFullBlocks({ contracts, ...partiesOf(), paying: first - 1, spends: SPENDS })
  try {
    return await followedThrough(full, contracts)
  } finally {
    await full.node.stop()
  }
}

const followedThrough = async (
  { node, next, filled }: FullBlocks,
  contracts: readonly Contract[],
): Promise<ThroughTimings> => {
  const collect = collector()
  const source = bitcoindSource({ rpc: node.rpc, network: 'regtest' })
  const start = await node.height()
  const base = { height: start - BEFORE, hash: await node.rpc.getblockhash(start - BEFORE) }
  let apart = 0
  /** Does what no follower does, and leaves the time for it out. */
  const aside = async (work: () => unknown): Promise<void> => {
    const before = cpuMillis()
    await work()
    apart += cpuMillis() - before
  }
  const bytesAfter: Record<number, number> = {}
  const told = new Map<string, number>()
  const ended = new AbortController()
  const options = {
    contracts,
    view: emptyView({ network: 'regtest', checkpoint: base }),
    signal: ended.signal,
    // longer than a block takes to be made
    poll: 600_000,
  }
  const begun = cpuMillis()
  for await (const { view, changes } of follow({ ...source, changed: () => aside(next) }, options)) {
    for (const { kind } of changes) told.set(kind, (told.get(kind) ?? 0) + 1)
    const followed = view.chain.headers.length - BEFORE
    if (MARKS.includes(followed) && !(followed in bytesAfter))
      await aside(() => {
        collect()
        bytesAfter[followed] = bytesInUse()
      })
    if (followed === BLOCKS) ended.abort()
  }
  const millis = cpuMillis() - begun - apart
  const released = (BLOCKS - (MARKS[0] ?? 0) + 1) * SPENDS
  for (const [kind, count] of Object.entries({ confirmed: contracts.length, spendConfirmed: released }))
    if (told.get(kind) !== count) throw new Error(`${kind} was told ${told.get(kind)} times, not ${count}`)
  const { leastWeight, bytes, transactions } = filled()
  return {
    name: THROUGH_NAME,
    millisPerBlock: millis / BLOCKS,
    bytesAfter,
    leastWeight,
    bytesPerBlock: bytes / BLOCKS,
    transactionsPerBlock: transactions / BLOCKS,
  }
}
