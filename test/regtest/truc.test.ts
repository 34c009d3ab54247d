import { award, childPaysForParent, type FinalTransaction, release, sats, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import type { TestNode } from '../support/node.js'
import { trucNodes } from '../support/trucNodes.js'

/*
 * What version 3 is worth (BIP 431): a protection where nodes enforce it, a number where they do not. Bitcoin Core
 * enforces it from version 28 on; Bitcoin Knots does as its owner says, and accepts it like any other where nothing is
 * said.
 */

const truc = await trucNodes()
const { enforcing } = truc

/** An award that pays three wallets of the node: output 0 the arbiter's, 1 the employer's, 2 the worker's. */
const awardOn = async (node: TestNode): Promise<FinalTransaction> => {
  const address = () => node.wallet.getnewaddress({ type: 'bech32m' })
  const document = everyPathDocument('blocks', { decision: 10, silence: 30, rescue: 60 })
  document.arbiter.address = await address()
  document.employer.address = await address()
  document.worker.payees[0].address = await address()
  const [funded] = await fundAll(node, made(document).contracts)
  const draft = award(funded!, {
    path: 'arbiterAndWorker',
    split: { employer: 3000, worker: 7000 },
    feeRate: satsPerVb('2'),
  })
  expect(draft.plan).toMatchObject({ version: 3, outputs: [{}, {}, {}] })
  const paid = await finished(draft)
  await node.rpc.sendrawtransaction(paid.hex)
  return paid
}
const ARBITER = 0
const LOSER = 1
const WINNER = 2

/** A child of an output, signed by the node's wallet, that pays for both as if nobody had paid before. */
const childOf = async (
  node: TestNode,
  parent: string,
  { vout = 0, rate = '10' }: { vout?: number; rate?: string } = {},
): Promise<string> => {
  const child = childPaysForParent({
    parent,
    parentFee: sats('0'),
    vout,
    to: await node.wallet.getnewaddress({ type: 'bech32m' }),
    network: 'regtest',
    feeRate: satsPerVb(rate),
    relax: ['feeShareCap', 'feeRateCap'],
  })
  expect(child.version).toBe(3)
  return (await node.wallet.walletprocesspsbt(child.psbt)).hex!
}

describe(`where nodes enforce version 3 (${truc.told})`, () => {
  it('a second child of one receiver is refused, and the other receiver’s child takes the place of the first', async () => {
    const paid = await awardOn(enforcing)
    const pin = await childOf(enforcing, paid.hex, { vout: LOSER })
    const pinId = await enforcing.rpc.sendrawtransaction(pin)
    // Bitcoin Core says TRUC-violation, Bitcoin Knots which rule it is
    const { allowed, reason } = await enforcing.tryAccept(await childOf(enforcing, pin))
    expect([allowed, reason]).toEqual([false, expect.stringMatching(/^truc-/i)])
    const rescue = await childOf(enforcing, paid.hex, { vout: WINNER, rate: '30' })
    const rescueId = await enforcing.rpc.sendrawtransaction(rescue)
    const mempool = await enforcing.rpc.getrawmempool()
    expect(mempool).toContain(rescueId)
    expect(mempool).not.toContain(pinId)
    await enforcing.mine()
    expect((await enforcing.rpc.getrawtransaction(paid.txid)).confirmations).toBe(1)
  })
})

describe.each(truc.all.filter(({ policy }) => policy === 'accept'))(
  'where nodes $policy version 3 like any other',
  ({ node }) => {
    it('one receiver’s chain of 24 children and an arbiter in a hurry leave no room for the other’s child', async () => {
      const paid = await awardOn(node)
      let last = await childOf(node, paid.hex, { vout: LOSER })
      await node.rpc.sendrawtransaction(last)
      for (let count = 1; count < 24; count++) {
        last = await childOf(node, last)
        await node.rpc.sendrawtransaction(last)
      }
      expect(await node.rpc.getrawmempool()).toHaveLength(25)
      // one more is let in if it hangs on the award alone: the winner's, as long as nobody else takes that place
      const rescue = await childOf(node, paid.hex, { vout: WINNER, rate: '50' })
      await node.expectAccepted(rescue)
      await node.rpc.sendrawtransaction(await childOf(node, paid.hex, { vout: ARBITER }))
      const { allowed, reason } = await node.tryAccept(rescue)
      expect([allowed, reason]).toEqual([false, expect.stringMatching(/^too-long-mempool-chain/)])
      await node.mine()
      await node.expectAccepted(rescue)
    })
  },
)

it('a spend that pays one script has nobody beside its receiver who could hold it up', async () => {
  const [funded] = await fundAll(enforcing, made(plainDocument()).contracts)
  expect(release(funded!, { feeRate: satsPerVb('2') }).plan).toMatchObject({ version: 2, outputs: [{}] })
})
