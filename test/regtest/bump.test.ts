import { bump, refund, release, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, finished, fundAll, made } from '../support/contracts.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const document = everyPathDocument('blocks', {
  from: 2,
  decision: 10,
  backupFrom: 12,
  silence: 30,
  rescue: 60,
})
const { contracts } = made(document)
const oneSat = satsPerVb('1')

describe('bump', () => {
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
    expect(() => bump(slow, { feeRate: satsPerVb('1.98') })).toThrow(
      expect.objectContaining({ code: 'BUMP_TOO_LITTLE' }),
    )
    const least = bump(slow, { feeRate: satsPerVb('2') })
    await node.expectAccepted((await finished(least)).hex)
    const little = release(funded!, { path: 'employerAndWorker', feeRate: satsPerVb('1.5') })
    await node.expectRefused((await finished(little)).hex, 'insufficient fee')
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
