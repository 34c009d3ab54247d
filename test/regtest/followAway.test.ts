import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type Contract, type ContractEvent, emptyView, release, satsPerVb, type View } from 'taproot-escrow'
import { bitcoindSource, createRpc, esploraSource, follow, type Source, verified } from 'taproot-escrow/chain'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { electrumNode } from '../support/electrumNode.js'
import { sourceOf } from '../support/electrumServer.js'
import { esploraServer } from '../support/esploraServer.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const server = await esploraServer(node.rpc)

/** A port before the node's that can be closed, with every connection through it, and opened again. */
const door = async () => {
  const open = new Set<Socket>()
  const { hostname, port } = new URL(node.url)
  const listener = createServer((socket) => {
    const behind = connect(Number(port), hostname)
    for (const [one, other] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      open.add(one)
      one.on('error', () => {})
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  // a listener of TCP has an address of this form
  const own = (listener.address() as AddressInfo).port
  const close = async () => {
    const closed = once(listener, 'close')
    listener.close()
    for (const socket of open) socket.destroy()
    await closed
  }
  afterAll(() => (listener.listening ? close() : undefined))
  return {
    url: `http://127.0.0.1:${own}`,
    close,
    reopen: async () => {
      listener.listen(own, '127.0.0.1')
      await once(listener, 'listening')
    },
  }
}

const before = await door()
const esplora = () => esploraSource({ url: server.url, network: 'regtest', retries: 0, retryDelay: 1 })
const refusing = async () => {
  server.settings.fault = () => ({ status: 502, text: 'Bad Gateway' })
}
const answering = async () => server.reset()
let isAway = false
const electrumServer = await electrumNode(node.rpc, server, { isAway: () => isAway })
const electrum = sourceOf(electrumServer, { retries: 0 })
afterAll(() => electrum.close())

const checkpoint = { height: (await node.height()) - 12, hash: '' }
checkpoint.hash = await node.rpc.getblockhash(checkpoint.height)
const view: View = emptyView({ network: 'regtest', checkpoint })

interface Away {
  readonly source: Source
  readonly leave: () => Promise<void>
  readonly comeBack: () => Promise<void>
}

const sources: Record<string, Away> = {
  'a node whose connections break and that answers nobody': {
    source: bitcoindSource({
      rpc: createRpc({ url: before.url, cookieFile: node.cookieFile, retries: 0 }),
      network: 'regtest',
    }),
    leave: before.close,
    comeBack: before.reopen,
  },
  'a server that answers 502': { source: esplora(), leave: refusing, comeBack: answering },
  'a verified server that answers 502': {
    // the node's clock begins in 2027
    source: verified(esplora(), { checkpoint, now: () => 1_800_100_000 }),
    leave: refusing,
    comeBack: answering,
  },
  'a server of the Electrum protocol that hangs up': {
    source: electrum,
    leave: async () => {
      isAway = true
      electrumServer.cut()
    },
    comeBack: async () => {
      isAway = false
    },
  },
}

let agreements = 0
/** Another agreement for each test: they play on one chain. */
const contractsOf = (): readonly Contract[] =>
  made(
    everyPathDocument(
      'blocks',
      { from: 500, decision: 20, silence: 900 + agreements++, rescue: 1200 },
      { count: 2 },
    ),
  ).contracts

const until = (events: readonly ContractEvent[], kind: ContractEvent['kind'], times: number) =>
  vi.waitFor(() => expect(events.filter((event) => event.kind === kind)).toHaveLength(times), {
    timeout: 60_000,
    interval: 20,
  })

describe.each(Object.entries(sources))('%s', (_, { source, leave, comeBack }) => {
  it('loses nothing of what happened meanwhile, and repeats nothing', async () => {
    const contracts = contractsOf()
    const [first, second] = contracts
    const controller = new AbortController()
    const events: ContractEvent[] = []
    const troubles: string[] = []
    const running = (async () => {
      const steps = follow(source, {
        contracts,
        view,
        signal: controller.signal,
        poll: 20,
        onTrouble: ({ code }) => troubles.push(code),
      })
      for await (const { changes } of steps) events.push(...changes)
    })()
    const pay = ({ address, amount }: Contract) => node.wallet.sendtoaddress({ address, amount })
    await pay(second!)
    await until(events, 'arrived', 1)
    await leave()
    await vi.waitFor(() => expect(troubles.length).toBeGreaterThan(0), { timeout: 60_000 })
    await node.mine()
    const [funded] = await fundAll(node, [first!])
    const { hex } = await finished(release(funded!, { path: 'key', feeRate: satsPerVb('2') }))
    await node.broadcastAndMine(hex)
    await comeBack()
    await until(events, 'spendConfirmed', 1)
    await until(events, 'confirmed', 2)
    controller.abort()
    await running
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(events.map(({ kind, contract }) => `${contract.milestone} ${kind}`).sort()).toEqual([
      '0 arrived',
      '0 confirmed',
      '0 spendConfirmed',
      '0 spendSeen',
      '1 arrived',
      '1 confirmed',
    ])
    for (const code of troubles)
      expect(['SOURCE_UNREACHABLE', 'SOURCE_BUSY', 'SOURCE_TIMED_OUT']).toContain(code)
  })
})
