import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { type Contract, emptyView } from 'taproot-escrow'
import { follow, type NodeSource } from 'taproot-escrow/chain'
import { serializeTransaction, transactionId } from '../../src/psbt/transaction.js'
import { compactSize } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { fakeBlocks } from '../../test/support/fakeChain.js'
import { FOLLOWED } from './followedWork.js'

/*
 * What it takes to follow many contracts through a day of full blocks. No node stands behind it: a block of four
 * million bytes is made when it is asked for, strangers' transactions with some that pay and spend the contracts.
 */

const BLOCKS = 144
export const THROUGH_NAME: string = `${FOLLOWED} contracts through ${BLOCKS} full blocks, made without a node`

/** After which blocks memory is looked at: all deposits stand in those before the first of them. */
const MARKS: readonly number[] = [16, 80, 144]
const BLOCK_BYTES = 4_000_000
/** Contracts whose deposits are spent in each block after the first mark. */
const SPENDS = 20

export interface ThroughTimings {
  readonly name: string
  /** CPU milliseconds for a block, from its bytes to events. */
  readonly millisPerBlock: number
  /** Bytes in use after a collection, by the number of blocks followed. */
  readonly bytesAfter: Readonly<Record<number, number>>
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

const transaction = (from: string, script: Uint8Array, amount: bigint) => {
  const parts = {
    version: 2,
    lockTime: 0,
    inputs: [
      { outpoint: { txid: from, vout: 0 }, sequence: 0xfffffffd, witness: [new Uint8Array(64).fill(1)] },
    ],
    outputs: [{ script, amount: sats(amount) }],
  }
  return { bytes: serializeTransaction(parts), txid: transactionId(parts) }
}

const nowhere = (at: number): string => at.toString(16).padStart(64, 'c')
const elsewhere = new Uint8Array(22).fill(7)

interface Block {
  readonly header: Uint8Array
  readonly hash: string
}

/** Makes a block, the same each time. */
const blockMaker = (contracts: readonly Contract[]) => {
  const stranger = transaction(nowhere(0), elsewhere, 5000n).bytes
  const [first = 1] = MARKS
  const deposits = Math.ceil(contracts.length / (first - 1))
  const depositOf = ({ outputScript, amount }: Contract, at: number) =>
    transaction(nowhere(1 + at), outputScript, amount)
  return ({ header }: Block, position: number): Uint8Array => {
    const ours =
      position < first
        ? contracts
            .slice(position * deposits, (position + 1) * deposits)
            .map((contract, at) => depositOf(contract, position * deposits + at).bytes)
        : contracts
            .slice((position - first) * SPENDS, (position - first + 1) * SPENDS)
            .map((contract, at) =>
              transaction(
                depositOf(contract, (position - first) * SPENDS + at).txid,
                elsewhere,
                contract.amount - 500n,
              ),
            )
            .map(({ bytes }) => bytes)
    const room = BLOCK_BYTES - ours.reduce((sum, { length }) => sum + length, header.length + 9)
    const strangers = Math.floor(room / stranger.length)
    const block = new Uint8Array(BLOCK_BYTES)
    let end = 0
    const put = (part: Uint8Array): void => {
      block.set(part, end)
      end += part.length
    }
    put(header)
    put(compactSize(strangers + ours.length))
    for (let at = 0; at < strangers; at++) put(stranger)
    for (const bytes of ours) put(bytes)
    return block.subarray(0, end)
  }
}

/** Follows contracts through blocks, and looks at what is in use on the way. */
export const throughTimings = async (contracts: readonly Contract[]): Promise<ThroughTimings> => {
  const collect = collector()
  const base = { height: 800_000, hash: '0'.repeat(64) }
  const blocks = fakeBlocks(BLOCKS, { previous: base.hash })
  const made = blockMaker(contracts)
  let top = 0
  let making = 0
  const source: NodeSource = {
    kind: 'node',
    name: 'blocks made here',
    network: 'regtest',
    tip: async () => ({ height: base.height + top, hash: blocks[top - 1]?.hash ?? base.hash }),
    changed: async () => {
      if (top < BLOCKS) top++
    },
    headers: async ({ from, count }) =>
      blocks
        .slice(from - base.height - 1, Math.min(top, from - base.height - 1 + count))
        .map(({ header }) => header),
    block: async ({ hash }) => {
      const start = cpuMillis()
      const position = blocks.findIndex((block) => block.hash === hash)
      const [block] = blocks.slice(position)
      if (block === undefined) throw new Error('a block that nobody made')
      const bytes = made(block, position)
      making += cpuMillis() - start
      return bytes
    },
    mempool: async () => [],
    waiting: async () => undefined,
    transaction: async () => undefined,
    broadcast: async () => [],
    feeRate: async () => undefined,
    relayPolicy: async () => {
      throw new Error('nothing is sent')
    },
  }
  const bytesAfter: Record<number, number> = {}
  const ended = new AbortController()
  const start = cpuMillis()
  let looking = 0
  let told = 0
  const view = emptyView({ network: 'regtest', checkpoint: base })
  for await (const { view: next, changes } of follow(source, { contracts, view, signal: ended.signal })) {
    told += changes.length
    const height = next.chain.headers.length
    if (!MARKS.includes(height) || height in bytesAfter) continue
    const before = cpuMillis()
    collect()
    bytesAfter[height] = bytesInUse()
    looking += cpuMillis() - before
    if (height === BLOCKS) ended.abort()
  }
  if (told < contracts.length) throw new Error('deposits that nobody was told of')
  return {
    name: THROUGH_NAME,
    millisPerBlock: (cpuMillis() - start - making - looking) / BLOCKS,
    bytesAfter,
  }
}
