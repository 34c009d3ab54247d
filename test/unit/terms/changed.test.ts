import { compareAgreements } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { changeSentence, changeText } from '../../../src/terms/changed.js'
import { made } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'

describe('the sentence about a difference', () => {
  it('names what was and what comes, and for whom it is worse where it is for one', () => {
    const told = { kind: 'clock', field: 'milestones[0].silence.after' } as const
    const [before, after] = ['{"blocks":10}', '{"blocks":20}']
    expect([
      changeText({ ...told, before, after, worseFor: 'employer' }),
      changeText({ ...told, before, after, worseFor: 'all' }),
      changeText({ ...told, before, worseFor: 'worker' }),
      changeText({ ...told, after, worseFor: 'backupArbiter' }),
      changeText({ ...told, worseFor: 'arbiter' }),
    ]).toMatchInlineSnapshot(`
      [
        "The amendment changes when silence pays (milestone 0) from about 2 hours (10 blocks) to about 3 hours (20 blocks), which is worse for the employer.",
        "The amendment changes when silence pays (milestone 0) from about 2 hours (10 blocks) to about 3 hours (20 blocks).",
        "The amendment changes when silence pays (milestone 0) from about 2 hours (10 blocks) to nothing, which is worse for the worker.",
        "The amendment changes when silence pays (milestone 0) from nothing to about 3 hours (20 blocks), which is worse for the backup arbiter.",
        "The amendment changes when silence pays (milestone 0) from nothing to nothing, which is worse for the arbiter.",
      ]
    `)
  })

  it('says fees by their rates and amounts, and disputes by their times', () => {
    const before = fullDocument()
    const after = structuredClone(before)
    after.arbiter.fee = { sats: '7000' }
    after.backupArbiter.fee = { bps: 25 }
    after.dispute = { decision: { blocks: 720 }, backupFrom: { blocks: 5000 } }
    const compared = compareAgreements(made(before).agreement, made(after).agreement)
    expect(compared.map((one) => changeSentence(one).data.before.kind)).not.toContain('json')
    expect(compared.map(changeText)).toMatchInlineSnapshot(`
      [
        "The amendment changes the fee of the arbiter from 1 % to 7,000 sat.",
        "The amendment changes the fee of the backup arbiter from 5,000 sat to 0.25 %.",
        "The amendment changes the terms of disputes (milestone 0) from the beginning of disputes: about 24 hours (144 blocks), the time for a decision: about 7 days (1,008 blocks) and the beginning of the backup arbiter's time: about 30 days (4,320 blocks) to the time for a decision: about 5 days (720 blocks) and the beginning of the backup arbiter's time: about 35 days (5,000 blocks).",
        "The amendment changes the terms of disputes (milestone 1) from the beginning of disputes: about 24 hours (144 blocks), the time for a decision: about 7 days (1,008 blocks) and the beginning of the backup arbiter's time: about 30 days (4,320 blocks) to the time for a decision: about 5 days (720 blocks) and the beginning of the backup arbiter's time: about 35 days (5,000 blocks).",
      ]
    `)
  })

  it('calls everything that an agreement says by a name for people, values by their forms', () => {
    const before = fullDocument()
    const after = structuredClone(before)
    after.worker.payees = [{ ...after.worker.payees[0], share: 10_000 }]
    after.arbiter.fee = { bps: 77 }
    after.arbiter.threshold = 1
    after.employer.address = after.arbiter.address
    after.silence = { pays: 'worker', after: { blocks: 9000 } }
    after.rescue = { after: { blocks: 20_000 } }
    after.milestones = [{ ...after.milestones[0], amount: '900000', memo: 'x' }]
    delete after.backupArbiter
    delete after.dispute.backupFrom
    const texts = compareAgreements(made(before).agreement, made(after).agreement).map(changeText)
    expect(texts.join('\n')).not.toMatch(/\w\[\d|\w\.\w+[A-Z]|undefined/)
    expect(texts.map((text) => text.replace(/\{.*\}|\[.*\]|"bcrt1\w+"/g, '...'))).toMatchInlineSnapshot(`
      [
        "The amendment changes the address of the employer from ... to ..., which is worse for the employer.",
        "The amendment changes who is paid for the worker from ..., which is worse for the worker.",
        "The amendment changes how many keys must sign for the arbiter from 2 to 1.",
        "The amendment changes the fee of the arbiter from 1 % to 0.77 %.",
        "The amendment changes everything about the backup arbiter from ... to nothing.",
        "The amendment changes the amount (milestone 0) from 1,000,000 sat (0.01 BTC) to 900,000 sat (0.009 BTC), which is worse for the worker.",
        "The amendment changes the description (milestone 0) from "design" to "x".",
        "The amendment changes who is paid by silence (milestone 0) from the employer to the worker, which is worse for the employer.",
        "The amendment changes when silence pays (milestone 0) from about 60 days (8,640 blocks) to about 63 days (9,000 blocks).",
        "The amendment changes the rescue (milestone 0) from about 120 days (17,280 blocks) to about 139 days (20,000 blocks).",
        "The amendment changes the terms of disputes (milestone 0) from the beginning of disputes: about 24 hours (144 blocks), the time for a decision: about 7 days (1,008 blocks) and the beginning of the backup arbiter's time: about 30 days (4,320 blocks) to the beginning of disputes: about 24 hours (144 blocks) and the time for a decision: about 7 days (1,008 blocks).",
        "The amendment changes the whole milestone (milestone 1) from ... to nothing.",
      ]
    `)
  })
})
