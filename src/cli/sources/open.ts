import { agreed } from '../../chain/agreed.js'
import { bitcoindSource } from '../../chain/bitcoind.js'
import type { RpcLogin } from '../../chain/credentials.js'
import { electrumSockets } from '../../chain/electrum/sockets.js'
import { electrumSource } from '../../chain/electrum/source.js'
import { esploraSource } from '../../chain/esplora/source.js'
import { createRpc } from '../../chain/rpc.js'
import type { SocketOptions } from '../../chain/sockets/types.js'
import type { IndexedSource, NodeSource } from '../../chain/source.js'
import { verified } from '../../chain/verified.js'
import type { NetworkName } from '../../units/network.js'
import type { Desk } from '../command.js'
import { cliError } from '../errors.js'
import type { CommandIo } from '../io.js'
import { type Given, meaning } from '../options.js'
import { checkpointOf } from './checkpoint.js'
import { type OpenSource, type SourceOption, serverOf } from './options.js'

/** Where a node of a network listens, and in which part of its data folder its cookie is, unless it is told otherwise. */
const USUAL: Readonly<
  Record<NetworkName, readonly { readonly folder: readonly string[]; readonly port: number }[]>
> = {
  mainnet: [{ folder: [], port: 8332 }],
  testnet: [
    { folder: ['testnet4'], port: 48332 },
    { folder: ['testnet3'], port: 18332 },
  ],
  signet: [{ folder: ['signet'], port: 38332 }],
  regtest: [{ folder: ['regtest'], port: 18443 }],
}

const cookieIn = (folder: string, inside: readonly string[]): string =>
  [folder.replace(/[/\\]+$/, ''), ...inside, '.cookie'].join('/')

/** The cookie of a node that runs with this data folder, and its port; the first where none is there. */
const usualNode = async (folder: string, network: NetworkName, io: CommandIo) => {
  const places = USUAL[network].map(({ folder: inside, port }) => ({
    cookieFile: cookieIn(folder, inside),
    port,
  }))
  for (const place of places) if (await io.exists(place.cookieFile)) return place
  return places[0] ?? { cookieFile: cookieIn(folder, []), port: 8332 }
}

/** `user:password` out of the environment. */
const loginIn = (name: string, { environment }: CommandIo): RpcLogin => {
  const [, user, password] = /^([^:]*):(.*)$/.exec(environment[name] ?? '') ?? []
  if (user !== undefined && password !== undefined) return { user, password }
  throw cliError('SECRET_ABSENT', {
    field: '--node-env',
    expected: 'a variable with user:password',
    received: 'one without, or none (not shown)',
  })
}

const nodeOf = async (
  given: Given<SourceOption>,
  { io }: Desk,
  { named, network }: { readonly named: string; readonly network: NetworkName },
): Promise<NodeSource> => {
  const isUrl = /^\w+:\/\//.test(named)
  const usual = await usualNode(isUrl ? io.nodeFolder : named, network, io)
  const url = isUrl ? named : `http://127.0.0.1:${usual.port}`
  const variable = given.one('node-env')
  const login: RpcLogin =
    variable === undefined
      ? { cookieFile: given.one('node-cookie') ?? usual.cookieFile }
      : loginIn(variable, io)
  return meaning('node', () =>
    bitcoindSource({
      rpc: createRpc({ ...login, url }),
      network,
      name: `bitcoind at ${url.replace(/^\w+:\/\//, '')}`,
    }),
  )
}

const ELECTRUM =
  /^(?:(tls|ssl|tcp):\/\/)?(\[[0-9a-fA-F:.]+\]|[^\s:/#[\]]+):([0-9]{1,5})(?:#([0-9a-fA-F:]+))?$/

const socketsOf = (text: string): SocketOptions => {
  const [, scheme = 'tls', host = '', digits = '', fingerprint] = ELECTRUM.exec(text) ?? []
  const port = Number(digits)
  if (host === '' || port < 1 || port > 65_535 || (scheme === 'tcp' && fingerprint !== undefined))
    throw cliError('OPTION_MALFORMED', {
      field: '--electrum',
      expected: 'HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT#SHA256',
      received: 'something else',
    })
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port,
    security: scheme === 'tcp' ? 'plain' : fingerprint === undefined ? 'verified' : { fingerprint },
  }
}

/**
 * The source that the options name: a node of one's own; one server, which is verified where a checkpoint is known; or
 * several, which have to agree, each verified.
 *
 * @throws EscrowError `OPTION_MALFORMED`, `SECRET_ABSENT`
 */
export const openSource = async (
  given: Given<SourceOption>,
  desk: Desk,
  network: NetworkName,
): Promise<OpenSource & { readonly close: () => void }> => {
  const checkpoint = await checkpointOf(given, desk)
  const known = checkpoint && { checkpoint }
  const named = given.one('node')
  if (named !== undefined)
    return { source: await nodeOf(given, desk, { named, network }), ...known, close: () => {} }
  const electrum = given
    .all('electrum')
    .map((text) =>
      meaning('electrum', () => electrumSource({ ...electrumSockets(socketsOf(text)), network })),
    )
  const esplora = given.all('esplora').map((url) => meaning('esplora', () => esploraSource({ url, network })))
  const servers: readonly IndexedSource[] = [...esplora, ...electrum].map((server) =>
    checkpoint === undefined ? server : verified(server, { checkpoint, now: desk.io.now }),
  )
  const [first] = servers
  const source = first !== undefined && servers.length === 1 ? first : agreed(servers)
  if (checkpoint === undefined && network !== 'regtest')
    desk.tell([desk.words({ code: 'unproven', data: { server: serverOf(source) } })])
  return {
    source,
    ...known,
    close: () => {
      for (const server of electrum) server.close()
    },
  }
}
