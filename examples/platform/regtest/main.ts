import { spawn } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { type Funded, parsePaymentUri, release } from 'taproot-escrow'
import { startRegtest } from '../../../scripts/bitcoind/regtest.js'
import { everybody } from '../../../scripts/demo/people.js'
import { make, type Party, partyOf } from '../party.js'

/** Everything on one machine, with worthless coins: a node, two shards, a webhook, and the life of one contract. */

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const PORTS = [3000, 3001]
const WEBHOOK_PORT = 3002
const PEERS = PORTS.map((port) => `http://127.0.0.1:${port}`)

console.log(
  'starting a bitcoind of its own, and two processes of the platform (PGlite takes some seconds to begin)',
)
const folder = await mkdtemp(join(tmpdir(), 'taproot-escrow-platform-'))
/** Making a database takes PGlite some seconds of work: it is made once, and copied. */
const databases = async (): Promise<void> => {
  const [first = '', ...others] = PORTS.map((_, shard) => join(folder, `shard-${shard}`))
  await (await PGlite.create(first)).close()
  for (const other of others) await cp(first, other, { recursive: true })
}
const [node] = await Promise.all([startRegtest(), databases()])
const webhook = createServer(async (request, answer) => {
  let text = ''
  for await (const chunk of request) text += chunk
  const { kind, contract, id } = JSON.parse(text)
  console.log(`webhook   ${contract.agreement.slice(0, 8)} ${kind.padEnd(15)} ${id.slice(0, 8)}`)
  answer.end()
}).listen(WEBHOOK_PORT, '127.0.0.1')
const children = PORTS.map((port, shard) =>
  spawn(process.execPath, [...process.execArgv, MAIN], {
    stdio: 'inherit',
    env: {
      ...process.env,
      NETWORK: 'regtest',
      BITCOIND_URL: node.url,
      BITCOIND_COOKIE: node.cookieFile,
      PORT: String(port),
      SHARD: String(shard),
      PEERS: PEERS.join(),
      DATABASE_FOLDER: join(folder, `shard-${shard}`),
      CONFIRMATIONS: '2',
      POLL: '500',
      WEBHOOK: `http://127.0.0.1:${WEBHOOK_PORT}`,
    },
  }),
)

const answers = async (url: string): Promise<boolean> =>
  (await fetch(url).catch(() => undefined))?.ok === true

const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) {
    if (children.some(({ exitCode }) => exitCode !== null)) throw new Error('a process of the platform ended')
    await setTimeout(200)
  }
}

const onceIn = (party: Party, word: string) => until(async () => (await party.look()).at(0).word === word)

const play = async (): Promise<void> => {
  for (const peer of PEERS) await until(() => answers(`${peer}/health`))
  const { employer, worker, arbiter } = everybody()
  const {
    id: expectedId,
    url,
    tokens,
  } = await make(String(PEERS[0]), 'fixedPrice', {
    employer: { key: employer.key, address: employer.address },
    worker: { key: worker.key, address: worker.address },
    arbiter: { key: arbiter.key, address: arbiter.address, fee: { bps: 100 } },
    amount: '1000000',
    memo: 'a website',
  })
  const [boss, maker, judge] = [employer, worker, arbiter].map(({ role, signer }) =>
    partyOf({ url, token: tokens[role], role, signer, expectedId }),
  ) as [Party, Party, Party]
  console.log(`agreement ${expectedId.slice(0, 8)} at ${url}`)
  for (const party of [boss, maker, judge]) await party.accept()
  await until(async () => (await boss.look()).at(0).address !== undefined)
  const { addresses, amount } = parsePaymentUri(await boss.payment(0, { known: [], feeRate: '2' }), {
    network: 'regtest',
  })
  await node.fund([{ address: addresses[0].text, amount: amount ?? 0n }])
  await node.mine()
  await onceIn(boss, 'funded')
  console.log('both sign a release by the key path, at the same time')
  const draft = ([deposit]: readonly Funded[]) => {
    if (deposit === undefined) throw new Error('nothing was paid in')
    return release(deposit, { feeRate: '2' })
  }
  await Promise.all([boss, maker].map((party) => party.bringAbout(0, { expect: 'release', draft })))
  await node.mine(2)
  await onceIn(maker, 'left')
  console.log(`the worker is paid. Look at it, and make your own; a block comes every ten seconds, Ctrl-C ends all:
  curl -H 'authorization: Bearer ${tokens.worker}' ${url}
  curl ${PEERS[0]}/metrics ${PEERS[1]}/health`)
}

const ended = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ended.abort())
try {
  await play()
  while (!ended.signal.aborted && !process.argv.includes('--once')) {
    await setTimeout(10_000, undefined, { signal: ended.signal }).catch(() => {})
    await node.mine()
  }
} finally {
  for (const child of children) child.kill()
  webhook.close()
  await node.stop()
  await rm(folder, { recursive: true, force: true })
}
