import { backend } from '#backend'
import { aFunction, aText, aWhole, membersOf } from '../../given/check.js'
import { toHex } from '../../units/bytes.js'
import type { FeeRate } from '../../units/feeRate.js'
import { aNetwork, type NetworkName } from '../../units/network.js'
import { readAddress } from '../address.js'
import { sourceError } from '../errors.js'
import { checkGenesis } from '../genesis.js'
import type { Fetch, Signal } from '../signal.js'
import type { IndexedSource } from '../source.js'
import { broadcastOver } from './broadcast.js'
import { headersOver } from './headers.js'
import { historyOver } from './history.js'
import { type Http, httpOf } from './http.js'
import * as shapes from './shapes.js'
import { transactionOver } from './transaction.js'

export interface EsploraSourceOptions {
  /** Where its paths begin, such as `https://mempool.space/api` or `https://blockstream.info/testnet/api`. */
  readonly url: string
  /** The chain that the server is to be on; with `testnet` either testnet3 or testnet4. */
  readonly network: NetworkName
  /** What sends requests; the runtime's own where absent. */
  readonly fetch?: Fetch
  /** How errors name it; `esplora at` its host where absent. */
  readonly name?: string
  /** Milliseconds until a request is given up; 30 seconds where absent. A question may take several. */
  readonly timeout?: number
  /** How often a request is sent again where the server is busy or away; 4 where absent. */
  readonly retries?: number
  /** Milliseconds before the first time, twice as many before each further one; 500 where absent. */
  readonly retryDelay?: number
}

const HASH = /^[0-9a-f]{64}$/
/** Whatever is read as text is shorter. */
const SHORT = 1000

/**
 * A server of Blockstream's Esplora, of mempool.space, or one's own, as a source; for browsers too. It has to be
 * believed: what it says of proofs can be verified, what it leaves out cannot. Nothing is asked before the first
 * question, which checks the server's chain by its first block.
 *
 * Source: Esplora's HTTP API, as `API.md` of its repository describes it.
 *
 * @throws EscrowError `SOURCE_OPTIONS`, `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `NETWORK_UNKNOWN` here; the questions
 * throw `SOURCE_…`
 * @example
 * const source = esploraSource({ url: 'https://mempool.space/api', network: 'mainnet' })
 * const history = await source.history({ script: contract.script, signal })
 */
export const esploraSource = (options: EsploraSourceOptions): IndexedSource => {
  membersOf<EsploraSourceOptions>({
    url: aText,
    network: aNetwork,
    'fetch?': aFunction,
    'name?': aText,
    'timeout?': aWhole,
    'retries?': aWhole,
    'retryDelay?': aWhole,
  })(options, '')
  const { network, timeout = 30_000, retries = 4, retryDelay = 500 } = options
  const address = readAddress(options.url)
  if ('received' in address)
    throw sourceError('SOURCE_OPTIONS', { field: 'url', ...address, source: options.name ?? 'esplora' })
  const { name = `esplora at ${address.host}` } = options
  // a browser's fetch is to be called as the window's own
  const fetch: Fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
  const settings = { base: address.base, fetch, name, timeout, retries, retryDelay }
  let checked = false

  const asking = async <T>(signal: Signal | undefined, question: (http: Http) => Promise<T>) => {
    const http = httpOf(settings, signal)
    if (!checked) checkGenesis(await hashAt(http, 0), { name, network })
    checked = true
    return question(http)
  }

  return {
    kind: 'index',
    name,
    network,
    tip: ({ signal } = {}) => asking(signal, tipOver),
    headers: ({ from, count, signal }) => asking(signal, (http) => headersOver(http, { from, count, name })),
    transaction: ({ txid, signal }) => asking(signal, (http) => transactionOver(http, txid)),
    history: ({ script, signal }) =>
      asking(signal, (http) => historyOver(http, { scriptHash: toHex(backend.sha256(script)), name })),
    proof: ({ txid, height, signal }) => asking(signal, (http) => proofOver(http, { txid, height })),
    coinbase: ({ height, signal }) => asking(signal, (http) => coinbaseOver(http, { height, name })),
    feeRate: ({ blocks, signal }) => asking(signal, (http) => feeRateOver(http, blocks)),
    broadcast: ({ transactions, signal }) => asking(signal, (http) => broadcastOver(http, transactions)),
  }
}

/** The hash that a path answers as text. */
const hashOver = async (http: Http, path: string): Promise<string | undefined> => {
  const text = (await http.text(path, { most: SHORT }))?.trim()
  if (text !== undefined && !HASH.test(text)) throw http.malformed(path, `${text.length} characters`)
  return text
}

const hashAt = async (http: Http, height: number): Promise<string> => {
  const path = `/block-height/${height}`
  const hash = await hashOver(http, path)
  if (hash === undefined) throw http.malformed(path, 'status 404')
  return hash
}

/** Its height is that of the block, as two questions for the tip may be about two tips. */
const tipOver = async (http: Http) => {
  const path = '/blocks/tip/hash'
  const hash = await hashOver(http, path)
  const found = hash === undefined ? undefined : await http.json(`/block/${hash}`, shapes.block)
  if (found === undefined || found.id !== hash) throw http.malformed(path, 'no block of the server')
  return { hash, height: found.height }
}

/** At this height, and only there: a transaction may have moved. */
const proofOver = async (http: Http, { txid, height }: { txid: string; height: number }) => {
  const status = await http.json(`/tx/${txid}/status`, shapes.status)
  if (status?.confirmed !== true || status.block_height !== height) return undefined
  const proof = await http.json(`/tx/${txid}/merkle-proof`, shapes.proof)
  if (proof === undefined || proof.block_height !== height) return undefined
  return { blockHash: status.block_hash, height, position: proof.pos, branch: proof.merkle }
}

const coinbaseOver = async (http: Http, { height, name }: { height: number; name: string }) => {
  const hash = await hashOver(http, `/block-height/${height}`)
  const txid = hash === undefined ? undefined : await hashOver(http, `/block/${hash}/txid/0`)
  const found = txid === undefined ? undefined : await transactionOver(http, txid)
  const proof = txid === undefined ? undefined : await proofOver(http, { txid, height })
  if (txid === undefined || found === undefined || proof === undefined)
    throw sourceError('SOURCE_BLOCK_MISSING', {
      field: 'source.coinbase',
      expected: `a block at height ${height}`,
      received: 'none',
      source: name,
    })
  return { txid, bytes: found.bytes, proof }
}

/** What confirms within so many blocks, or the most that is known where that is fewer than all. */
const feeRateOver = async (http: Http, blocks: number): Promise<FeeRate | undefined> => {
  const path = '/fee-estimates'
  const estimates = (await http.json(path, shapes.estimates)) ?? {}
  const targets = Object.keys(estimates)
    .map(Number)
    .filter(Number.isSafeInteger)
    .sort((left, right) => left - right)
  const target = targets.findLast((within) => within <= blocks) ?? targets[0]
  if (target === undefined) return undefined
  const perKvb = Math.ceil(Number(estimates[target]) * 1000)
  if (!(perKvb > 0 && perKvb <= MAX_RATE)) throw http.malformed(path, 'a rate that is none')
  // satoshis per 1000 virtual bytes, in range
  return BigInt(perKvb) as FeeRate
}
/** A million satoshis per virtual byte. */
const MAX_RATE = 1_000_000_000
