import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { release, satsPerVb } from 'taproot-escrow'
import { afterAll, expect, it } from 'vitest'
import { folderOf, words } from '../support/command.js'
import { builtCommand, type Running } from '../support/commandProcess.js'
import { everyPathDocument, finished, made } from '../support/contracts.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

/* `watch` as a process that is killed with SIGKILL at moments of all kinds, and goes on from its file. */

const node = await startNode()
const esplora = await esploraServer(node.rpc)
const start = await builtCommand()
const home = mkdtempSync(join(tmpdir(), 'taproot-escrow-watch-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const moments = { from: 5, decision: 5, silence: 30, rescue: 60 }
const { agreement, contracts } = made(everyPathDocument('blocks', moments, { count: 2 }))
writeFileSync(join(home, 'agreement.json'), agreement.text)

interface Told {
  readonly id: string
  readonly kind: string
}

const sources: Record<string, string> = {
  node: `--node ${node.url} --node-cookie ${node.cookieFile} --since 100`,
  esplora: `--esplora ${esplora.url}`,
}

const watch = (state: string, source = sources['node']!): Running =>
  start(home, words(`watch agreement.json ${source} --confirmations 2 --state ${state} --json`))

/** Whole lines; the last one may have been cut off. */
const toldIn = (out: string): readonly Told[] =>
  out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

/** Runs until a line holds this kind, or for a while; then kills it, between the line and the file. */
const killedAt = async (state: string, kind: string): Promise<readonly Told[]> => {
  const { process, ended } = watch(state)
  process.stdout?.on('data', (chunk) => {
    if (String(chunk).includes(`"kind":"${kind}"`)) process.kill('SIGKILL')
  })
  const { out, errors } = await ended
  expect(errors).toBe('')
  return toldIn(out)
}

const endedAt = async (state: string, kind: string, source?: string): Promise<readonly Told[]> => {
  const { process, ended } = watch(state, source)
  let seen = ''
  process.stdout?.on('data', (chunk) => {
    seen += String(chunk)
  })
  while (!seen.includes(`"kind":"${kind}"`)) {
    if (process.exitCode !== null) throw new Error((await ended).errors)
    await setTimeout(50)
  }
  // until the file holds it, too
  await setTimeout(500)
  process.kill('SIGINT')
  const { code, out, errors } = await ended
  expect([code, errors]).toEqual([0, ''])
  return toldIn(out)
}

it('tells every event with one id, whenever it was killed, and ends with 0 at Ctrl-C', async () => {
  const told: Told[] = []
  const [contract] = contracts
  const txid = await node.wallet.sendtoaddress({ address: contract!.address, amount: contract!.amount })
  told.push(...(await killedAt('state.json', 'arrived')))
  await node.mine(2)
  told.push(...(await killedAt('state.json', 'confirmed')))
  const ran = await folderOf({
    'agreement.json': agreement.text,
    'tx.json': JSON.stringify(await node.wallet.call('gettransaction', [txid])),
  }).run(words('fund agreement.json --tx tx.json --json'))
  const [deposit] = JSON.parse(ran.out[0]!).funded
  const funded = {
    contract: contract!,
    outpoint: { txid, vout: deposit.vout },
    amount: contract!.amount,
    match: 'exact',
    confirmedAt: deposit.confirmedAt,
  } as const
  const { hex } = await finished(release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') }))
  await node.rpc.sendrawtransaction(hex)
  told.push(...(await killedAt('state.json', 'spendSeen')))
  await node.mine(2)
  told.push(...(await endedAt('state.json', 'spendConfirmed')))

  const kinds = new Map(told.map(({ id, kind }) => [id, kind]))
  for (const kind of ['arrived', 'confirmed', 'spendSeen', 'spendConfirmed'])
    expect([...kinds.values()].filter((one) => one === kind)).toEqual([kind])

  // what its file holds it never tells again
  const stored = () => readFileSync(join(home, 'state.json'), 'utf8')
  const before = stored()
  await node.mine()
  const { process, ended } = watch('state.json')
  while (stored() === before) await setTimeout(50)
  process.kill('SIGINT')
  expect(await ended).toEqual({ code: 0, out: '', errors: '' })

  // from scratch, at a node and at a server, it tells the same of what blocks hold
  for (const [name, source] of Object.entries(sources)) {
    const again = await endedAt(`${name}.json`, 'spendConfirmed', source)
    for (const { id, kind } of again) expect([kind, kinds.get(id)]).toEqual([kind, kind])
    expect(again.map(({ kind }) => kind)).toContain('confirmed')
  }
})

it('writes a file that status reads, and refuses to go on from it with other agreements or depths', async () => {
  const folder = folderOf({
    'agreement.json': agreement.text,
    'other.json': made({ ...Object(everyPathDocument('blocks', moments)), index: 50 }).agreement.text,
    'state.json': readFileSync(join(home, 'state.json'), 'utf8'),
  })
  const { code, out } = await folder.run(words('status agreement.json --view state.json --confirmations 2'))
  expect([code, out[2]]).toEqual([0, expect.stringMatching(/ 0 +left +0 sat /)])
  for (const line of ['watch agreement.json other.json', 'watch agreement.json --confirmations 3']) {
    const { code: refused, errors } = await folder.run(
      words(`${line} --esplora ${esplora.url} --state state.json`),
    )
    expect([refused, errors[0]]).toEqual([2, expect.stringContaining('WATCH_OTHER')])
  }
})
