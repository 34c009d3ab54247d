import { type Contract, type ContractEvent, emptyView, release, satsPerVb } from 'taproot-escrow'
import { bitcoindSource, createRpc, follow } from 'taproot-escrow/chain'
import { afterAll, expect, it, vi } from 'vitest'
import { startAgain } from '../../scripts/bitcoind/start.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { startNode } from '../support/node.js'

// as nodes do unless they are told otherwise, which those of the tests are
const KEPT = '-persistmempool=1'
const node = await startNode({ settings: [KEPT] })

let stop = node.stop
/** Stopped as its owner would, and started with the same data; its clock is the chain's, which is ahead of ours. */
const stopped = async (): Promise<() => Promise<void>> => {
  const { time } = await node.rpc.getblockheader(await node.rpc.getblockhash(await node.height()))
  await stop({ data: 'keep' })
  return async () => {
    const again = await startAgain(node, { settings: [KEPT, `-mocktime=${time}`] })
    stop = again.stop
    afterAll(() => again.stop({ data: 'keep' }))
  }
}

it('a node that is stopped and started again while it is followed loses and repeats nothing', async () => {
  const { contracts } = made(
    everyPathDocument('blocks', { from: 500, decision: 20, silence: 900, rescue: 1200 }, { count: 2 }),
  )
  const [first, second] = contracts
  const elsewhere = await node.wallet.getnewaddress()
  const checkpoint = { height: (await node.height()) - 12, hash: '' }
  checkpoint.hash = await node.rpc.getblockhash(checkpoint.height)
  const source = bitcoindSource({
    rpc: createRpc({ url: node.url, cookieFile: node.cookieFile, retries: 0 }),
    network: 'regtest',
  })
  const controller = new AbortController()
  const events: ContractEvent[] = []
  const troubles = new Set<string>()
  const running = (async () => {
    const steps = follow(source, {
      contracts,
      view: emptyView({ network: 'regtest', checkpoint }),
      signal: controller.signal,
      poll: 20,
      onTrouble: ({ code }) => troubles.add(code),
    })
    for await (const { changes } of steps) events.push(...changes)
  })()
  const until = (kind: ContractEvent['kind'], times = 1) =>
    vi.waitFor(() => expect(events.filter((event) => event.kind === kind)).toHaveLength(times), {
      timeout: 60_000,
      interval: 20,
    })
  const pay = ({ address, amount }: Contract) => node.wallet.sendtoaddress({ address, amount })

  const [funded] = await fundAll(node, [first!])
  await until('confirmed')
  await pay(second!)
  await until('arrived', 2)
  const start = await stopped()
  await vi.waitFor(() => expect(troubles.size).toBeGreaterThan(0), { timeout: 60_000 })
  await start()
  // what waited in its mempool is there again, and is told no second time
  const { hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
  await node.rpc.sendrawtransaction(hex)
  await until('spendSeen')
  await node.mine()
  await until('spendConfirmed')
  await until('confirmed', 2)
  // again, while a spend is confirmed that a reorganisation then undoes
  const restart = await stopped()
  await restart()
  await node.rpc.invalidateblock(await node.rpc.getblockhash(await node.height()))
  await node.rpc.generatetoaddress({ nblocks: 2, address: elsewhere })
  await until('undone', 2)
  await until('spendConfirmed', 2)
  await until('confirmed', 3)
  controller.abort()
  await running
  expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
  expect(events.map(({ kind, contract }) => `${contract.milestone} ${kind}`).sort()).toEqual([
    '0 arrived',
    '0 confirmed',
    '0 spendConfirmed',
    '0 spendConfirmed',
    '0 spendSeen',
    '0 undone',
    '1 arrived',
    '1 confirmed',
    '1 confirmed',
    '1 undone',
  ])
  for (const code of troubles)
    expect(['SOURCE_UNREACHABLE', 'SOURCE_BUSY', 'SOURCE_TIMED_OUT']).toContain(code)
})
