import { serve } from '@hono/node-server'
import type { NetworkName } from 'taproot-escrow'
import { bitcoindSource, createRpc } from 'taproot-escrow/chain'
import { openDatabase } from './database.js'
import { escrowOf } from './escrow.js'
import { serverOf } from './server.js'
import { Shard } from './shard.js'

const { env } = process
const needed = (name: string): string => {
  const value = env[name]
  if (value === undefined) throw new Error(`${name} is needed`)
  return value
}

const network = needed('NETWORK') as NetworkName // the library refuses what is none
const number = Number(env['SHARD'] ?? 0)
const port = Number(env['PORT'] ?? 3000)
const peers = (env['PEERS'] ?? `http://127.0.0.1:${port}`).split(',')
const confirmations = Number(env['CONFIRMATIONS'] ?? 6)
const webhook = env['WEBHOOK']
const databaseUrl = env['DATABASE_URL']

const rpc = createRpc({ url: needed('BITCOIND_URL'), cookieFile: needed('BITCOIND_COOKIE') })
const source = bitcoindSource({ rpc, network })
const db = await openDatabase({
  folder: env['DATABASE_FOLDER'] ?? `./shard-${number}`,
  ...(databaseUrl !== undefined && { url: databaseUrl }),
})
const shard = await Shard.open({
  db,
  source,
  number,
  checkpoint: async () => {
    // a day back: median times are known from twelve blocks above it
    const height = Math.max(0, (await rpc.getblockcount()) - 144)
    return { height, hash: await rpc.getblockhash(height) }
  },
  confirmations,
  poll: Number(env['POLL'] ?? 5000),
  ...(webhook !== undefined && { webhook }),
})
const server = serve({
  fetch: serverOf({ escrow: escrowOf(shard), shard, peers }).fetch,
  hostname: env['HOST'] ?? '127.0.0.1',
  port,
})
console.log(`shard ${number} of ${peers.length} on port ${port}`)

const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort())
try {
  // whatever ends it, kill -9 included: the next process goes on where the last transaction ended
  await shard.run(ended.signal)
} finally {
  ended.abort()
  server.close()
  await db.close()
}
