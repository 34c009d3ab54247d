import { bump, childPaysForParent, type FeeRate, release, satsPerVb } from 'taproot-escrow'
import { bitcoindSource, type Kept, keep, type Source, type Stuck } from 'taproot-escrow/chain'
import { expect, it } from 'vitest'

import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { coinsToFill, fill } from '../support/fullMempool.js'
import { startNode } from '../support/node.js'
import { rateOf } from '../support/relayPolicy.js'

const node = await startNode({ settings: ['-maxmempool=5'] })
const { rpc, wallet } = node
const source = bitcoindSource({ rpc, network: 'regtest' })
const options = { poll: 50, confirmations: 2, blocks: 6 }

const relax = ['feeShareCap', 'feeRateCap'] as const
/** A fiftieth of a satoshi for a virtual byte less, which is more than rounding gives away. */
const less = (rate: FeeRate): FeeRate => rateOf(rate - 20n)

/** Keeps in the background; `told` waits for a kind and answers it. */
const keeping = (transactions: Parameters<typeof keep>[1], at: Source = source) => {
  const controller = new AbortController()
  const all: Kept[] = []
  const steps = keep(at, transactions, { ...options, signal: controller.signal })
  const iterator = steps[Symbol.asyncIterator]()
  return {
    all,
    told: async (kind: Kept['kind']): Promise<Kept> => {
      for (;;) {
        const { value, done } = await iterator.next()
        if (done) throw new Error(`never ${kind}, but ${all.map((one) => one.kind).join(', ')}`)
        all.push(value)
        if (value.kind === kind) return value
      }
    },
    ended: async () => (await iterator.next()).done,
    stop: () => controller.abort(),
  }
}

let agreements = 0
const cheapRelease = async () => {
  const document = everyPathDocument('blocks', { from: 500, decision: 20, silence: 900 + agreements++ })
  const to = await wallet.getnewaddress({ type: 'bech32m' })
  document.worker.payees[0].address = to
  const [funded] = await fundAll(node, made(document).contracts)
  const at = (feeRate: FeeRate) => release(funded!, { path: 'key', feeRate, relax })
  const spend = at(satsPerVb('1'))
  return { spend, at, to, ...(await finished(spend)) }
}

/** A child of the release's payment, signed. */
const childOf = async ({ spend, to, hex }: Awaited<ReturnType<typeof cheapRelease>>, rate: string) => {
  const { psbt } = childPaysForParent({
    parent: hex,
    parentFee: spend.plan.fee,
    vout: spend.plan.outputs.findIndex(({ address }) => address === to),
    to,
    network: 'regtest',
    feeRate: satsPerVb(rate),
    relax,
  })
  return (await wallet.walletprocesspsbt(psbt)).hex ?? ''
}

// first, as a mempool that was full asks for more than these pay
it('transactions come and go while the rest is kept, until the signal ends it', async () => {
  const [first, second] = [await cheapRelease(), await cheapRelease()]
  let list = [first.hex]
  let emptyLooks = 0
  const kept = keeping(async () => {
    if (list.length === 0) emptyLooks++
    return list
  })
  expect(await kept.told('waiting')).toMatchObject({ txid: first.txid })
  list = [first.hex, second.hex]
  expect(await kept.told('waiting')).toMatchObject({ txid: second.txid })
  await node.mine(2)
  expect(await kept.told('deep')).toMatchObject({ txid: first.txid })
  expect(await kept.told('deep')).toMatchObject({ txid: second.txid })
  // one that was taken out and comes back is told anew
  list = []
  const back = kept.told('deep')
  await expect.poll(() => emptyLooks, { timeout: 20_000 }).toBeGreaterThan(0)
  list = [second.hex]
  expect(await back).toMatchObject({ txid: second.txid })
  kept.stop()
  expect(await kept.ended()).toBe(true)
})

it('a release that waits too long is told with the least bump over all that hangs on it', async () => {
  const cheap = await cheapRelease()
  const hurried: Source = { ...source, feeRate: async () => satsPerVb('40') }
  const kept = keeping([cheap.hex, await childOf(cheap, '3')], hurried)
  const stuck = await kept.told('stuck')
  await kept.told('stuck')
  const entry = await rpc.getmempoolentry(cheap.txid)
  expect(stuck).toMatchObject({
    txid: cheap.txid,
    feeRate: satsPerVb('40'),
    replaces: { fee: entry.fees.descendant, weight: 4 * entry.descendantsize },
  })
  const { leastFeeRate, replaces, incrementalFeeRate } = stuck as Required<Stuck>
  await node.expectRefused((await finished(cheap.at(less(leastFeeRate)))).hex, 'insufficient fee')
  const fast = bump(cheap.spend, { feeRate: leastFeeRate, replaces, incrementalFeeRate, relax })
  await rpc.sendrawtransaction((await finished(fast)).hex)
  expect(await kept.told('replaced')).toMatchObject({ txid: cheap.txid })
  kept.stop()
  await node.mine()
})

it('a release that a full mempool pushes out is told, with the least that the node takes; bumped, it is kept until it is deep', async () => {
  const coins = await coinsToFill(node)
  const { spend, at, hex, txid } = await cheapRelease()
  const slow = keeping([hex])
  await slow.told('waiting')
  await fill(node, coins)
  await slow.told('dropped')
  const stuck = await slow.told('stuck')
  slow.stop()
  expect(stuck).toMatchObject({ txid, leastFeeRate: (await rpc.getmempoolinfo()).mempoolminfee })
  const { leastFeeRate: least } = stuck as { leastFeeRate: FeeRate }
  await node.expectRefused((await finished(at(less(least)))).hex, 'mempool min fee not met')
  const fast = await finished(bump(spend, { feeRate: least, relax }))
  const kept = keeping([fast.hex])
  await kept.told('waiting')
  await node.mine(3)
  await kept.told('deep')
  expect(kept.all.map(({ kind }) => kind)).toEqual(['waiting', 'confirmed', 'deep'])
  expect(await kept.ended()).toBe(true)
})

it('a release that a full mempool does not take goes there with a child that pays for both', async () => {
  const coins = await coinsToFill(node)
  const cheap = await cheapRelease()
  await fill(node, coins)
  const alone = keeping([cheap.hex])
  await alone.told('stuck')
  alone.stop()
  const child = await childOf(cheap, '90')
  const kept = keeping([cheap.hex, child])
  await kept.told('waiting')
  await node.mine(3)
  await kept.told('deep')
  await kept.told('deep')
  expect(await kept.ended()).toBe(true)
})
