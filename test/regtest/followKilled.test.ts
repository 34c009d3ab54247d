import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { type Contract, release, satsPerVb } from 'taproot-escrow'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import type { FollowOrder, FollowStore } from '../support/followProcess.js'
import { startNode } from '../support/node.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const PROGRAM = fileURLToPath(new URL('../support/followProcess.ts', import.meta.url))

const node = await startNode()
const folder = mkdtempSync(join(tmpdir(), 'taproot-escrow-follow-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
symlinkSync(join(ROOT, 'package.json'), join(folder, 'package.json'))
const program = join(folder, 'follow.mjs')
// one file: a process starts in a fraction of the time then
await build({
  entryPoints: [PROGRAM],
  outfile: program,
  bundle: true,
  format: 'esm',
  platform: 'node',
  packages: 'bundle',
  conditions: ['taproot-escrow-source', 'node'],
  banner: {
    js: "import { createRequire as requiring } from 'node:module'; const require = requiring(import.meta.url)",
  },
  logLevel: 'silent',
})

const KILLS = 10
/** Milliseconds that one lives at most once it follows. */
const LIFE = 150

const { agreement, contracts } = made(
  everyPathDocument('blocks', { from: 5, decision: 3, silence: 12, rescue: 30 }, { count: 4 }),
)

const order = async (file: string): Promise<FollowOrder> => {
  const height = (await node.height()) - 12
  const checkpoint = { height, hash: await node.rpc.getblockhash(height) }
  const { url, cookieFile } = node
  return { url, cookieFile, agreement: agreement.text, checkpoint, file: join(folder, file) }
}

const started = async (what: FollowOrder): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [program, JSON.stringify(what)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no output')
  const ended = once(child, 'exit').then(() => {
    throw new Error('it ended before it followed')
  })
  await Promise.race([once(child.stdout, 'data'), ended])
  ended.catch(() => {})
  return child
}

const killed = async (child: ChildProcess): Promise<void> => {
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const storeIn = ({ file }: FollowOrder): FollowStore | undefined =>
  // written by the program
  existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FollowStore) : undefined

/** Until it has stored a view of the node's last block, with its mempool. */
const caughtUp = async (what: FollowOrder): Promise<FollowStore> => {
  const tip = await node.rpc.getblockhash(await node.height())
  const waiting = await node.rpc.getrawmempool()
  return vi.waitFor(
    () => {
      const stored = storeIn(what)
      expect(stored?.view.headers.at(-1)?.[0]).toBe(tip)
      expect(stored?.view.facts.length).toBeGreaterThanOrEqual(waiting.length)
      return stored!
    },
    { timeout: 60_000, interval: 20 },
  )
}

/** Something happens to contracts, another thing each time. */
const happenings = (all: readonly Contract[]): readonly (() => Promise<unknown>)[] => {
  const pay = (at: number) => () =>
    node.wallet.sendtoaddress({ address: all[at]!.address, amount: all[at]!.amount })
  return [
    pay(0),
    () => node.mine(),
    pay(1),
    () => node.mine(3),
    async () => {
      const [funded] = await fundAll(node, [all[2]!])
      const { hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
      await node.rpc.sendrawtransaction(hex)
    },
    () => node.mine(2),
    pay(3),
    () => node.mine(4),
    () => node.mine(3),
  ]
}

describe('a process that follows and is killed at any moment', () => {
  it('has told every event once when it was started for the last time, as one that was never killed', async () => {
    const [steady, mortal] = [await order('steady.json'), await order('mortal.json')]
    const whole = await started(steady)
    const all = happenings(contracts)
    for (let at = 0; at < Math.max(KILLS, all.length); at++) {
      const child = await started(mortal)
      const happening = all[at]?.()
      await pause(Math.random() * LIFE)
      await killed(child)
      await happening
    }
    const last = await started(mortal)
    const stores = [await caughtUp(steady), await caughtUp(mortal)]
    // blocks that both have seen, a deposit in the first, and others in their place
    await killed(last)
    await node.rpc.invalidateblock(await node.rpc.getblockhash((await node.height()) - 6))
    await node.rpc.generatetoaddress({ nblocks: 8, address: await node.wallet.getnewaddress() })
    const again = await started(mortal)
    const [told, toldByMortal] = [await caughtUp(steady), await caughtUp(mortal)]
    await Promise.all([killed(whole), killed(again)])
    const ids = ({ events }: FollowStore) => events.map(({ id }) => id)
    for (const stored of [...stores, told, toldByMortal])
      expect(new Set(ids(stored)).size).toBe(stored.events.length)
    expect(ids(toldByMortal).sort()).toEqual(ids(told).sort())
    expect(new Set(told.events.map(({ kind }) => kind))).toEqual(
      new Set(['arrived', 'confirmed', 'spendSeen', 'spendConfirmed', 'undone', 'pathOpens', 'deadlineNear']),
    )
  }, 240_000)
})
