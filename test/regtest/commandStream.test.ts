import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { compile, parseAgreement } from 'taproot-escrow'
import { streamStateFromJson } from 'taproot-escrow/stream'
import { afterAll, expect, it } from 'vitest'
import { CAST, type Folder, folderOf, type Ran, words } from '../support/command.js'
import { builtCommand, type Ended } from '../support/commandProcess.js'
import { startNode } from '../support/node.js'

/* Both sides of a stream by the command, as processes that are killed with SIGKILL while they sign and read. */

const node = await startNode()
const start = await builtCommand()
const home = mkdtempSync(join(tmpdir(), 'taproot-escrow-hours-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const FILES = 'hours.json --plan plan.json'

/** A line in a folder in memory, which has to end with 0. */
const done = async (folder: Folder, line: string): Promise<Ran> => {
  const ended = await folder.run(words(line))
  expect({ line, code: ended.code, errors: ended.code === 0 ? [] : ended.errors }).toEqual({
    line,
    code: 0,
    errors: [],
  })
  return ended
}

/** What a file of a state pays; a file that is there is whole. */
const paidIn = (file: string): bigint =>
  readdirSync(home).includes(file)
    ? streamStateFromJson(JSON.parse(readFileSync(join(home, file), 'utf8'))).pays
    : 0n

/** Runs a line, and kills it after a while; how it ended, if it was quicker. */
const killedAfter = async (line: string, milliseconds: number): Promise<Ended> => {
  const { process, ended } = start(home, words(line))
  await Promise.race([ended, setTimeout(milliseconds)])
  process.kill('SIGKILL')
  return ended
}

it('loses nothing that was believed, on neither side, and the worker closes with it', async () => {
  const folder = folderOf({
    'employer.txt': CAST.employer.phrase,
    'worker.txt': CAST.worker.phrase,
    'parameters.json': JSON.stringify({
      network: 'regtest',
      index: 0,
      employer: { key: CAST.employer.key, address: CAST.employer.address },
      worker: { key: CAST.worker.key, address: CAST.worker.address },
      amount: '300000',
    }),
  })
  await done(folder, 'new hourly --param parameters.json --out hours.json')
  const [contract] = compile(parseAgreement(folder.text('hours.json')))
  const txid = await node.wallet.sendtoaddress({ address: contract!.address, amount: contract!.amount })
  await node.mine()
  folder.files.set('tx.json', JSON.stringify(await node.wallet.call('gettransaction', [txid])))
  await done(folder, 'fund hours.json --tx tx.json --out funded.json')
  const at = `--at-height ${await node.height()} --at-time ${await node.medianTime()}`
  await done(folder, `stream plan hours.json --funded funded.json --fee-rate 2 ${at} --out plan.json`)
  for (const [name, content] of folder.files) writeFileSync(join(home, name), content)

  const sign = (pays: bigint) =>
    `stream sign ${FILES} --state signed.json --pays ${pays} --mnemonic-file employer.txt`
  const read = `stream read hours.json signed.json --plan plan.json --state held.json ${at} --json`
  const began = Date.now()
  for (const line of [sign(1000n), read])
    expect(await start(home, words(line)).ended).toMatchObject({ code: 0 })
  /** What a process takes from its start to its end, about. */
  const span = (Date.now() - began) / 2

  let [sent, believed] = [1000n, 1000n]
  for (const [round, part] of [0.6, 0.8, 0.9, 1].entries()) {
    const pays = BigInt(round + 2) * 1000n
    const signed = await killedAfter(sign(pays), span * part)
    // whoever was told of a state has it in the file
    if (signed.out.endsWith('\n')) sent = pays
    expect(paidIn('signed.json')).toBeGreaterThanOrEqual(sent)
    const told = await killedAfter(read, span * part)
    if (told.out.endsWith('\n')) believed = BigInt(JSON.parse(told.out).holds)
    expect(paidIn('held.json')).toBeGreaterThanOrEqual(believed)
    expect(paidIn('signed.json')).toBeGreaterThanOrEqual(paidIn('held.json'))
  }
  // both go on from what they kept
  for (const name of ['signed.json', 'held.json']) folder.files.set(name, readFileSync(join(home, name)))
  await done(folder, sign(10_000n))
  await done(folder, read)
  const { out } = await done(folder, `stream close ${FILES} --state held.json --mnemonic-file worker.txt`)
  const { transaction } = await node.broadcastAndMine(out[0]!)
  expect(transaction.vout.map(({ value }) => value)).toContain(10_000n)
}, 120_000)
