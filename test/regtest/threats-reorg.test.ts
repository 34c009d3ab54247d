import { type Funded, refund, release, review, satsPerVb, sign } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { finished, fundAll, made, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const SILENCE = 40
const { agreement, contracts } = made({
  ...plainDocument(),
  silence: { pays: 'employer', after: { blocks: SILENCE } },
})

const cheap = satsPerVb('1')
const released = (funded: Funded) => release(funded, { path: 'employerAndWorker', feeRate: cheap })
const takenBack = (funded: Funded) => refund(funded, { path: 'employerAlone', feeRate: satsPerVb('5') })

/** The tip never was: its transactions wait again, and the next block is another one, a minute later. */
const reorganise = async (): Promise<void> => {
  const { bestblockhash } = await node.rpc.getblockchaininfo()
  const { time } = await node.rpc.getblockheader(bestblockhash)
  await node.rpc.invalidateblock(bestblockhash)
  await node.rpc.setmocktime(time + 60)
}

const isUnspent = async (txid: string): Promise<boolean> =>
  (await node.rpc.gettxout({ txid, vout: 0 }, { include: 'chain' })) !== null

const now = async () => ({ height: await node.height(), medianTime: await node.medianTime() })

describe('a release that confirmed just before the deadline', () => {
  it('is safe from a refund of any fee as long as its block stands', async () => {
    const [funded] = await fundAll(node, contracts)
    await node.mine(SILENCE - 1)
    await node.broadcastAndMine((await finished(released(funded!))).hex)
    await node.expectRefused((await finished(takenBack(funded!))).hex, 'missing-inputs')
  })

  it('is replaced by a richer refund after a reorganisation of one block', async () => {
    const [funded] = await fundAll(node, contracts)
    await node.mine(SILENCE - 1)
    const { hex, txid } = await finished(released(funded!))
    await node.broadcastAndMine(hex)
    await reorganise()
    const thief = await finished(takenBack(funded!))
    expect((await node.broadcastAndMine(thief.hex)).txid).toBe(thief.txid)
    expect(await isUnspent(txid)).toBe(false)
  })

  it('returns to the mempool where nobody takes the money in between, and confirms again', async () => {
    const [funded] = await fundAll(node, contracts)
    const { hex, txid } = await finished(released(funded!))
    await node.broadcastAndMine(hex)
    await reorganise()
    expect(await isUnspent(txid)).toBe(false)
    await node.mine()
    expect(await isUnspent(txid)).toBe(true)
  })

  it('is not signed within the margin before it, unless that is allowed by name', async () => {
    const [funded] = await fundAll(node, contracts)
    const draft = released(funded!)
    const worker = signerFor(agreement, 'worker')
    await node.mine(3)
    expect(review(draft, { as: 'worker', at: await now() }).passes).toBe(true)
    await node.mine(3)
    const late = { at: await now() }
    await expect(sign(draft, worker, late)).rejects.toMatchObject({
      code: 'REVIEW_REFUSED',
      data: { rules: ['deadlineNear'] },
    })
    await expect(sign(draft, worker, { ...late, relax: ['deadlineNear'] })).resolves.toMatchObject({
      state: 'partial',
    })
    await node.expectAccepted((await finished(draft)).hex)
  })
})
