import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { electrumSockets } from '../../src/chain/electrum/sockets.js'
import { type ElectrumOptions, type ElectrumSource, electrumSource } from '../../src/chain/electrum/source.js'
import type { SocketOptions } from '../../src/chain/sockets/types.js'
import { CERTIFICATE, CERTIFICATE_KEY } from './testCertificate.js'

export interface Request {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}

/** What a server says to a request: a result, an error, nothing at all, or the end of the connection. */
export type Answer =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string } }
  | 'silence'
  | 'cut'

export interface ServerOptions {
  readonly answer: (request: Request) => Answer | Promise<Answer>
  /** How a line goes out; whole where absent. */
  readonly write?: (line: string, socket: Socket) => void
  readonly security?: 'plain' | 'tls'
}

export interface ElectrumServer {
  readonly port: number
  readonly requests: readonly Request[]
  readonly connections: () => number
  /** Sends a line to everybody. */
  readonly tell: (line: string) => void
  readonly notify: (method: string, params: readonly unknown[]) => void
  /** Ends all connections; a new one is welcome. */
  readonly cut: () => void
  readonly stop: () => Promise<void>
}

/** Nothing where the line is of another protocol. */
const requestIn = (line: string): Request | undefined => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** A server on loopback that answers as it is told. */
export const electrumServer = async (
  { answer, write = (line, socket) => socket.write(line), security = 'plain' }: ServerOptions,
  port = 0,
): Promise<ElectrumServer> => {
  const sockets = new Set<Socket>()
  const requests: Request[] = []
  let connections = 0
  const serve = (socket: Socket): void => {
    connections++
    sockets.add(socket)
    let text = ''
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8')
      for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
        const request = requestIn(text.slice(0, end))
        text = text.slice(end + 1)
        if (request === undefined) return socket.destroy()
        requests.push(request)
        const say = (said: Answer): void => {
          if (said === 'cut') socket.destroy()
          else if (said !== 'silence')
            write(`${JSON.stringify({ jsonrpc: '2.0', id: request.id, ...said })}\n`, socket)
        }
        const said = answer(request)
        if (said instanceof Promise) void said.then(say)
        else say(said)
      }
    })
  }
  const server: Server =
    security === 'plain'
      ? createServer(serve)
      : createTlsServer({ cert: CERTIFICATE, key: CERTIFICATE_KEY }, serve)
  // a handshake that the client gave up
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a server has an address')
  const tell = (line: string): void => {
    for (const socket of sockets) write(line, socket)
  }
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: address.port,
    requests,
    connections: () => connections,
    tell,
    notify: (method, params) => tell(`${JSON.stringify({ jsonrpc: '2.0', method, params })}\n`),
    cut,
    stop: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** The block 0 of regtest. */
export const REGTEST = '0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206'

/** What every server says first. */
export const greeting = (
  { method }: Request,
  { version = '1.6', genesis = REGTEST }: { readonly version?: string; readonly genesis?: string } = {},
): Answer | undefined => {
  if (method === 'server.version') return { result: ['ElectrumX 1.20.0', version] }
  if (method === 'server.features') return { result: { genesis_hash: genesis } }
  if (method === 'server.ping') return { result: null }
  return undefined
}

/** A source that asks a server of the tests, without long pauses. */
export const sourceOf = (
  { port }: ElectrumServer,
  options: Partial<ElectrumOptions> = {},
  sockets: Partial<SocketOptions> = { security: 'plain' },
): ElectrumSource =>
  electrumSource({
    ...electrumSockets({ host: '127.0.0.1', port, ...sockets }),
    network: 'regtest',
    retryDelay: 1,
    ...options,
  })
