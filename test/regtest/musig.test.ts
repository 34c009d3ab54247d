import {
  combine,
  complete,
  type Funded,
  fallback,
  finalize,
  type MusigSession,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  sign,
  startMusig,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { finished, fundAll, made, milestones, signerFor } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { witnessOf } from '../support/forgery.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const feeRate = satsPerVb('2.5')

const { agreement, contracts } = made({ ...plainDocument(), milestones: milestones(16) })
let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(node, contracts)
})

const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')

/** Hands a spend to somebody else, as text, who trusts nothing in it. */
const sent = (spend: Spend): Spend =>
  readSpend(
    spend.plan.inputs.map((input) => input.funded),
    spend.psbt,
  )

/** The first starts and sends; the second answers with its nonce and its half; the first finishes. */
const inTurn = async (draft: Spend, first: typeof employer, second: typeof employer): Promise<Spend> => {
  const opened = await startMusig(draft, first)
  const answer = await startMusig(sent(opened.spend), second)
  const half = await answer.sign(answer.spend)
  return opened.sign(sent(half))
}

const expectMined = async (draft: Spend, signed: Spend) => {
  const { hex } = finalize(complete(signed))
  const mined = await node.broadcastAndMine(hex)
  expect(mined.weight).toBe(draft.plan.weight)
  return mined
}

describe('the key path', () => {
  it('shows one signature of 64 bytes for each input, and nothing of the contract', async () => {
    const draft = release(funded[0]!, { feeRate })
    const signed = await inTurn(draft, employer, worker)
    expect(witnessOf(finalize(complete(signed)).hex).map((item) => item.length / 2)).toEqual([64])
    const mined = await expectMined(draft, signed)
    expect(mined.weight).toBe(444)
  })

  it('is signed whoever of the two begins', async () => {
    const draft = release(funded[1]!, { feeRate })
    await expectMined(draft, await inTurn(draft, worker, employer))
  })

  it('is signed by both at once, their halves joined by a third person', async () => {
    const draft = release(funded[2]!, { feeRate })
    const sessions = await Promise.all([employer, worker].map((signer) => startMusig(draft, signer)))
    const nonces = combine(sent(sessions[0]!.spend), sent(sessions[1]!.spend))
    const halves = await Promise.all(sessions.map((session) => session.sign(sent(nonces))))
    await expectMined(draft, combine(sent(halves[1]!), sent(halves[0]!)))
  })

  it('refunds', async () => {
    const draft = refund(funded[3]!, { path: 'key', feeRate })
    const mined = await expectMined(draft, await inTurn(draft, employer, worker))
    expect(mined.transaction.vout.map(({ scriptPubKey }) => scriptPubKey.address)).toEqual([
      agreement.employer.address.text,
    ])
  })

  it('settles', async () => {
    const draft = settle(funded[4]!, { split: { employer: 2500, worker: 7500 }, feeRate })
    expect(draft.plan.path).toBe('key')
    const mined = await expectMined(draft, await inTurn(draft, worker, employer))
    expect(mined.transaction.version).toBe(3)
  })

  it('spends several contracts at once, each under an aggregate and nonces of its own', async () => {
    const [draft] = release(funded.slice(5, 9), { feeRate })
    const signed = await inTurn(draft!, employer, worker)
    const nonces = signed.inputs.flatMap((input) => (input.kind === 'key' ? input.nonces.map(String) : []))
    expect(new Set(nonces).size).toBe(8)
    await expectMined(draft!, signed)
  })

  it('is not spent by one of the two alone', async () => {
    const draft = release(funded[9]!, { feeRate })
    const session = await startMusig(draft, employer)
    await expect(session.sign(session.spend)).rejects.toMatchObject({
      code: 'SPEND_NONCE_MISSING',
      data: { missing: ['worker'] },
    })
    expect(() => complete(session.spend)).toThrowError(
      expect.objectContaining({
        code: 'SIGNATURE_MISSING',
        data: expect.objectContaining({ missing: ['employer', 'worker'] }),
      }),
    )
  })

  it('starts again with new nonces after a session was lost', async () => {
    const draft = release(funded[9]!, { feeRate })
    const lost = await startMusig(draft, employer)
    const answer = await startMusig(sent(lost.spend), worker)
    await answer.sign(answer.spend)
    await expectMined(draft, await inTurn(draft, employer, worker))
  })
})

describe('the leaf behind the key path', () => {
  const silentAfterRoundOne = async (one: Funded): Promise<{ draft: Spend; session: MusigSession }> => {
    const draft = release(one, { feeRate })
    return { draft, session: await startMusig(draft, employer) }
  }

  it('pays the same people at its own fee, after a party fell silent between the rounds', async () => {
    const { draft } = await silentAfterRoundOne(funded[10]!)
    const plan = fallback(draft)
    expect(plan.plan.outcome).toEqual(draft.plan.outcome)
    expect(plan.plan.fee).toBeGreaterThan(draft.plan.fee)
    const mined = await expectMined(plan, combine(await sign(plan, employer), await sign(sent(plan), worker)))
    expect(draft.plan.fee).toBe(278n)
    expect(plan.plan.pot - mined.transaction.vout[0]!.value).toBe(plan.plan.fee)
    expect(Number(plan.plan.fee) / mined.vsize).toBeCloseTo(2.5, 1)
  })

  it('is the same transaction for both parties, made apart', async () => {
    const { draft } = await silentAfterRoundOne(funded[11]!)
    const theirs = sent(draft)
    expect(fallback(theirs).psbt).toBe(fallback(draft).psbt)
    const signed = combine(await sign(fallback(draft), employer), await sign(fallback(theirs), worker))
    await expectMined(fallback(draft), signed)
  })

  it('carries a refund, a settlement, and several contracts', async () => {
    const [several] = release(funded.slice(12, 14), { feeRate })
    for (const draft of [
      refund(funded[14]!, { path: 'key', feeRate }),
      settle(funded[15]!, { split: { employer: 5000, worker: 5000 }, feeRate }),
      several!,
    ]) {
      const plan = fallback(draft, { feeRate: satsPerVb('4') })
      const { hex } = await finished(plan)
      const mined = await node.broadcastAndMine(hex)
      expect(mined.weight).toBe(plan.plan.weight)
      expect(plan.plan.fee).toBe(BigInt(4 * mined.vsize))
    }
  })
})
