import { bump, refund, release, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { nodesOfEveryPolicy, rateOf } from '../support/relayPolicy.js'

const nodes = await nodesOfEveryPolicy()
const document = everyPathDocument('blocks', {
  from: 2,
  decision: 10,
  backupFrom: 12,
  silence: 30,
  rescue: 60,
})
const { contracts } = made(document)
const oneSat = satsPerVb('1')

describe.each(nodes)('bump on $name', ({ node, step }) => {
  it.each(['key', 'employerAndWorker'] as const)(
    'replaces a release by %s that is on its way',
    async (path) => {
      const [funded] = await fundAll(node, contracts)
      const slow = release(funded!, { path, feeRate: oneSat })
      const { hex, txid } = await finished(slow)
      await node.rpc.sendrawtransaction(hex)
      const fast = await finished(bump(slow, { feeRate: satsPerVb('5') }))
      const mined = await node.broadcastAndMine(fast.hex)
      expect(mined.txid).toBe(fast.txid)
      expect(mined.txid).not.toBe(txid)
    },
  )

  it('refuses the rate that the node would refuse, and takes the least that it takes', async () => {
    const [funded] = await fundAll(node, contracts)
    const slow = release(funded!, { path: 'employerAndWorker', feeRate: oneSat })
    await node.rpc.sendrawtransaction((await finished(slow)).hex)
    // a fiftieth of a satoshi for a virtual byte is more than rounding gives away
    const little = rateOf(1000n + step - 20n)
    const incrementalFeeRate = step
    expect(() => bump(slow, { feeRate: little, incrementalFeeRate })).toThrow(
      expect.objectContaining({ code: 'BUMP_TOO_LITTLE' }),
    )
    const refused = release(funded!, { path: 'employerAndWorker', feeRate: little })
    await node.expectRefused((await finished(refused)).hex, 'insufficient fee')
    const least = bump(slow, { feeRate: rateOf(1000n + step), incrementalFeeRate })
    await node.expectAccepted((await finished(least)).hex)
  })

  it('shows that a richer refund replaces a release once the refund is open', async () => {
    const [funded] = await fundAll(node, contracts)
    await node.mine(30)
    await node.rpc.sendrawtransaction(
      (await finished(release(funded!, { path: 'key', feeRate: oneSat }))).hex,
    )
    const thief = await finished(refund(funded!, { path: 'employerAlone', feeRate: satsPerVb('4') }))
    expect((await node.broadcastAndMine(thief.hex)).txid).toBe(thief.txid)
  })
})
