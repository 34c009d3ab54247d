import type { HistoryEntry, IndexedSource } from '../../src/chain/source.js'
import { parseTransaction, serializeTransaction } from '../../src/psbt/transaction.js'
import { concat, equalBytes, fromHex, uint32 } from '../../src/units/bytes.js'
import { sats } from '../../src/units/sats.js'
import { hash256, hashText, hasItsWork, type ParsedHeader, parseHeader } from '../../src/watch/header.js'

/** A block that was found here, as on regtest. */
export interface MinedBlock {
  readonly header: Uint8Array
  readonly parsed: ParsedHeader
  /** The coinbase transaction first. */
  readonly transactions: readonly Uint8Array[]
}

const REGTEST_BITS = 0x207fffff
const GENESIS_HEADER = `01000000${'00'.repeat(32)}3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4adae5494dffff7f2002000000`
/** Time of the first block above the genesis. */
export const START = 1_800_000_000

const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

export const parsedHeader = (header: Uint8Array): ParsedHeader => {
  const parsed = parseHeader(header)
  if (parsed === undefined) throw new Error('a header has 80 bytes')
  return parsed
}

/** A transaction that spends an outpoint which no test looks at, and pays a script. */
export const payment = (seed: number, script: Uint8Array, amount = 50_000n): Uint8Array =>
  serializeTransaction({
    version: 2,
    lockTime: 0,
    inputs: [{ outpoint: { txid: seed.toString(16).padStart(64, 'a'), vout: 0 }, sequence: 0xfffffffd }],
    outputs: [{ script, amount: sats(amount) }],
  })

const coinbase = (height: number, branch: number): Uint8Array =>
  serializeTransaction({
    version: 2,
    lockTime: 0,
    inputs: [
      {
        outpoint: { txid: '00'.repeat(32), vout: 0xffffffff },
        sequence: 0xffffffff,
        scriptSig: concat(Uint8Array.of(4), uint32(height), Uint8Array.of(4), uint32(branch)),
      },
    ],
    outputs: [{ script: bytesOf(`5120${'11'.repeat(32)}`), amount: sats(5_000_000_000n) }],
  })

const levelsOf = (transactions: readonly Uint8Array[]): readonly (readonly Uint8Array[])[] => {
  const levels = [transactions.map((bytes) => bytesOf(parseTransaction(bytes).txid).reverse())]
  for (let level = levels[0] ?? []; level.length > 1; level = levels.at(-1) ?? []) {
    const next: Uint8Array[] = []
    for (let at = 0; at < level.length; at += 2)
      next.push(
        hash256(concat(level[at] ?? new Uint8Array(), level[at + 1] ?? level[at] ?? new Uint8Array())),
      )
    levels.push(next)
  }
  return levels
}

export const branchOf = (transactions: readonly Uint8Array[], position: number): readonly string[] => {
  const branch: string[] = []
  let at = position
  for (const level of levelsOf(transactions).slice(0, -1)) {
    branch.push(hashText(level[at ^ 1] ?? level[at] ?? new Uint8Array()))
    at = Math.floor(at / 2)
  }
  return branch
}

export interface Mining {
  readonly transactions?: readonly Uint8Array[]
  readonly time?: number
  readonly bits?: number
  /** A header whose hash is above its target. */
  readonly work?: 'none'
  /** Makes another block of the same content. */
  readonly branch?: number
}

/** A block on top of others. */
export const mined = (below: readonly MinedBlock[], mining: Mining = {}): MinedBlock => {
  const { time = START + 600 * below.length, bits = REGTEST_BITS, work, branch = 0 } = mining
  const transactions = [coinbase(below.length, branch), ...(mining.transactions ?? [])]
  const [root = new Uint8Array()] = levelsOf(transactions).at(-1) ?? []
  const previous = bytesOf(below.at(-1)?.parsed.hash ?? '').reverse()
  for (let nonce = 0; ; nonce++) {
    const header = concat(uint32(0x20000000), previous, root, uint32(time), uint32(bits), uint32(nonce))
    const parsed = parsedHeader(header)
    if (hasItsWork(parsed) !== (work === 'none')) return { header, parsed, transactions }
  }
}

/** The genesis of regtest, and as many blocks above it. */
export const minedChain = (minings: readonly Mining[]): readonly MinedBlock[] => {
  const header = bytesOf(GENESIS_HEADER)
  const blocks: MinedBlock[] = [{ header, parsed: parsedHeader(header), transactions: [] }]
  for (const mining of minings) blocks.push(mined(blocks, mining))
  return blocks
}

/** An honest server with these blocks, and transactions that wait. */
export const serverOf = (
  blocks: readonly MinedBlock[],
  {
    name = 'server',
    waiting = [],
  }: { readonly name?: string; readonly waiting?: readonly Uint8Array[] } = {},
): IndexedSource => {
  const placed = blocks.flatMap(({ parsed, transactions }, height) =>
    transactions.map((bytes, position) => ({
      txid: parseTransaction(bytes).txid,
      bytes,
      height,
      position,
      hash: parsed.hash,
    })),
  )
  const pays = (bytes: Uint8Array, script: Uint8Array): boolean =>
    parseTransaction(bytes).outputs.some((output) => equalBytes(output.script, script))
  const proofAt = (height: number, position: number) => {
    const block = blocks[height]
    if (block === undefined) throw new Error('a block at that height')
    return { blockHash: block.parsed.hash, height, position, branch: branchOf(block.transactions, position) }
  }
  return {
    kind: 'index',
    name,
    network: 'regtest',
    tip: async () => ({ hash: blocks.at(-1)?.parsed.hash ?? '', height: blocks.length - 1 }),
    headers: async ({ from, count }) => blocks.slice(from, from + count).map(({ header }) => header),
    transaction: async ({ txid }) => {
      const found = placed.find((one) => one.txid === txid)
      if (found !== undefined)
        return { bytes: found.bytes, block: { hash: found.hash, height: found.height } }
      const bytes = waiting.find((one) => parseTransaction(one).txid === txid)
      return bytes === undefined ? undefined : { bytes }
    },
    history: async ({ script }): Promise<readonly HistoryEntry[]> => [
      ...placed.filter(({ bytes }) => pays(bytes, script)).map(({ txid, height }) => ({ txid, height })),
      ...waiting
        .filter((bytes) => pays(bytes, script))
        .map((bytes) => ({ txid: parseTransaction(bytes).txid })),
    ],
    proof: async ({ txid, height }) => {
      const found = placed.find((one) => one.txid === txid && one.height === height)
      return found === undefined ? undefined : proofAt(height, found.position)
    },
    coinbase: async ({ height }) => {
      const bytes = blocks[height]?.transactions[0] ?? new Uint8Array()
      return { txid: parseTransaction(bytes).txid, bytes, proof: proofAt(height, 0) }
    },
    broadcast: async ({ transactions }) =>
      transactions.map((bytes) => ({ txid: parseTransaction(bytes).txid, verdict: 'accepted' })),
    feeRate: async () => undefined,
  }
}
