import { aFunction, aText, having, membersOf } from '../given/check.js'
import { fromHex, toHex } from '../units/bytes.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { broadcastBy } from './bitcoindBroadcast.js'
import { sourceError } from './errors.js'
import { checkGenesis } from './genesis.js'
import { pause, within } from './limits.js'
import type { Transaction } from './results.js'
import type { Rpc } from './rpc.js'
import { asSourceErrors, refusedWith } from './rpcErrors.js'
import type { Signal } from './signal.js'
import type { FoundTransaction, NodeSource } from './source.js'

export interface BitcoindSourceOptions {
  /** A client of the node, from `createRpc`. */
  readonly rpc: Rpc
  /** The chain that the node is to be on; with `testnet` either testnet3 or testnet4. */
  readonly network: NetworkName
  /** How errors name it, such as `the node in the cellar`; `bitcoind` where absent. */
  readonly name?: string
}

/** bitcoind's error codes (`rpc/protocol.h`). */
const METHOD_NOT_FOUND = -32601
const NOT_FOUND = -5
const OUT_OF_RANGE = -8
const MISC = -1

/** Headers in one request. */
const HEADERS_AT_ONCE = 1000
/** How often headers are read again where the chain changes under the hands. */
const TRIES = 5
/** Milliseconds of a long poll, and of the pause in its place. */
const LONG_POLL = 5_000
/** A node without an index of transactions finds one by an output that is still unspent. */
const OUTPUTS_TRIED = 8

/**
 * A full node of one's own as a source. Nothing is asked before the first question, which checks the node's chain by
 * its first block. A node without `-txindex` knows a confirmed transaction only while one of its first 8 outputs is
 * unspent; blocks that a pruned node threw away are missing.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`, `NETWORK_UNKNOWN` here; the questions throw `SOURCE_…`
 * @example
 * const source = bitcoindSource({ rpc: createRpc({ url, cookieFile }), network: 'mainnet' })
 * const { hash, height } = await source.tip({ signal })
 */
export const bitcoindSource = (options: BitcoindSourceOptions): NodeSource => {
  membersOf<BitcoindSourceOptions>({
    rpc: having({ limited: aFunction, getblockhash: aFunction }),
    network: aNetwork,
    'name?': aText,
  })(options, '')
  const { rpc, network, name = 'bitcoind' } = options
  const newBlock = newBlocksOf(rpc)
  let checked = false

  /** A question to a node that is known to be on the right chain. */
  const asking = <T>(signal: Signal | undefined, question: (rpc: Rpc) => Promise<T>): Promise<T> =>
    asSourceErrors(name, async () => {
      const limited = rpc.limited({ signal })
      if (!checked) checkGenesis(await limited.getblockhash(0), { name, network })
      checked = true
      return question(limited)
    })

  return {
    kind: 'node',
    name,
    network,
    tip: ({ signal } = {}) =>
      asking(signal, async (node) => {
        const { bestblockhash: hash, blocks: height } = await node.getblockchaininfo()
        return { hash, height }
      }),
    changed: ({ tip, signal }) =>
      asking(signal, (node) => within({ signal }, () => changedFrom(node, { tip, news: newBlock() }))),
    headers: ({ from, count, signal }) =>
      asking(signal, async (node) => {
        for (let attempt = 0; attempt < TRIES; attempt++) {
          const headers = await headersOf(node, { from, count })
          if (headers !== undefined) return headers
        }
        throw sourceError('SOURCE_UNSETTLED', {
          field: 'source.headers',
          expected: 'a chain that stands still for a moment',
          received: `${TRIES} changes while headers from ${from} on were read`,
          source: name,
        })
      }),
    transaction: ({ txid, signal }) => asking(signal, (node) => found(node, txid)),
    broadcast: ({ transactions, signal }) => asking(signal, (node) => broadcastBy(node, transactions)),
    feeRate: ({ blocks, signal }) =>
      // nodes estimate for 1 to 1008 blocks
      asking(
        signal,
        async (node) => (await node.estimatesmartfee(Math.min(Math.max(blocks, 1), 1008))).feerate,
      ),
    block: ({ hash, signal }) =>
      asking(signal, async (node) => {
        try {
          return bytesOf(await node.getrawblock(hash))
        } catch (error) {
          if (!refusedWith(error, [NOT_FOUND, MISC])) throw error
          throw sourceError(
            'SOURCE_BLOCK_MISSING',
            { field: 'source.block', expected: `block ${hash}`, received: 'none', source: name },
            error,
          )
        }
      }),
    mempool: ({ signal } = {}) => asking(signal, (node) => node.getrawmempool()),
    waiting: ({ txid, signal }) =>
      asking(signal, async (node) => {
        const entry = await readOrUndefined(node.getmempoolentry(txid))
        if (entry === undefined) return undefined
        const { fees, weight, descendantsize } = entry
        // a quarter of a weight, rounded up for each transaction
        const withDescendants = { fee: fees.descendant, weight: 4 * descendantsize }
        return { fee: fees.base, weight, withDescendants }
      }),
    relayPolicy: ({ signal } = {}) =>
      asking(signal, async (node) => {
        const { mempoolminfee, incrementalrelayfee } = await node.getmempoolinfo()
        return { feeRate: mempoolminfee, incrementalFeeRate: incrementalrelayfee }
      }),
  }
}

/** The client has checked that it is hex. */
const bytesOf = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array()

/**
 * Waits for a block, for all who wait at the same time: a node goes on waiting after a caller has hung up, and has only
 * four threads for all calls. So it is never given up, and short.
 */
const newBlocksOf = (rpc: Rpc): (() => Promise<void>) => {
  let waiting: Promise<void> | undefined
  const wait = async (): Promise<void> => {
    try {
      await rpc.limited({ timeout: 6 * LONG_POLL }).waitfornewblock({ timeout: LONG_POLL })
    } catch (error) {
      if (!refusedWith(error, [METHOD_NOT_FOUND])) throw error
      await pause(LONG_POLL)
    }
  }
  return () => {
    waiting ??= wait().finally(() => {
      waiting = undefined
    })
    return waiting
  }
}

/** Waits first and asks then, so that no block falls between both. */
const changedFrom = async (
  rpc: Rpc,
  { tip, news }: { readonly tip: string; readonly news: Promise<void> },
): Promise<void> => {
  news.catch(() => {})
  const { bestblockhash } = await rpc.getblockchaininfo()
  if (bestblockhash === tip) await news
}

/** `undefined` where they do not link: the chain changed between two answers. */
const headersOf = async (
  rpc: Rpc,
  { from, count }: { from: number; count: number },
): Promise<readonly Uint8Array[] | undefined> => {
  const headers: Uint8Array[] = []
  let last: string | undefined
  while (headers.length < count) {
    const first = from + headers.length
    const wanted = Math.min(HEADERS_AT_ONCE, count - headers.length)
    const answers = await rpc.batch(
      Array.from({ length: wanted }, (_, at) => ({ method: 'getblockhash', params: { height: first + at } })),
    )
    const hashes: string[] = []
    for (const answer of answers) {
      if (!answer.ok && refusedWith(answer.error, [OUT_OF_RANGE])) break
      if (!answer.ok) throw answer.error
      hashes.push(String(answer.result))
    }
    const raw = await rpc.batch(
      hashes.map((blockhash) => ({ method: 'getblockheader', params: { blockhash, verbose: false } })),
    )
    for (const [at, answer] of raw.entries()) {
      if (!answer.ok) throw answer.error
      const header = bytesOf(String(answer.result))
      if (last !== undefined && toHex(header.slice(4, 36).reverse()) !== last) return undefined
      headers.push(header)
      last = hashes[at]
    }
    if (hashes.length < wanted) break
  }
  return headers
}

const found = async (rpc: Rpc, txid: string): Promise<FoundTransaction | undefined> => {
  const transaction = await readOrUndefined(rpc.getrawtransaction(txid))
  if (transaction !== undefined) return placed(rpc, transaction)
  const blockhash = await blockOfUnspent(rpc, txid)
  if (blockhash === undefined) return undefined
  const inBlock = await readOrUndefined(rpc.getrawtransaction(txid, { blockhash }))
  return inBlock && placed(rpc, inBlock)
}

const readOrUndefined = <T>(answer: Promise<T>): Promise<T | undefined> =>
  answer.catch((error: unknown) => {
    if (refusedWith(error, [NOT_FOUND])) return undefined
    throw error
  })

/** An index of transactions remembers blocks that have left the chain. */
const placed = async (
  rpc: Rpc,
  { hex, blockhash: hash, confirmations = 0 }: Transaction,
): Promise<FoundTransaction> => {
  const bytes = bytesOf(hex)
  if (hash === undefined || confirmations < 1) return { bytes }
  const { height, confirmations: still } = await rpc.getblockheader(hash)
  return still < 1 ? { bytes } : { bytes, block: { hash, height } }
}

/** The block that has the transaction, where an output of it is unspent. */
const blockOfUnspent = async (rpc: Rpc, txid: string): Promise<string | undefined> => {
  for (let vout = 0; vout < OUTPUTS_TRIED; vout++) {
    const output = await rpc.gettxout({ txid, vout }, { include: 'chain' })
    if (output === null) continue
    const { height } = await rpc.getblockheader(output.bestblock)
    return rpc.getblockhash(height - output.confirmations + 1)
  }
  return undefined
}
