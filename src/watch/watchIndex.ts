import { counted, EscrowError, shown } from '../errors.js'
import {
  aList,
  anObject,
  type Check,
  checkThat,
  hasMembers,
  having,
  listOf,
  type Members,
  membersOf,
  someBytes,
} from '../given/check.js'
import { parseTransaction, txidBytes } from '../psbt/transaction.js'
import { compactSizeLength, fromHex } from '../units/bytes.js'
import { anOutpoint, type Outpoint } from '../units/outpoint.js'
import { watchError } from './errors.js'
import { HEADER_BYTES, hash256, hashText } from './header.js'
import { PackedTable } from './packed.js'
import { sizeAt, type Walked, walkTransaction } from './walk.js'

/** What an index can watch: a contract, or anything small of a caller's own that stands for one. */
export interface Watchable {
  /** P2TR, 34 bytes. It is read when it is added, and not again. */
  readonly outputScript: Uint8Array
}

/** An output that pays what is watched: a `Funded`, or as much of it. */
export interface WatchedOutput<Watched extends Watchable> {
  readonly contract: Watched
  readonly outpoint: Outpoint
}

export interface WatchOptions<Watched extends Watchable> {
  /** Outputs that are known already: what spends them is found. */
  readonly funded?: readonly WatchedOutput<Watched>[]
}

/** A transaction that was parsed elsewhere, or as much of it as is looked at. */
export interface WatchedTransaction {
  readonly txid: string
  readonly inputs: readonly { readonly outpoint: Outpoint }[]
  readonly outputs: readonly { readonly script: Uint8Array }[]
}

/** What a transaction has to do with what is watched. */
export interface IndexHit<Watched extends Watchable> {
  readonly txid: string
  /** Outputs that pay something watched, by their positions. */
  readonly paid: readonly { readonly contract: Watched; readonly vout: number }[]
  /** Inputs that spend an output of something watched, by their positions. */
  readonly spent: readonly { readonly contract: Watched; readonly vin: number; readonly outpoint: Outpoint }[]
  /** All of these, each once. */
  readonly contracts: readonly Watched[]
}

/** The same with its place in a block. */
export interface BlockHit<Watched extends Watchable> extends IndexHit<Watched> {
  /** The network serialisation, copied out of the block. */
  readonly bytes: Uint8Array
  /** Counted from 0, the coinbase transaction. */
  readonly position: number
}

/** What a block has to do with what is watched. */
export interface ScannedBlock<Watched extends Watchable> {
  /** Hex, as nodes print it. */
  readonly blockHash: string
  /** In the order of the block; those of strangers are left out. */
  readonly transactions: readonly BlockHit<Watched>[]
}

/** Finds what pays and spends contracts, among any number of strangers. */
export interface WatchIndex<Watched extends Watchable> {
  /** How many scripts are watched. */
  readonly scripts: number
  /** How many outputs of theirs are known. */
  readonly outpoints: number
  /**
   * Watches more. A script that is watched already belongs to what was added last.
   *
   * @throws EscrowError `WATCH_SCRIPT`, `OUTPOINT_MALFORMED`, `ARGUMENT_TYPE`
   */
  add(contracts: readonly Watched[], options?: WatchOptions<Watched>): void
  /**
   * Watches these no longer, nor their outputs. It takes a pass over all outputs that are known: what is over at one
   * time is best removed at one time.
   *
   * @throws EscrowError `WATCH_SCRIPT`, `ARGUMENT_TYPE`
   */
  remove(contracts: readonly Watched[]): void
  /**
   * What a transaction pays and spends of what is watched; `undefined` for strangers' and for bytes that are no
   * transaction. Outputs that it pays are known from then on.
   *
   * @param transaction hex, bytes, or parsed
   * @throws EscrowError `ARGUMENT_TYPE` where it is none of these
   * @example
   * const hit = index.find(hex)
   * if (hit !== undefined) view = seen(view, { transaction: hex, where: 'mempool', contracts: hit.contracts })
   */
  find(transaction: string | Uint8Array | WatchedTransaction): IndexHit<Watched> | undefined
  /**
   * What a block pays and spends of what is watched, in one pass over its bytes: an output and what spends it are both
   * found, wherever in the block they stand. That its transactions are those of its header is not looked at.
   *
   * Where the bytes are no block the error comes, and nothing has been learned of them.
   *
   * @param block in its network serialisation, header included
   * @throws EscrowError `BLOCK_MALFORMED`, `ARGUMENT_TYPE`; of a transaction that concerns what is watched, and that no
   * valid block holds, what `parseTransaction` throws
   * @example
   * const { blockHash, transactions } = index.scan(block)
   * view = seen(view, transactions.map(({ bytes, position, contracts }) =>
   *   ({ transaction: bytes, where: { blockHash, height, position }, contracts })))
   */
  scan(block: Uint8Array): ScannedBlock<Watched>
}

/** Consensus: 4,000,000 weight units, and a byte is at least one of them. */
const MAX_BLOCK_BYTES = 4_000_000

const TAPROOT_BYTES = 34

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

const isTaproot = (script: unknown): script is Uint8Array =>
  script instanceof Uint8Array && script.length === TAPROOT_BYTES && script[0] === 0x51 && script[1] === 32

/** The script of one of a list; its place is put into words only where there is something to say. */
const scriptOf = (value: unknown, list: string, at: number, member = ''): Uint8Array => {
  const script = hasMembers(value) ? value['outputScript'] : undefined
  if (isTaproot(script)) return script
  throw watchError('WATCH_SCRIPT', {
    field: `${list}[${at}]${member}.outputScript`,
    expected: 'the 34 bytes of a P2TR output script: those of a contract, not of a copy of one',
    received:
      script instanceof Uint8Array ? `${counted(script.length, 'byte')} of another kind` : shown(script),
  })
}

const someWatchables: Check = (value, field) => {
  aList(value, field)
  // the line above makes it one
  for (const [at, one] of (value as readonly unknown[]).entries()) scriptOf(one, field, at)
}

const someWatchedOutputs: Check = (value, field) => {
  listOf(anObject)(value, field)
  // the line above makes it one
  for (const [at, { contract, outpoint }] of (value as readonly Members[]).entries()) {
    scriptOf(contract, field, at, '.contract')
    anOutpoint(outpoint, `${field}[${at}].outpoint`)
  }
}

const HASH = /^[0-9a-f]{64}$/

/** Judged when a transaction is given so. */
const aParsed: Check = (value, field) =>
  having({
    txid: checkThat('64 lower-case hex digits', (value) => typeof value === 'string' && HASH.test(value)),
    inputs: listOf(having({ outpoint: anOutpoint })),
    outputs: listOf(having({ script: someBytes })),
  })(value, field)

const malformed = (expected: string, received: string) =>
  watchError('BLOCK_MALFORMED', { field: 'block', expected, received })

class Index<Watched extends Watchable> implements WatchIndex<Watched> {
  readonly #scripts = new PackedTable({ numbers: 0, values: 0 })
  /** Each remembers the entry of its script. */
  readonly #outpoints = new PackedTable({ numbers: 1, values: 1 })
  /** By the entries of scripts. */
  readonly #contracts: (Watched | undefined)[] = []

  get scripts(): number {
    return this.#scripts.size
  }

  get outpoints(): number {
    return this.#outpoints.size
  }

  add(contracts: readonly Watched[], options: WatchOptions<Watched> = {}): void {
    someWatchables(contracts, 'contracts')
    membersOf<WatchOptions<Watched>>({ 'funded?': someWatchedOutputs })(options, '')
    const { funded = [] } = options
    this.#scripts.reserve(contracts.length)
    this.#outpoints.reserve(funded.length)
    for (const contract of contracts) this.#watch(contract)
    for (const { contract, outpoint } of funded) this.#learn(outpoint, this.#watch(contract))
  }

  #watch(contract: Watched): number {
    const entry = this.#scripts.put(viewOf(contract.outputScript), 2)
    this.#contracts[entry] = contract
    return entry
  }

  /** The entry of an output's place, new or known. */
  #learn({ txid, vout }: Outpoint, script: number): number {
    const entry = this.#outpoints.put(viewOf(txidBytes(txid, 'txid')), 0, vout | 0)
    this.#outpoints.remember(entry, script)
    return entry
  }

  remove(contracts: readonly Watched[]): void {
    someWatchables(contracts, 'contracts')
    const gone = new Set<number>()
    for (const { outputScript } of contracts) {
      const entry = this.#scripts.find(viewOf(outputScript), 2)
      if (entry < 0) continue
      this.#scripts.delete(entry)
      this.#contracts[entry] = undefined
      gone.add(entry)
    }
    if (gone.size > 0) this.#outpoints.deleteWhere((script) => gone.has(script))
  }

  find(transaction: string | Uint8Array | WatchedTransaction): IndexHit<Watched> | undefined {
    if (typeof transaction !== 'string' && !(transaction instanceof Uint8Array)) {
      aParsed(transaction, 'transaction')
      return this.#hit(transaction, [])
    }
    const bytes = typeof transaction === 'string' ? fromHex(transaction) : transaction
    const walked = { end: 0, hit: false }
    if (bytes === undefined || !this.#walk(viewOf(bytes), 0, walked)) return undefined
    if (!walked.hit || walked.end !== bytes.length) return undefined
    try {
      return this.#hit(parseTransaction(bytes), [])
    } catch (error) {
      if (error instanceof EscrowError) return undefined
      throw error
    }
  }

  #walk(view: DataView, at: number, walked: Walked): boolean {
    return walkTransaction(view, at, { scripts: this.#scripts, outpoints: this.#outpoints }, walked)
  }

  /** What a parsed transaction pays and spends; entries of outputs that were not known before go to `learned`. */
  #hit({ txid, inputs, outputs }: WatchedTransaction, learned: number[]): IndexHit<Watched> | undefined {
    const spent = inputs.flatMap(({ outpoint }, vin) => {
      const hash = viewOf(txidBytes(outpoint.txid, `transaction.inputs[${vin}].outpoint.txid`))
      const entry = this.#outpoints.find(hash, 0, outpoint.vout | 0)
      const contract = entry < 0 ? undefined : this.#contracts[this.#outpoints.valueOf(entry)]
      return contract === undefined ? [] : [{ contract, vin, outpoint }]
    })
    const paid = outputs.flatMap(({ script }, vout) => {
      const entry = isTaproot(script) ? this.#scripts.find(viewOf(script), 2) : -1
      const contract = this.#contracts[entry]
      if (contract === undefined) return []
      const known = this.#outpoints.size
      const place = this.#learn({ txid, vout }, entry)
      if (this.#outpoints.size > known) learned.push(place)
      return [{ contract, vout }]
    })
    if (paid.length + spent.length === 0) return undefined
    return { txid, paid, spent, contracts: [...new Set([...spent, ...paid].map(({ contract }) => contract))] }
  }

  scan(block: Uint8Array): ScannedBlock<Watched> {
    someBytes(block, 'block')
    const learned: number[] = []
    try {
      const transactions = this.#scanned(block, learned)
      return { blockHash: hashText(hash256(block.subarray(0, HEADER_BYTES))), transactions }
    } catch (error) {
      for (const entry of learned) this.#outpoints.delete(entry)
      throw error
    }
  }

  #scanned(block: Uint8Array, learned: number[]): readonly BlockHit<Watched>[] {
    const view = viewOf(block)
    const count = block.length > MAX_BLOCK_BYTES ? Number.POSITIVE_INFINITY : sizeAt(view, HEADER_BYTES)
    if (count > block.length)
      throw malformed(
        `a header and transactions, at most ${MAX_BLOCK_BYTES} bytes`,
        counted(block.length, 'byte'),
      )
    const hits: BlockHit<Watched>[] = []
    const walked = { end: HEADER_BYTES + compactSizeLength(count), hit: false }
    for (let position = 0; position < count; position++) {
      const start = walked.end
      if (!this.#walk(view, start, walked))
        throw malformed(
          `a transaction at byte ${start}, number ${position + 1} of ${count}`,
          'bytes that are none',
        )
      if (!walked.hit) continue
      const bytes = block.slice(start, walked.end)
      const hit = this.#hit(parseTransaction(bytes, `block.transactions[${position}]`), learned)
      if (hit !== undefined) hits.push({ ...hit, bytes, position })
    }
    if (walked.end !== block.length)
      throw malformed(
        `an end behind ${counted(count, 'transaction')}`,
        `${counted(block.length - walked.end, 'byte')} more`,
      )
    return hits
  }
}

/**
 * An index of contracts: finds what pays and spends them among strangers' transactions and in whole blocks, however
 * many are watched. Scripts and outputs lie packed in typed arrays, about 50 bytes each, the contracts beside them as
 * they were given; where a million are watched, give small objects of your own that stand for them.
 *
 * It is the one thing here that changes: what is found to pay a contract is known to the next call. It can be made again at
 * any time from contracts and their outputs.
 *
 * Scripts of strangers cost a look or two each, whichever they choose: the hash is keyed anew for every index. What
 * pays a watched script is always found, so whoever sends dust to one makes the index grow, for a fee.
 *
 * @throws EscrowError `WATCH_SCRIPT`, `OUTPOINT_MALFORMED`, `ARGUMENT_TYPE`, `RANDOMNESS_MISSING`
 * @example
 * const index = watchIndex(contracts, { funded })
 * index.find(hex)?.paid // [{ contract, vout: 1 }]
 */
export const watchIndex = <Watched extends Watchable>(
  contracts: readonly Watched[],
  options: WatchOptions<Watched> = {},
): WatchIndex<Watched> => {
  const index = new Index<Watched>()
  index.add(contracts, options)
  return index
}
