import { award, type Funded, freeze, refund, release, review, satsPerVb, settle } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fundedWith } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

const { contracts } = made(
  everyPathDocument('blocks', { from: 1, decision: 1, backupFrom: 2, silence: 3, rescue: 4 }, { count: 2 }),
)
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const split = { employer: 5000, worker: 5000 }
const unknown = fundedWith(contracts[0]!)
const at500: Funded = { ...unknown, confirmedAt: 500 }

const drafted = (funded: Funded, height: number, confirmations?: number) => () =>
  release(funded, {
    path,
    feeRate,
    at: { height },
    ...(confirmations === undefined ? {} : { confirmations }),
  })

describe('a release with the tip of the chain', () => {
  it.each([
    [499, undefined, 'FUNDED_UNCONFIRMED'],
    [500, undefined, 'built'],
    [504, 6, 'FUNDED_UNCONFIRMED'],
    [505, 6, 'built'],
    [505, 0, 'CONFIRMATIONS_MALFORMED'],
    [505, 1.5, 'CONFIRMATIONS_MALFORMED'],
    [Number.NaN, 1, 'CONFIRMATIONS_MALFORMED'],
    [-1, 1, 'CONFIRMATIONS_MALFORMED'],
  ] as const)('at %d of an output in block 500, wanting %s confirmations: %s', (height, wanted, outcome) => {
    const work = drafted(at500, height, wanted)
    if (outcome === 'built') expect(work().plan.outcome.kind).toBe('release')
    else expect(pinned(work).code).toBe(outcome)
  })

  it('counts from the first block of a chain, too', () => {
    const { plan } = drafted({ ...unknown, confirmedAt: 0 }, 0)()
    expect(plan.outcome.kind).toBe('release')
  })

  it('refuses an output whose block is not known', () => {
    const { message, kind, data } = pinned(drafted(unknown, 900))
    expect(message).toBe(
      "funded[0].confirmedAt: expected 1 confirmation at height 900, or relax: ['confirmations'], received an output not known to be confirmed",
    )
    expect([kind, data['confirmations']]).toEqual(['state', 0])
  })

  it('names the output among several, and how many confirmations it has', () => {
    const second = { ...fundedWith(contracts[1]!), confirmedAt: 503 }
    const { message } = pinned(() =>
      release([at500, second], { path, feeRate, at: { height: 504 }, confirmations: 3 }),
    )
    expect(message).toBe(
      "funded[1].confirmedAt: expected 3 confirmations at height 504, or relax: ['confirmations'], received 2",
    )
  })

  it('is built where the rule is lifted, and says so to whoever signs', () => {
    const draft = release(unknown, { path, feeRate, at: { height: 900 }, relax: ['confirmations'] })
    const { findings, passes } = review(draft, { as: 'worker' })
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([
      ['confirmations', 'warn'],
      ['confirmations', 'warn'],
    ])
    expect(passes).toBe(true)
  })
})

describe('without the tip', () => {
  it('nothing is counted, and a number of confirmations to count is refused', () => {
    expect(release(unknown, { path, feeRate }).plan.outcome.kind).toBe('release')
    expect(pinned(() => release(at500, { path, feeRate, confirmations: 6 })).code).toBe(
      'CONFIRMATIONS_MALFORMED',
    )
  })

  it('review warns of a funding that is not known to be confirmed', () => {
    const { findings, text } = review(release(unknown, { path, feeRate }), { as: 'worker' })
    expect(findings.map(({ rule, level }) => [rule, level])).toEqual([['confirmations', 'warn']])
    expect(text.join(' ')).toContain('not known to be confirmed')
    expect(review(release(at500, { path, feeRate }), { as: 'worker' }).findings).toEqual([])
  })
})

describe('other outcomes', () => {
  it('award wants confirmations as a release does', () => {
    const options = { path: 'arbiterAndWorker', split, feeRate, at: { height: 900 } } as const
    expect(pinned(() => award(unknown, options)).code).toBe('FUNDED_UNCONFIRMED')
    expect(award(at500, options).plan.outcome.kind).toBe('award')
  })

  it('refund, settle and freeze take what is there', () => {
    for (const draft of [
      refund(unknown, { path, feeRate }),
      settle(unknown, { path, split, feeRate }),
      freeze(unknown, { at: 'unknown', path, feeRate }),
    ])
      expect(review(draft, { as: 'worker' }).findings).toEqual([])
  })
})
