import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Block } from 'bitcoinjs-lib'
import { type WatchIndex, watchIndex } from 'taproot-escrow'
import { floorScan } from './floor/scan.js'
import { type Entry, interleaved, median, type Samples } from './measure.js'
import { OUTPOINTS, SCRIPTS, type ScanWork, scanWork } from './scanWork.js'

/** Milliseconds of a scan, by who does it; bytes a script; microseconds of a stranger's transaction. */
export interface ScanTimings {
  readonly name: string
  readonly millis: Readonly<Record<'floor' | 'ours' | typeof PEER, number>>
  /** What the index takes: all of it, outpoints too, for each script; and without them. */
  readonly bytesPerScript: { readonly withOutpoints: number; readonly scriptsAlone: number }
  /** Given as bytes, and as hex. */
  readonly strangerMicros: { readonly bytes: number; readonly hex: number }
}

const PEER = 'bitcoinjs-lib and a Map'

/** A caller's own row: where its key stands among all of them. */
class Row {
  readonly #keys: Uint8Array
  readonly #at: number

  constructor(keys: Uint8Array, at: number) {
    this.#keys = keys
    this.#at = at
  }

  get outputScript(): Uint8Array {
    const script = new Uint8Array(34)
    script[0] = 0x51
    script[1] = 32
    script.set(this.#keys.subarray(this.#at, this.#at + 32), 2)
    return script
  }
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Positions of transactions that concern what is watched, as most programs find them. */
const peerScan = ({ keys, txids }: ScanWork) => {
  const scripts = new Map<string, number>()
  for (let at = 0; at < keys.length; at += 32) scripts.set(`5120${hexOf(keys.subarray(at, at + 32))}`, at)
  const outpoints = new Map<string, number>()
  for (let at = 0; at < txids.length; at += 32) outpoints.set(`${hexOf(txids.subarray(at, at + 32))}:0`, at)
  return (block: Uint8Array): readonly number[] =>
    (Block.fromBuffer(block).transactions ?? []).flatMap(({ ins, outs }, position) =>
      ins.some(({ hash, index }) => outpoints.has(`${hexOf(hash)}:${index}`)) ||
      outs.some(({ script }) => scripts.has(hexOf(script)))
        ? [position]
        : [],
    )
}

/** Bytes that are in use after the collector has run, which engines let nobody call unless they are told to. */
const inUse = (): number => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const microsOf = (index: WatchIndex<Row>, transaction: string | Uint8Array): number => {
  const rounds = 20_000
  const taken = Array.from({ length: 7 }, () => {
    const start = process.cpuUsage()
    for (let round = 0; round < rounds; round++)
      if (index.find(transaction) !== undefined) throw new Error('a stranger was taken for one of ours')
    const { user, system } = process.cpuUsage(start)
    return (user + system) / rounds
  })
  return median(taken)
}

const addOutpoints = (index: WatchIndex<Row>, rows: readonly Row[], txids: Uint8Array): void => {
  index.add([], {
    funded: rows.slice(0, OUTPOINTS).map((contract, at) => ({
      contract,
      outpoint: { txid: hexOf(txids.slice(32 * at, 32 * at + 32).reverse()), vout: 0 },
    })),
  })
}

/** Times the scan of a block beside its floor and a peer, in turns; whoever finds anything else ends the bench. */
export const scanTimings = async ({ rounds }: { readonly rounds: number }): Promise<ScanTimings> => {
  const work = scanWork()
  const { block, keys, txids, expected, stranger } = work
  const rows = Array.from({ length: SCRIPTS }, (_, at) => new Row(keys, 32 * at))
  const before = inUse()
  const index = watchIndex(rows)
  const scriptsAlone = (inUse() - before) / SCRIPTS
  addOutpoints(index, rows, txids)
  const withOutpoints = (inUse() - before) / SCRIPTS
  const [floor, peer] = [floorScan(work), peerScan(work)]
  const check = (found: readonly number[]): void => {
    if (found.join() !== expected.join()) throw new Error(`found ${found.join()}, not ${expected.join()}`)
  }
  const ready = (run: () => readonly number[]) => async () => run
  const entries: readonly Entry<readonly number[]>[] = [
    { name: 'floor', check, prepare: ready(() => floor(block)) },
    {
      name: 'ours',
      check,
      prepare: ready(() => index.scan(block).transactions.map(({ position }) => position)),
    },
    { name: PEER, check, prepare: ready(() => peer(block)) },
  ]
  const samples: Samples = new Map()
  await interleaved(entries, { rounds, seconds: 30 }, samples)
  const millisOf = (name: string): number => median(samples.get(name) ?? []) / 1000
  return {
    name: work.name,
    millis: { floor: millisOf('floor'), ours: millisOf('ours'), [PEER]: millisOf(PEER) },
    bytesPerScript: { withOutpoints, scriptsAlone },
    strangerMicros: { bytes: microsOf(index, stranger), hex: microsOf(index, hexOf(stranger)) },
  }
}
