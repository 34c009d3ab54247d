import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { release, satsPerVb } from 'taproot-escrow'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { folderOf, words } from '../support/command.js'
import { builtCommand } from '../support/commandProcess.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { electrumNode } from '../support/electrumNode.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'
import { CERTIFICATE } from '../support/testCertificate.js'

/* The command at servers of the Electrum protocol: by TLS, and through a reorganisation. */

const node = await startNode()
const esplora = await esploraServer(node.rpc)
const [plain, tls] = await Promise.all(
  (['plain', 'tls'] as const).map((security) => electrumNode(node.rpc, esplora, { security })),
)
if (plain === undefined || tls === undefined) throw new Error('there are two')
const start = await builtCommand()
const home = mkdtempSync(join(tmpdir(), 'taproot-escrow-electrum-'))
afterAll(async () => {
  rmSync(home, { recursive: true, force: true })
  await Promise.all([plain.stop(), tls.stop()])
})

const moments = { from: 500, decision: 20, silence: 900, rescue: 1200 }
const { agreement, contracts } = made(everyPathDocument('blocks', moments))
writeFileSync(join(home, 'agreement.json'), agreement.text)
writeFileSync(join(home, 'certificate.pem'), CERTIFICATE)
const folder = folderOf({ 'agreement.json': agreement.text })

describe('a server by TLS', () => {
  const asks = (server: string) => folder.run(words(`status agreement.json --electrum ${server}`))
  const fingerprint = new X509Certificate(CERTIFICATE).fingerprint256

  it('is asked where its certificate is the one that was named, in either spelling', async () => {
    for (const name of [fingerprint, fingerprint.replaceAll(':', '').toLowerCase()]) {
      const { code, out } = await asks(`tls://127.0.0.1:${tls.port}#${name}`)
      expect([code, out[0]]).toEqual([0, expect.stringMatching(`^As of block ${await node.height()} `)])
    }
  })

  it.each([
    ['another certificate than the one that was named', `#${fingerprint.replace(/^../, '00')}`],
    ['a certificate that nobody vouches for', ''],
  ])(
    'is not asked with %s: nothing is sent to it',
    async (_, named) => {
      const before = tls.requests.length
      for (const scheme of named === '' ? ['tls://', 'ssl://', ''] : ['tls://']) {
        const { code, out, errors } = await asks(`${scheme}127.0.0.1:${tls.port}${named}`)
        expect([code, out]).toEqual([1, []])
        expect(errors.at(-1)).toMatch(/^taproot-escrow: SOURCE_CERTIFICATE /)
      }
      expect(tls.requests.length).toBe(before)
    },
    120_000,
  )

  it('is asked where whoever vouches for its certificate is one that Node trusts', async () => {
    const line = words(`status agreement.json --electrum localhost:${tls.port} --json`)
    const environment = { NODE_EXTRA_CA_CERTS: join(home, 'certificate.pem') }
    const { code, out } = await start(home, line, { environment }).ended
    expect([code, JSON.parse(out).at.height]).toEqual([0, await node.height()])
  })

  it('that is plain, or the other way round, is told and not waited for', async () => {
    const { code } = await asks(`tls://127.0.0.1:${plain.port}#${fingerprint}`)
    expect(code).toBe(1)
    expect((await asks(`tcp://127.0.0.1:${tls.port}`)).code).toBe(1)
  }, 120_000)
})

it('watch at an Electrum server tells what happens, through a reorganisation, in lines and in JSON', async () => {
  const source = `--electrum tcp://127.0.0.1:${plain.port} --since ${await node.height()}`
  const runs = ['', '--json'].map((form, at) =>
    start(home, words(`watch agreement.json ${source} --state state${at}.json ${form}`.trim())),
  )
  const said = runs.map(() => '')
  for (const [at, { process }] of runs.entries())
    process.stdout?.on('data', (chunk) => {
      said[at] += String(chunk)
    })
  const lines = (at: number) => said[at]!.split('\n').slice(0, -1)
  /** A server tells of a new tip by itself. */
  const until = (kind: string, times: number) =>
    vi.waitFor(
      async () => {
        const { bestblockhash, blocks } = await node.rpc.getblockchaininfo()
        const hex = await node.rpc.getrawblockheader(bestblockhash)
        plain.notify('blockchain.headers.subscribe', [{ hex, height: blocks }])
        expect(lines(1).filter((line) => JSON.parse(line).kind === kind)).toHaveLength(times)
      },
      { timeout: 60_000, interval: 200 },
    )
  const [funded] = await fundAll(node, contracts)
  await until('confirmed', 1)
  const { hex, txid } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
  await node.rpc.sendrawtransaction(hex)
  await node.mine()
  await until('spendConfirmed', 1)
  await node.rpc.invalidateblock(await node.rpc.getblockhash(await node.height()))
  await node.rpc.generatetoaddress({ nblocks: 2, address: await node.wallet.getnewaddress() })
  await until('undone', 1)
  await until('spendConfirmed', 2)
  await vi.waitFor(() => expect(lines(0)).toHaveLength(lines(1).length), { timeout: 60_000 })
  for (const { process } of runs) process.kill('SIGINT')
  const ended = await Promise.all(runs.map(({ ended }) => ended))
  expect(ended.map(({ code, errors }) => [code, errors.replace(/^nothing proves.*\n/, '')])).toEqual([
    [0, ''],
    [0, ''],
  ])
  const events = lines(1).map((line) => JSON.parse(line))
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  expect(events.map(({ kind }) => kind).toSorted()).toEqual([
    'arrived',
    'confirmed',
    'spendConfirmed',
    'spendConfirmed',
    'spendSeen',
    'undone',
  ])
  expect(events.find(({ kind }) => kind === 'undone')).toMatchObject({ what: 'spend', txid })
  // the same in words
  const count = (pattern: RegExp) => lines(0).filter((line) => pattern.test(line)).length
  expect(lines(0).every((line) => line.includes(agreement.id.slice(0, 8)))).toBe(true)
  expect(count(new RegExp(txid))).toBe(events.filter((event) => event.txid === txid).length)
})
