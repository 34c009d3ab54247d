import {
  type Contract,
  type ContractEvent,
  emptyView,
  matchFunding,
  release,
  satsPerVb,
  type View,
  viewFromJson,
  viewToJson,
} from 'taproot-escrow'
import { bitcoindSource, esploraSource, follow, type Source } from 'taproot-escrow/chain'
import { afterAll, describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { electrumNode } from '../support/electrumNode.js'
import { sourceOf } from '../support/electrumServer.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const server = await esploraServer(node.rpc)
const electrum = sourceOf(await electrumNode(node.rpc, server))
afterAll(() => electrum.close())
const sources: Record<string, Source> = {
  'a node': bitcoindSource({ rpc: node.rpc, network: 'regtest' }),
  'a server with an index': esploraSource({ url: server.url, network: 'regtest', retryDelay: 1 }),
  'a server of the Electrum protocol': electrum,
}
const poll = 20

/** A view that starts a few blocks below the tip. */
const freshView = async (): Promise<View> => {
  const height = (await node.height()) - 5
  return emptyView({ network: 'regtest', checkpoint: { height, hash: await node.rpc.getblockhash(height) } })
}

interface Follower {
  readonly events: ContractEvent[]
  readonly view: () => View
  /** Waits until the last event is of this kind, or there has been one. */
  readonly told: (kind: ContractEvent['kind'], times?: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Follows in the background; a restarting one goes through JSON and begins again after every step. */
const following = (
  source: Source,
  options: { contracts: readonly Contract[]; view: View; confirmations?: number },
  mode: 'continuous' | 'restarting',
): Follower => {
  const controller = new AbortController()
  const events: ContractEvent[] = []
  let { view } = options
  let wake = () => {}
  const run = async () => {
    const { signal } = controller
    while (!signal.aborted)
      for await (const step of follow(source, { ...options, view, signal, poll })) {
        events.push(...step.changes)
        view = viewFromJson(JSON.parse(JSON.stringify(viewToJson(step.view))))
        wake()
        if (mode === 'restarting') break
      }
  }
  const running = run()
  running.catch(() => wake())
  return {
    events,
    view: () => view,
    told: async (kind, times = 1) => {
      const done = () => events.filter((event) => event.kind === kind).length >= times
      while (!done()) {
        const woken = new Promise<void>((resolve) => {
          wake = resolve
        })
        await Promise.race([woken, running])
      }
    },
    stop: async () => {
      controller.abort()
      await running
    },
  }
}

const kinds = ({ events }: Follower) => events.map(({ kind }) => kind)
const ids = ({ events }: Follower) => events.map(({ id }) => id)
let agreements = 0
/** Another agreement for each test: they play on one chain. */
const contractsOf = (): readonly Contract[] =>
  made(everyPathDocument('blocks', { from: 500, decision: 20, silence: 900 + agreements++, rescue: 1200 }))
    .contracts

describe.each(Object.entries(sources))('followed at %s', (_, source) => {
  const both = async (
    contracts: readonly Contract[],
    play: (told: (kind: ContractEvent['kind'], times?: number) => Promise<void>) => Promise<void>,
    confirmations = 1,
  ) => {
    const view = await freshView()
    const options = { contracts, view, confirmations }
    const followers = [
      following(source, options, 'continuous'),
      following(source, options, 'restarting'),
    ] as const
    const told = async (kind: ContractEvent['kind'], times?: number) => {
      for (const follower of followers) await follower.told(kind, times)
    }
    await play(told)
    for (const follower of followers) await follower.stop()
    const [continuous, restarting] = followers
    // never one twice, never one left out
    expect(new Set(ids(continuous)).size).toBe(continuous.events.length)
    expect([...ids(restarting)].sort()).toEqual([...ids(continuous)].sort())
    return continuous
  }

  it('a contract tells what happens to it, once each, the same after every restart', async () => {
    const contracts = contractsOf()
    const [contract] = contracts
    const told = await both(contracts, async (until) => {
      const txid = await node.wallet.sendtoaddress({ address: contract!.address, amount: contract!.amount })
      await until('arrived')
      await node.mine()
      await until('confirmed')
      const [funded] = await fundedBy(contract!, txid)
      const { hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
      await node.rpc.sendrawtransaction(hex)
      await until('spendSeen')
      await node.mine()
      await until('spendConfirmed')
    })
    expect(kinds(told).filter((kind) => kind !== 'pathOpens')).toEqual([
      'arrived',
      'confirmed',
      'spendSeen',
      'spendConfirmed',
    ])
  })

  it('a deposit that is replaced is told, and the one that took its place', async () => {
    const contracts = contractsOf()
    const [contract] = contracts
    const told = await both(contracts, async (until) => {
      const { address, amount } = contract!
      const txid = await node.wallet.sendtoaddress({ address, amount })
      await until('arrived')
      await node.wallet.call('bumpfee', { txid })
      await until('replaced')
      await until('arrived', 2)
      await node.mine()
      await until('confirmed')
    })
    expect(kinds(told)).not.toContain('dropped')
  })

  it.each([1, 6, 100])('a reorganisation of %i blocks is told, and what happens after it', async (depth) => {
    const contracts = contractsOf()
    const told = await both(contracts, async (until) => {
      const [funded] = await fundAll(node, contracts)
      const { hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
      const { height } = await node.broadcastAndMine(hex)
      await until('spendConfirmed')
      await node.mine(depth - 1)
      await node.rpc.invalidateblock(await node.rpc.getblockhash(height))
      // a node that throws away more than ten blocks does not take what was in them back
      await node.rpc.sendrawtransaction(hex)
      // to another address, so that the blocks are others
      await node.rpc.generatetoaddress({ nblocks: depth + 1, address: await node.wallet.getnewaddress() })
      await until('undone')
      await until('spendConfirmed', 2)
    })
    expect(kinds(told)).toContain('undone')
  })

  it('a contract that comes later is told to be followed, and what happens to it from then on', async () => {
    const [first, second] = [contractsOf(), contractsOf()]
    const controller = new AbortController()
    let contracts = first
    const steps = follow(source, {
      contracts: () => [...contracts],
      view: await freshView(),
      signal: controller.signal,
      poll,
    })[Symbol.asyncIterator]()
    const next = async () => (await steps.next()).value
    while ((await next()).contracts.length < first.length);
    contracts = [...first, ...second]
    expect(await next()).toMatchObject({ contracts, changes: [] })
    const { address, amount } = second[0]!
    await node.wallet.sendtoaddress({ address, amount })
    expect((await next()).changes).toMatchObject([{ kind: 'arrived', amount }])
    contracts = first
    expect(await next()).toMatchObject({ contracts: first, changes: [] })
    controller.abort()
    expect(await steps.next()).toMatchObject({ done: true })
  })

  it('a view whose checkpoint the chain does not have is refused', async () => {
    const contracts = contractsOf()
    const checkpoint = { height: (await node.height()) - 3, hash: 'ab'.repeat(32) }
    const steps = follow(source, { contracts, view: emptyView({ network: 'regtest', checkpoint }), poll })
    await expect(steps[Symbol.asyncIterator]().next()).rejects.toThrow(
      expect.objectContaining({ code: 'VIEW_TOO_OLD' }),
    )
  })
})

const fundedBy = async (contract: Contract, txid: string) =>
  matchFunding([contract], (await node.rpc.getrawtransaction(txid)).hex)
