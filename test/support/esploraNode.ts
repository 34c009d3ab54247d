import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { EscrowError } from 'taproot-escrow'
import type { Rpc } from 'taproot-escrow/chain'

/** What a server, or what stands before it, does instead of answering. */
export type Fault =
  | { readonly status: number; readonly text: string }
  /** Nothing, ever. */
  | 'silence'
  /** The connection ends before an answer, or in its middle. */
  | 'hangUp'
  | 'truncated'
  /** The answer never ends. */
  | 'endless'
  /** The answer comes a byte at a time. */
  | 'split'

export interface Settings {
  /** Transactions in a page of a history: 25 of Esplora's own, 10 of others. */
  pageSize: number
  /** Where packages are taken. */
  packages: 'esplora' | 'mempool.space' | 'nowhere'
  /** What a refused broadcast says. */
  refusals: 'text' | 'code'
  /** Asked for each request; the real answer where there is no fault. `at` counts the requests of that path. */
  fault: (request: { readonly path: string; readonly at: number }) => Fault | undefined
  /** Runs before each answer, such as one that moves the chain. */
  before: (request: { readonly path: string; readonly at: number }) => Promise<void>
}

export interface EsploraServer {
  readonly url: string
  readonly settings: Settings
  readonly paths: readonly string[]
  /** Forgets what was asked, and all faults. */
  readonly reset: () => void
  readonly close: () => void
}

interface Indexed {
  readonly txid: string
  readonly scripts: readonly string[]
  readonly height?: number
  readonly blockHash?: string
}

type Reply = readonly [status: number, text: string]

const scriptHash = (hex: string): string => createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')

interface NodeTransaction {
  readonly txid: string
  readonly hex: string
  readonly blockhash?: string
  readonly vin: readonly {
    readonly txid: string
    readonly vout: number
    readonly prevout?: { readonly scriptPubKey: { readonly hex: string } }
  }[]
  readonly vout: readonly { readonly scriptPubKey: { readonly hex: string } }[]
}

interface NodeBlock<Transaction> {
  readonly hash: string
  readonly height: number
  readonly version: number
  readonly time: number
  readonly mediantime: number
  readonly nonce: number
  readonly bits: string
  readonly merkleroot: string
  readonly previousblockhash?: string
  readonly tx: readonly Transaction[]
}

/** What a node's help says that it answers. */
const answerOf = async <T>(rpc: Rpc, ...[method, params]: Parameters<Rpc['call']>): Promise<T> =>
  (await rpc.call(method, params)) as T // stated by the caller

/** The hashes of the scripts that a transaction pays and spends, as the node lists them. */
const scriptsOf = (transaction: NodeTransaction): readonly string[] =>
  [
    ...transaction.vout.map((output) => output.scriptPubKey.hex),
    ...transaction.vin.flatMap((input) => input.prevout?.scriptPubKey.hex ?? []),
  ].map(scriptHash)

/** Nodes list what is spent only of transactions in blocks. */
const waitingScripts = async (rpc: Rpc, txid: string): Promise<readonly string[]> => {
  const transaction = await answerOf<NodeTransaction>(rpc, 'getrawtransaction', [txid, 1])
  const vin = []
  for (const input of transaction.vin) {
    const { vout } = await answerOf<NodeTransaction>(rpc, 'getrawtransaction', [input.txid, 1])
    const prevout = vout[input.vout]
    vin.push({ ...input, ...(prevout && { prevout }) })
  }
  return scriptsOf({ ...transaction, vin })
}

/** What of a node a server knows, in the order in which Esplora lists it: unconfirmed first, then from the tip down. */
const indexOf = (rpc: Rpc) => {
  const blocks = new Map<string, readonly Omit<Indexed, 'height' | 'blockHash'>[]>()
  const blockAt = async (hash: string) => {
    const known = blocks.get(hash)
    if (known !== undefined) return known
    const block = await answerOf<NodeBlock<NodeTransaction>>(rpc, 'getblock', {
      blockhash: hash,
      verbosity: 3,
    })
    const made = block.tx.map((tx) => ({ txid: tx.txid, scripts: scriptsOf(tx) }))
    blocks.set(hash, made)
    return made
  }
  const waiting = new Map<string, readonly string[]>()
  /** Of the chain below a tip, which many questions are about. */
  let known: { readonly tip: string; readonly confirmed: readonly Indexed[] } | undefined
  const confirmedBelow = async (tip: string): Promise<readonly Indexed[]> => {
    if (known?.tip === tip) return known.confirmed
    const confirmed: Indexed[] = []
    const heights = Array.from({ length: await rpc.getblockcount() }, (_, below) => below + 1).toReversed()
    const hashes = await rpc.batch(heights.map((height) => ({ method: 'getblockhash', params: { height } })))
    for (const [at, answer] of hashes.entries()) {
      if (!answer.ok) throw answer.error
      const place = { height: heights[at]!, blockHash: String(answer.result) }
      for (const tx of (await blockAt(place.blockHash)).toReversed()) confirmed.push({ ...tx, ...place })
    }
    // the chain may have moved meanwhile
    if (confirmed[0]?.blockHash === tip) known = { tip, confirmed }
    return confirmed
  }
  return async (): Promise<readonly Indexed[]> => {
    const all: Indexed[] = []
    for (const txid of await rpc.getrawmempool()) {
      const scripts = waiting.get(txid) ?? (await waitingScripts(rpc, txid))
      waiting.set(txid, scripts)
      all.push({ txid, scripts })
    }
    return [...all, ...(await confirmedBelow((await rpc.getblockchaininfo()).bestblockhash))]
  }
}

const statusOf = ({ height, blockHash }: Pick<Indexed, 'height' | 'blockHash'>) =>
  height === undefined
    ? { confirmed: false }
    : { confirmed: true, block_height: height, block_hash: blockHash, block_time: 1 }

/** A node's refusal as Esplora repeats it. */
const refusalText = (error: unknown, form: Settings['refusals']): string => {
  if (!(error instanceof EscrowError)) throw error
  const { rpcCode: code, rpcMessage: message } = error.data
  return form === 'code'
    ? `sendrawtransaction RPC error: ${JSON.stringify({ code })}`
    : `sendrawtransaction RPC error: ${JSON.stringify({ code, message })}`
}

const hash256 = (bytes: Buffer): Buffer =>
  createHash('sha256').update(createHash('sha256').update(bytes).digest()).digest()

const merkleBranch = (txids: readonly string[], position: number): readonly string[] => {
  let row: Buffer[] = txids.map((txid) => Buffer.from(txid, 'hex').reverse())
  const branch: string[] = []
  for (let at = position; row.length > 1; at >>= 1) {
    if (row.length % 2 === 1) row.push(row.at(-1)!)
    branch.push(
      Buffer.from(row[at ^ 1]!)
        .reverse()
        .toString('hex'),
    )
    row = Array.from({ length: row.length / 2 }, (_, pair) =>
      hash256(Buffer.concat([row[2 * pair]!, row[2 * pair + 1]!])),
    )
  }
  return branch
}

/** A server that answers from a real node what Esplora answers, and misbehaves as its settings say. */
export const startEsplora = async (rpc: Rpc): Promise<EsploraServer> => {
  const everything = indexOf(rpc)
  const usual: Settings = {
    pageSize: 25,
    packages: 'esplora',
    refusals: 'text',
    fault: () => undefined,
    before: async () => {},
  }
  const settings = { ...usual }
  const paths: string[] = []

  const blockOf = (hash: string) =>
    answerOf<NodeBlock<string>>(rpc, 'getblock', { blockhash: hash, verbosity: 1 })
  const listed = (block: NodeBlock<string>) => ({
    id: block.hash,
    height: block.height,
    version: block.version,
    timestamp: block.time,
    tx_count: block.tx.length,
    merkle_root: block.merkleroot,
    previousblockhash: block.previousblockhash ?? null,
    mediantime: block.mediantime,
    nonce: block.nonce,
    bits: Number.parseInt(block.bits, 16),
    difficulty: 0.5,
  })

  const history = async (hash: string, last?: string): Promise<Reply> => {
    const found = (await everything()).filter(({ scripts }) => scripts.includes(hash))
    const confirmed = found.filter(({ height }) => height !== undefined)
    const from = last === undefined ? 0 : confirmed.findIndex(({ txid }) => txid === last) + 1
    if (last !== undefined && from === 0) return [422, 'after_txid not found']
    const page = [
      ...(last === undefined ? found.filter(({ height }) => height === undefined).slice(0, 50) : []),
      ...confirmed.slice(from, from + settings.pageSize),
    ]
    return [200, JSON.stringify(page.map((tx) => ({ txid: tx.txid, fee: 1, vin: [], status: statusOf(tx) })))]
  }

  const transaction = async (txid: string, what: string): Promise<Reply> => {
    const found = await answerOf<NodeTransaction>(rpc, 'getrawtransaction', [txid, 1]).catch(() => undefined)
    const blockHash = found?.blockhash
    const header = blockHash === undefined ? undefined : await rpc.getblockheader(blockHash)
    const place =
      header !== undefined && header.confirmations > 0
        ? { height: header.height, blockHash: header.hash }
        : {}
    // of an unknown one, too
    if (what === 'status') return [200, JSON.stringify(statusOf(place))]
    if (found === undefined) return [404, 'Transaction not found']
    if (what === 'hex') return [200, found.hex]
    if (place.blockHash === undefined) return [404, 'Transaction not found or is unconfirmed']
    const { tx } = await blockOf(place.blockHash)
    const pos = tx.indexOf(txid)
    return [200, JSON.stringify({ block_height: place.height, merkle: merkleBranch(tx, pos), pos })]
  }

  const post = async (path: string, body: string): Promise<Reply> => {
    const packages = { esplora: '/txs/package', 'mempool.space': '/v1/txs/package', nowhere: '' }
    try {
      if (path === '/tx') return [200, await rpc.sendrawtransaction(body)]
      if (path !== packages[settings.packages]) return [404, 'endpoint does not exist']
      return [200, JSON.stringify(await rpc.call('submitpackage', { package: JSON.parse(body) }))]
    } catch (error) {
      return [400, refusalText(error, settings.refusals)]
    }
  }

  const answer = async (path: string): Promise<Reply> => {
    const [, kind = '', first = '', second = '', third = '', fourth] = path.split('/')
    const missing = (): Reply => [404, 'Block not found']
    if (path === '/blocks/tip/hash') return [200, (await rpc.getblockchaininfo()).bestblockhash]
    if (kind === 'blocks') {
      const height = first === '' ? await rpc.getblockcount() : Number(first)
      const list: unknown[] = []
      for (let at = height; at >= 0 && list.length < 10; at--) {
        const hash = await rpc.getblockhash(at).catch(() => undefined)
        if (hash === undefined) return missing()
        list.push(listed(await blockOf(hash)))
      }
      return [200, JSON.stringify(list)]
    }
    if (kind === 'block-height')
      return rpc.getblockhash(Number(first)).then((hash) => [200, hash] as const, missing)
    if (kind === 'block' && second === '')
      return blockOf(first).then((block) => [200, JSON.stringify(listed(block))] as const, missing)
    if (kind === 'block' && second === 'txid')
      return blockOf(first).then(({ tx }) => [200, tx[Number(third)] ?? ''] as const, missing)
    if (kind === 'tx') return transaction(first, second)
    if (kind === 'scripthash') return history(first, fourth)
    if (path === '/fee-estimates') return [200, '{}']
    return [404, 'endpoint does not exist']
  }

  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').replace(/^\/api/, '')
    const at = paths.filter((asked) => asked === path).length
    paths.push(path)
    const body = await textOf(request)
    try {
      await settings.before({ path, at })
      const fault = settings.fault({ path, at })
      if (typeof fault === 'object') {
        response.writeHead(fault.status).end(fault.text)
        return
      }
      const [status, text] = request.method === 'POST' ? await post(path, body) : await answer(path)
      deliver(response, { status, text, fault })
    } catch (error) {
      response.writeHead(599).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('no address')
  return {
    url: `http://127.0.0.1:${address.port}/api`,
    settings,
    paths,
    reset: () => {
      Object.assign(settings, usual)
      paths.length = 0
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

const deliver = (
  response: ServerResponse,
  { status, text, fault }: { status: number; text: string; fault: Exclude<Fault, object> | undefined },
): void => {
  switch (fault) {
    case 'silence':
      break
    case 'hangUp':
      response.socket?.destroy()
      break
    case 'truncated':
      response.writeHead(status, { 'content-length': text.length }).write(text.slice(0, text.length / 2))
      setTimeout(() => response.socket?.destroy(), 20)
      break
    case 'endless':
      response.writeHead(status)
      flood(response)
      break
    case 'split':
      response.writeHead(status)
      for (const character of text) response.write(character)
      response.end()
      break
    default:
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text)
  }
}

const flood = (response: ServerResponse): void => {
  let room = true
  while (room && !response.destroyed) room = response.write('a'.repeat(65_536))
  if (!response.destroyed) response.once('drain', () => flood(response))
}
