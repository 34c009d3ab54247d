import { release, sats } from 'taproot-escrow'
import { audit, auditSpend, traceSpends } from 'taproot-escrow/audit'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { reportHtml } from '../../../../src/audit/report/reportHtml.js'
import { reportMarkdown } from '../../../../src/audit/report/reportMarkdown.js'
import { toHex } from '../../../../src/units/bytes.js'
import { finished } from '../../../support/contracts.js'
import { fullDocument } from '../../../support/documents.js'
import { firstFunded } from '../../../support/funded.js'
import { AMOUNT, swapOf } from '../../../support/swaps.js'

const swap = swapTarget(swapOf('submarine'), { known: [] })
const elsewhere = { ...swap, address: swapOf('reverse').address }
const document = fullDocument()
const funded = firstFunded(document)
const { contract, outpoint, amount } = funded
const draft = release(funded, {
  path: 'employerAndWorker',
  feeRate: '2',
  via: { swap, amount: swap.amount },
})
const SENTENCE = `Of the part of the worker, 100,500 sat (0.001005 BTC) go into a swap (${swap.address}): whoever has key ${swap.provider} can claim them with the preimage of ${swap.paymentHash}; what is not claimed comes back to key ${swap.client} after block 1000.`
const STRANGER =
  "The agreement names nobody for output 2. A part of the worker's may go into a swap out to Lightning, which no agreement says: to have that checked, give the swap, from whose terms its output follows."
const prevouts = [{ outpoint, amount, script: toHex(contract.outputScript) }]
const text = JSON.stringify(document)

describe('an auditor of a PSBT that pays a swap', () => {
  it('with the swap proves the output and is told what it is', () => {
    const told = auditSpend([contract], draft.psbt, { via: [elsewhere, swap] })
    expect(told).toMatchObject({
      kind: 'spend',
      spend: {
        path: 'employerAndWorker',
        outcome: { kind: 'release', phrase: 'a release', via: swap },
        outputs: [
          { to: ['worker.payees[0]'] },
          { to: ['worker.payees[1]'] },
          { to: ['swap'], amount: AMOUNT },
        ],
      },
    })
    expect(told.remarks.join()).not.toContain('names nobody')
  })

  it('with the agreement alone is told what it has to be given', () => {
    const told = auditSpend([contract], draft.psbt)
    expect(told).toMatchObject({ kind: 'refused', refusal: { code: 'SPEND_OUTPUTS' } })
    expect(told.remarks).toContain(STRANGER)
  })

  it('with another swap, or of another amount, is told the same of that one', () => {
    for (const via of [[elsewhere], [{ ...swap, amount: sats(AMOUNT + 1n) }]]) {
      const told = auditSpend([contract], draft.psbt, { via })
      expect(told.kind).toBe('refused')
    }
    expect(auditSpend([contract], draft.psbt, { via: [elsewhere] }).remarks).toContain(
      STRANGER.replace('give the swap', 'give that swap'),
    )
  })

  it('is warned where its refund opens too soon', () => {
    const at = { height: 900, medianTime: 0 }
    const told = auditSpend([contract], draft.psbt, { via: [swap], at })
    expect(told).toMatchObject({
      spend: { findings: expect.arrayContaining([expect.objectContaining({ rule: 'swapTimeout' })]) },
    })
  })

  it('reads it in the report, as page and as Markdown', () => {
    const report = audit(text, { psbt: draft.psbt, via: [swap] })
    for (const page of [reportHtml(report), reportMarkdown(report)]) {
      expect(page).toContain('with the preimage of')
      expect(page).toContain(swap.paymentHash)
    }
    for (const page of [reportHtml, reportMarkdown])
      expect(page(audit(text, { psbt: draft.psbt }))).toContain('which no agreement says')
  })
})

describe('an auditor of a transaction that paid a swap', () => {
  const traced = async (via?: readonly (typeof swap)[]) => {
    const { hex } = await finished(draft)
    return traceSpends([contract], [hex], { prevouts, ...(via && { via }) }).transactions[0]!
  }

  it('with the swap is told the outcome', async () => {
    const { outcome, text: sentences, outputs } = await traced([swap])
    expect(outcome).toMatchObject({ matches: 'yes', outcome: { kind: 'release', via: swap }, remarks: [] })
    expect(sentences).toContain(SENTENCE)
    expect(outputs[2]).toMatchObject({ to: ['swap'], address: swap.address })
  })

  it('with the agreement alone is told what it has to be given', async () => {
    const { outcome, text: sentences } = await traced()
    expect(outcome).toMatchObject({ matches: 'no', strangers: STRANGER })
    expect(sentences).toContain(STRANGER)
    expect((await traced([elsewhere])).outcome).toMatchObject({ matches: 'no' })
  })

  it('that is final as a PSBT, too', async () => {
    const { hex } = await finished(draft)
    const report = audit(text, { transactions: [hex], prevouts, via: [swap] })
    expect(reportMarkdown(report)).toContain('with the preimage of')
  })
})
