import {
  type ChildTransaction,
  childPaysForParent,
  type FinalTransaction,
  type Funded,
  feeFor,
  release,
  type Sats,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { finished, fundAll, made, milestones } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { nodesOfEveryPolicy, rateOf } from '../support/relayPolicy.js'

// Bitcoin Knots relays version 3 like any other unless told so; Bitcoin Core always knows it, and not the setting
const nodes = await nodesOfEveryPolicy(['-mempooltruc=enforce']).catch(() => nodesOfEveryPolicy())
const path = 'employerAndWorker'
const feeRate = satsPerVb('12')

const KINDS = ['bech32m', 'bech32'] as const
type Kind = (typeof KINDS)[number]

interface Pair {
  readonly parent: FinalTransaction
  readonly parentFee: Sats
  readonly child: ChildTransaction
  readonly hex: string
}

describe.each(nodes)('on $name', ({ node, relay }) => {
  const { rpc, wallet } = node
  /** Far below what the node relays. */
  const crumbs = rateOf(relay / 100n)
  const funded = new Map<Kind, readonly Funded[]>()

  beforeAll(async () => {
    for (const [at, type] of KINDS.entries()) {
      const document = { ...plainDocument(), index: 100 * at, milestones: milestones(3) }
      document.employer.address = await wallet.getnewaddress({ type })
      document.worker.payees[0].address = await wallet.getnewaddress({ type })
      funded.set(type, await fundAll(node, made(document).contracts))
    }
  })

  /** The parent, and a child that the receiver's wallet signed; it knows the parent by the PSBT alone. */
  const pairOf = async (draft: Spend): Promise<Pair> => {
    const parent = await finished(draft)
    const parentFee = draft.plan.fee
    const child = childPaysForParent({
      parent,
      parentFee,
      vout: 0,
      to: await wallet.getnewaddress(),
      network: 'regtest',
      feeRate,
    })
    const { complete, hex } = await wallet.walletprocesspsbt(child.psbt)
    expect(complete).toBe(true)
    return { parent, parentFee, child, hex: hex! }
  }

  /** Both are in the mempool, of the planned sizes, and pay the rate together. */
  const expectRate = async ({ parent, parentFee, child, hex }: Pair, type: Kind) => {
    const { txid } = (await rpc.call('decoderawtransaction', [hex])) as { txid: string }
    const [first, second] = [await rpc.getmempoolentry(parent.txid), await rpc.getmempoolentry(txid)]
    expect(first).toMatchObject({ vsize: parent.vsize, fees: { base: parentFee } })
    expect(second.fees.base).toBe(child.fee)
    // an ECDSA signature may turn out a byte or two shorter
    expect(child.weight - second.weight).toBeGreaterThanOrEqual(0)
    expect(child.weight - second.weight).toBeLessThanOrEqual(type === 'bech32m' ? 0 : 2)
    expect(first.fees.base + second.fees.base).toBeGreaterThanOrEqual(
      feeFor(4 * (first.vsize + second.vsize), feeRate),
    )
    await node.mine()
    expect((await rpc.getrawtransaction(txid)).confirmations).toBe(1)
  }

  describe.each(KINDS)('a receiver with a %s address', (type) => {
    it('pays for a parent that is in the mempool', async () => {
      const pair = await pairOf(release(funded.get(type)![0]!, { path, feeRate: satsPerVb('1.5') }))
      await rpc.sendrawtransaction(pair.parent.hex)
      await rpc.sendrawtransaction(pair.hex)
      await expectRate(pair, type)
    })

    it('cannot carry a version 2 parent that pays less than nodes relay at all', async () => {
      const { parent, hex } = await pairOf(
        release(funded.get(type)![1]!, { path, feeRate: crumbs, relax: ['feeRateFloor'] }),
      )
      await node.expectRefused(parent.hex, 'min relay fee not met')
      const { package_msg, 'tx-results': results } = await rpc.submitpackage([parent.hex, hex])
      expect(package_msg).toBe('transaction failed')
      expect(Object.values(results).find(({ txid }) => txid === parent.txid)?.error).toMatch(
        /^min relay fee not met/,
      )
    })

    it('is sent together with a parent that nobody has seen', async () => {
      const pair = await pairOf(release(funded.get(type)![1]!, { path, feeRate: satsPerVb('1') }))
      expect(await rpc.submitpackage([pair.parent.hex, pair.hex])).toMatchObject({ package_msg: 'success' })
      await expectRate(pair, type)
    })

    it('carries a split that no mempool takes alone, as a version 3 child of at most 1000 vB', async () => {
      const split = { employer: 5000, worker: 5000 }
      const pair = await pairOf(
        settle(funded.get(type)![2]!, { path, split, feeRate: crumbs, relax: ['feeRateFloor'] }),
      )
      await node.expectRefused(pair.parent.hex, 'min relay fee not met')
      expect(pair.child).toMatchObject({ version: 3 })
      expect(pair.child.vsize).toBeLessThanOrEqual(1000)
      expect(await rpc.submitpackage([pair.parent.hex, pair.hex])).toMatchObject({ package_msg: 'success' })
      await expectRate(pair, type)
    })
  })
})
