import { childPaysForParent, type FeeRate, fundedToJson, readSpend, release, satsPerVb } from 'taproot-escrow'
import { expect, it } from 'vitest'
import { folderOf, words } from '../support/command.js'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { coinsToFill, fill } from '../support/fullMempool.js'
import { startNode } from '../support/node.js'
import { rateOf } from '../support/relayPolicy.js'

/* The least that a node takes, as the command asks it: beside what hangs on the spend, and into a full mempool. */

const node = await startNode({ settings: ['-maxmempool=5'] })
const { wallet } = node
const to = await wallet.getnewaddress({ type: 'bech32m' })
const document = everyPathDocument('blocks', { from: 500, decision: 20, silence: 900 }, { count: 2 })
document.worker.payees[0].address = to
const { agreement, contracts } = made(document)
const funded = await fundAll(node, contracts)
const folder = folderOf({
  'agreement.json': agreement.text,
  'funded.json': JSON.stringify(funded.map(fundedToJson)),
})
const relax = ['feeShareCap', 'feeRateCap'] as const
const drafted = (milestone: number, feeRate: FeeRate) =>
  release(funded[milestone]!, { path: 'key', feeRate, relax })

/** What the command drafts in place of a spend, at the rate that it found. */
const bumped = async (milestone: number) => {
  const { code, errors } = await folder.run(
    words(
      `bump agreement.json --funded funded.json --milestone ${milestone} --psbt slow.psbt --node ${node.url} --node-cookie ${node.cookieFile} ${relax.map((rule) => `--relax ${rule}`).join(' ')} --out faster.psbt --force`,
    ),
  )
  expect([code, errors.at(0)]).toEqual([0, expect.stringMatching(/^fee rate \d+(\.\d+)? sat\/vB$/)])
  const rate = satsPerVb(/[\d.]+/.exec(errors.at(0)!)![0])
  return { faster: readSpend([funded[milestone]!], folder.text('faster.psbt').trim()), rate }
}
/** A fiftieth of a satoshi for a virtual byte less, which is more than rounding gives away. */
const less = (rate: FeeRate): FeeRate => rateOf(rate - 20n)

it('bump beside a descendant pays for both, and a little less is not taken', async () => {
  const spend = drafted(0, satsPerVb('1'))
  folder.files.set('slow.psbt', spend.psbt)
  const parent = await finished(spend)
  const child = childPaysForParent({
    ...{ parent: parent.hex, parentFee: spend.plan.fee, to, network: 'regtest', relax },
    vout: spend.plan.outputs.findIndex(({ address }) => address === to),
    feeRate: satsPerVb('5'),
  })
  const { hex = '' } = await wallet.walletprocesspsbt(child.psbt)
  await node.rpc.sendrawtransaction(parent.hex)
  await node.rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
  const { fees } = await node.rpc.getmempoolentry(parent.txid)
  const { faster, rate } = await bumped(0)
  expect(faster.plan.fee).toBeGreaterThan(fees.descendant)
  const { hex: cheaper } = await finished(drafted(0, less(rate)))
  await node.expectRefused(cheaper, 'insufficient fee')
  const { hex: final } = await finished(faster)
  await node.rpc.sendrawtransaction(final, { maxfeerate: 'unlimited' })
  await node.mine()
})

it('bump into a full mempool asks what it takes, and a little less is not taken', async () => {
  const coins = await coinsToFill(node)
  const spend = drafted(1, satsPerVb('1'))
  folder.files.set('slow.psbt', spend.psbt)
  const { hex: slow, txid } = await finished(spend)
  await node.rpc.sendrawtransaction(slow)
  await fill(node, coins)
  expect(await node.rpc.getrawmempool()).not.toContain(txid)
  const { faster, rate } = await bumped(1)
  const { hex: cheaper } = await finished(drafted(1, less(rate)))
  await node.expectRefused(cheaper, 'mempool min fee not met')
  const { hex } = await finished(faster)
  await node.rpc.sendrawtransaction(hex, { maxfeerate: 'unlimited' })
})
