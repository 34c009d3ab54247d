import { malformed, type RpcAnswer, type RpcCall, type RpcParams } from './answers.js'
import { askAt } from './ask.js'
import type { ExactJson } from './exactJson.js'
import { type NodeCalls, nodeCalls } from './nodeCalls.js'
import type { Signal } from './signal.js'
import { createTransport, type RpcOptions, type Transport } from './transport.js'
import { type WalletCalls, walletCalls } from './walletCalls.js'

/** What every client can do beside its typed calls. */
export interface RawCalls {
  /** Any method, with named or positional parameters. Decimals of the answer arrive as their text. */
  readonly call: (method: string, params?: RpcParams) => Promise<ExactJson>
  /** Many calls in one request; answers in their order, each a result or the node's error. */
  readonly batch: (calls: readonly RpcCall[]) => Promise<readonly RpcAnswer[]>
}

/** Limits of calls, before those of the client. */
export interface RpcLimits {
  /** Gives a call up: it throws `RPC_ABORTED`. Whether the node acted on it is not known then. */
  readonly signal?: Signal | undefined
  /** Milliseconds until a request is given up. */
  readonly timeout?: number
}

/** A client of one wallet of a node. */
export interface WalletRpc extends RawCalls, WalletCalls {
  /** The same client, whose calls have these limits. */
  readonly limited: (limits: RpcLimits) => WalletRpc
}

/** A client of a node. */
export interface Rpc extends RawCalls, NodeCalls {
  /**
   * The same client, whose calls have these limits.
   *
   * @example
   * const tip = await rpc.limited({ signal: Signal.timeout(5000) }).getblockcount()
   */
  readonly limited: (limits: RpcLimits) => Rpc
  /** A client of the node's loaded wallet of that name. */
  readonly wallet: (name: string) => WalletRpc
}

const rawCalls = (transport: Transport, path: string): RawCalls => ({
  call: async (method, params) => {
    const [answer] = await transport(path, [params === undefined ? { method } : { method, params }])
    if (answer === undefined) throw malformed(method, 'nothing')
    if (!answer.ok) throw answer.error
    return answer.result
  },
  batch: (calls) => transport(path, calls),
})

/**
 * A client of a bitcoind's JSON-RPC interface. It logs in with the cookie file that the node writes (and reads
 * it again after the node was restarted) or with a user and password; it waits while the node is not listening
 * yet or still warming up. Amounts are satoshis in both directions, exact to the last one. Neither the client
 * nor any of its errors shows the login.
 *
 * @throws EscrowError `RPC_OPTIONS` here; the calls throw `RPC_REFUSED` (the node's own error, with its code
 * and message), `RPC_UNREACHABLE`, `RPC_TIMED_OUT`, `RPC_ABORTED`, `RPC_UNAUTHORIZED`, `RPC_MALFORMED`
 * @example
 * const rpc = createRpc({ url: 'http://127.0.0.1:18443', cookieFile: '/home/me/.bitcoin/regtest/.cookie' })
 * const { blocks, mediantime } = await rpc.getblockchaininfo()
 */
export const createRpc = (options: RpcOptions): Rpc => {
  return rpcOn(createTransport(options))
}

const rpcOn = (transport: Transport): Rpc => ({
  ...rawCalls(transport, '/'),
  ...nodeCalls(askAt(transport, '/')),
  limited: (limits) => rpcOn(limitedBy(transport, limits)),
  wallet: (name) => walletOn(transport, `/wallet/${encodeURIComponent(name)}`),
})

const walletOn = (transport: Transport, path: string): WalletRpc => ({
  ...rawCalls(transport, path),
  ...walletCalls(askAt(transport, path)),
  limited: (limits) => walletOn(limitedBy(transport, limits), path),
})

const limitedBy =
  (transport: Transport, limits: RpcLimits): Transport =>
  (path, calls, inner) =>
    transport(path, calls, { ...limits, ...inner })
