import { amend, compile, fallback, refund, release, relock, review, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { plainDocument } from '../../support/documents.js'
import { firstFunded, unseen } from '../../support/funded.js'
import { codeOf, thrown } from '../../support/thrown.js'

const funded = firstFunded(plainDocument())
const { agreement } = funded.contract
const feeRate = satsPerVb('2')
const rulesOf = (spend: Parameters<typeof review>[0]) =>
  review(spend, { as: 'worker' }).findings.map(({ rule }) => rule)

describe('fallback', () => {
  it('plans the same outcome by the leaf of both, at the rate of the key path', () => {
    const draft = release(funded, { feeRate })
    const { plan } = fallback(draft)
    expect(plan).toMatchObject({ path: 'employerAndWorker', outcome: draft.plan.outcome })
    expect(plan.fee).toBe(2n * BigInt(plan.vsize))
  })

  it('takes another rate where one is given', () => {
    const { plan } = fallback(refund(funded, { path: 'key', feeRate }), { feeRate: satsPerVb('5') })
    expect(plan.fee).toBe(5n * BigInt(plan.vsize))
  })

  it('lifts no rule that the key path did not lift', () => {
    const draft = release(funded, { feeRate })
    expect(fallback(draft).plan.relaxed).toEqual([])
    expect(rulesOf(fallback(draft))).toEqual(rulesOf(draft))
  })

  it('keeps what the key path lifted: a relock into an agreement that not everybody accepted', () => {
    const next = amend(agreement, { milestones: [{ of: 0, memo: 'in colour' }] })
    const [into] = compile(next)
    const draft = relock(funded, {
      ...unseen,
      into: into!,
      keep: 'everything',
      feeRate,
      relax: ['unacceptedAgreement', 'partyLockedOut'],
    })
    expect(fallback(draft).plan.relaxed).toEqual(['unacceptedAgreement', 'partyLockedOut'])
    expect(fallback(draft).plan.outcome).toEqual(draft.plan.outcome)
  })

  it('keeps to the caps on fees, unless they are lifted by name', () => {
    const draft = release(funded, { feeRate })
    const dear = satsPerVb('501')
    expect(codeOf(() => fallback(draft, { feeRate: dear }))).toBe('FEE_RATE_CAP')
    expect(fallback(draft, { feeRate: dear, relax: ['feeRateCap'] }).plan.relaxed).toEqual(['feeRateCap'])
  })

  it('is for the key path alone', () => {
    const leaf = release(funded, { path: 'employerAndWorker', feeRate })
    expect(thrown(() => fallback(leaf))).toMatchObject({
      code: 'SPEND_PATH_NOT_KEY',
      message: 'path: expected a spend of the key path, received employerAndWorker',
    })
  })
})
