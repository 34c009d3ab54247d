import { EscrowError } from 'taproot-escrow'
import type { Rpc } from 'taproot-escrow/chain'
import {
  type Answer,
  type ElectrumServer,
  electrumServer,
  greeting,
  type Request,
  type ServerOptions,
} from './electrumServer.js'
import type { EsploraServer } from './esploraNode.js'

/*
 * A server of the Electrum protocol, version 1.4, that answers from a real node; what an index knows it asks of the
 * tests' Esplora server, which has one.
 */

const reversed = (hex: string): string => Buffer.from(hex, 'hex').reverse().toString('hex')

interface Listed {
  readonly txid: string
  readonly status: { readonly block_height?: number }
}

const asked = async <T>(index: EsploraServer, path: string): Promise<T | undefined> => {
  const response = await fetch(`${index.url}${path}`)
  // what the tests' server answers
  return response.ok ? ((await response.json()) as T) : undefined
}

/** The whole history, page by page, the newest first. */
const historyOf = async (index: EsploraServer, hash: string): Promise<readonly Listed[]> => {
  const all: Listed[] = []
  for (let path = `/scripthash/${hash}/txs`; ; path = `/scripthash/${hash}/txs/chain/${all.at(-1)?.txid}`) {
    const page = (await asked<readonly Listed[]>(index, path)) ?? []
    all.push(...page)
    if (page.length === 0) return all
  }
}

interface Answering {
  readonly rpc: Rpc
  readonly index: EsploraServer
  readonly headerAt: (height: number) => Promise<string>
}

export interface ElectrumNodeOptions extends Pick<ServerOptions, 'security'> {
  /** While it is, every question ends the connection. */
  readonly isAway?: () => boolean
}

/** Headers by their hashes: each is asked for once. */
const headersOf = (rpc: Rpc): Answering['headerAt'] => {
  const known = new Map<string, string>()
  return async (height) => {
    const hash = await rpc.getblockhash(height)
    const header = known.get(hash) ?? (await rpc.getrawblockheader(hash))
    known.set(hash, header)
    return header
  }
}

const answerFrom = async (
  { method, params }: Request,
  { rpc, index, headerAt }: Answering,
): Promise<Answer> => {
  const [first, second] = params
  switch (method) {
    case 'blockchain.headers.subscribe': {
      const { bestblockhash, blocks } = await rpc.getblockchaininfo()
      return { result: { hex: await rpc.getrawblockheader(bestblockhash), height: blocks } }
    }
    case 'blockchain.block.header':
      return { result: await headerAt(Number(first)) }
    case 'blockchain.block.headers': {
      const top = Math.min(Number(first) + Number(second) - 1, await rpc.getblockcount())
      const heights = Array.from(
        { length: Math.max(0, top + 1 - Number(first)) },
        (_, at) => Number(first) + at,
      )
      // a reorganisation in between may leave fewer: servers give what they have
      const found = await Promise.allSettled(heights.map(headerAt))
      const gone = found.findIndex(({ status }) => status === 'rejected')
      const hex = found
        .slice(0, gone === -1 ? found.length : gone)
        .flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      return { result: { count: hex.length, max: 2016, hex: hex.join('') } }
    }
    case 'blockchain.scripthash.subscribe':
      return { result: null }
    case 'blockchain.scripthash.get_history': {
      const found = await historyOf(index, reversed(String(first)))
      return {
        result: found.map(({ txid, status }) => ({ tx_hash: txid, height: status.block_height ?? 0 })),
      }
    }
    case 'blockchain.transaction.get':
      return { result: (await rpc.getrawtransaction(String(first))).hex }
    case 'blockchain.transaction.get_merkle': {
      const proof = await asked(index, `/tx/${first}/merkle-proof`)
      if (proof !== undefined) return { result: proof }
      return { error: { code: 1, message: `tx ${first} not in block at height ${second}` } }
    }
    case 'blockchain.transaction.id_from_pos': {
      const block = Object(await rpc.call('getblock', [await rpc.getblockhash(Number(first)), 1]))
      const txid = String(block.tx[0])
      const proof = await asked<{ readonly merkle: readonly string[] }>(index, `/tx/${txid}/merkle-proof`)
      return { result: { tx_hash: txid, merkle: proof?.merkle } }
    }
    case 'blockchain.transaction.broadcast':
      return { result: await rpc.sendrawtransaction(String(first)) }
    case 'blockchain.estimatefee':
      return { result: -1 }
    case 'blockchain.relayfee':
      return { result: 0.00001 }
    default:
      return { error: { code: -32601, message: `unknown method ${method}` } }
  }
}

/** As ElectrumX says that its node, or the network's rules, refused something. */
const refusal = ({ method }: Request, text: unknown): Answer =>
  method === 'blockchain.transaction.broadcast'
    ? { error: { code: 1, message: `the transaction was rejected by network rules.\n\n${text}` } }
    : { error: { code: 2, message: `daemon error: DaemonError({'code': -5, 'message': '${text}'})` } }

/** Starts it on loopback; plain TCP where nothing else is said. */
export const electrumNode = (
  rpc: Rpc,
  index: EsploraServer,
  { isAway = () => false, ...options }: ElectrumNodeOptions = {},
): Promise<ElectrumServer> => {
  const headerAt = headersOf(rpc)
  return electrumServer({
    ...options,
    answer: (request) =>
      isAway()
        ? 'cut'
        : (greeting(request, { version: '1.4' }) ??
          answerFrom(request, { rpc, index, headerAt }).catch((error: unknown): Answer => {
            if (!(error instanceof EscrowError)) throw error
            return refusal(request, error.data['rpcMessage'])
          })),
  })
}
