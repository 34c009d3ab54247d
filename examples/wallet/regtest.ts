import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parsePaymentUri } from 'taproot-escrow'
import { createServer, defaultClientConditions } from 'vite'
import { startRegtest } from '../../scripts/bitcoind/regtest.js'
import { startEsplora } from '../../test/support/esploraNode.js'

/** The wallet on this machine, with worthless coins: a node, what Esplora would answer from it, and Vite's server. */

console.log('starting a bitcoind of its own, and the page')
const node = await startRegtest()
const esplora = await startEsplora(node.rpc)
const server = await createServer({
  root: fileURLToPath(new URL('.', import.meta.url)),
  logLevel: 'warn',
  // from the sources of this repository; elsewhere the package needs no setting
  resolve: { conditions: ['taproot-escrow-source', ...defaultClientConditions] },
  server: { host: '127.0.0.1', port: 5173, proxy: { '/api': new URL(esplora.url).origin } },
})
await server.listen()
const [url] = server.resolvedUrls?.local ?? []
console.log(`Open ${url} in three tabs: an employer's, a worker's, an arbiter's. Addresses for them:`)
for (const who of ['employer', 'worker', 'arbiter'])
  console.log(`  ${who.padEnd(8)} ${await node.wallet.getnewaddress({ type: 'bech32m' })}`)
console.log(`A block comes every ten seconds. Paste a bitcoin: link here to pay it, or a number to mine so many blocks.
Ctrl-C ends all.`)

const answer = async (line: string): Promise<void> => {
  if (/^[0-9]{1,5}$/.test(line)) return node.mine(Number(line))
  const { addresses, amount = 0n } = parsePaymentUri(line, { network: 'regtest' })
  console.log(await node.wallet.sendmany([{ address: addresses[0].text, amount }]))
}

const blocks = setInterval(() => void node.mine().catch(() => {}), 10_000)
const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => void answer(line.trim()).catch(({ message }) => console.log(message)))
const ended = async (): Promise<void> => {
  clearInterval(blocks)
  lines.close()
  await server.close()
  esplora.close()
  await node.stop()
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void ended())
