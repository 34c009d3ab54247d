import {
  award,
  freeze,
  refund,
  release,
  relock,
  review,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import type { ReviewContext } from '../../../src/spend/rules.js'
import { everyPathDocument, made, secretsOf, signerFor } from '../../support/contracts.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

/*
 * Everything that people read before they sign, or when they are alone with their keys, word for word.
 */

const clocks = { from: 50, decision: 10, backupFrom: 100, silence: 1000, rescue: 2000 }
const { agreement, contracts } = made(everyPathDocument('blocks', clocks, { count: 2 }))
const [first, second] = [contracts[0]!, contracts[1]!]
const funded = { ...fundedWith(first), confirmedAt: 500 }
const rich = { ...fundedWith(first, { amount: 3_000_000n }), confirmedAt: 500 }
const feeRate = satsPerVb('2')
const split = { employer: 2500, worker: 7500 }
const path = 'employerAndWorker'

const drafts: Readonly<Record<string, Spend>> = {
  release: release(funded, { path, feeRate }),
  'release with the secret': release(funded, {
    path: 'workerWithSecret',
    secrets: secretsOf([first]),
    feeRate,
  }),
  'refund alone': refund(funded, { path: 'employerAlone', feeRate }),
  award: award(funded, { path: 'arbiterAndWorker', split, feeRate }),
  settlement: settle(funded, { path, split, feeRate }),
  freeze: freeze(funded, { at: 'unknown', path: 'backupAndWorker', feeRate }),
  relock: relock(rich, { ...unseen, path, into: second, pays: { kind: 'settle', split }, feeRate }),
  'release of two': release([funded, { ...fundedWith(second, { deposit: 2 }), confirmedAt: 900 }], {
    path,
    feeRate,
  })[0]!,
}
const moments = { unknown: undefined, early: 510, near: 1400, close: 1480, late: 1600 }

/** Addresses are long and the same everywhere. */
const told = (spend: Spend, options: ReviewContext & { readonly as: 'employer' | 'worker' | 'arbiter' }) =>
  review(spend, options).text.map((line) => line.replace(/bcrt1\w{20,}/g, 'address'))

describe('a review tells', () => {
  it.each(Object.entries(drafts))('the whole of a %s', (_, spend) => {
    for (const as of ['employer', 'worker', 'arbiter'] as const)
      expect(told(spend, { as })).toMatchSnapshot(as)
  })

  it.each(Object.entries(moments))('what the clocks say when the tip is %s', (_, height) => {
    const at = height === undefined ? {} : { at: { height, medianTime: 1_800_000_000 } }
    for (const [name, spend] of Object.entries(drafts))
      expect(review(spend, { as: 'worker', ...at }).findings).toMatchSnapshot(name)
  })

  it('how the clocks stand in seconds', () => {
    const opens = 1_800_100_000
    const byTime = made(
      everyPathDocument('time', {
        from: 1_800_000_001,
        decision: 512,
        backupFrom: 1_800_002_000,
        silence: opens,
        rescue: opens + 90_000,
      }),
    )
    const output = { ...fundedWith(byTime.contracts[0]!), confirmedAt: 1 }
    const spends = [release(output, { path, feeRate }), refund(output, { path: 'employerAlone', feeRate })]
    for (const left of [86_400, 86_399, 21_600, 21_599, 1, 0, -1]) {
      const at = { height: 100, medianTime: opens - left }
      expect(spends.map((spend) => review(spend, { as: 'worker', at }).findings)).toMatchSnapshot(`${left}`)
    }
  })

  it('what was chosen otherwise', () => {
    const spend = drafts['settlement']!
    const findings = (expect: ReviewContext['expect']) =>
      review(spend, { as: 'worker', ...(expect === undefined ? {} : { expect }) }).findings
    expect(findings({ outcome: { kind: 'settle', split } })).toEqual([])
    expect(findings({ outcome: { kind: 'settle', split }, path })).toEqual([])
    expect([
      findings('release'),
      findings({ outcome: { kind: 'settle', split }, path: 'key' }),
      findings({ outcome: { kind: 'settle', split: { employer: 2600, worker: 7400 } } }),
      findings({ outcome: { kind: 'award', split } }),
    ]).toMatchSnapshot()
  })

  it('what was signed before and still stands', () => {
    const before = drafts['settlement']!
    const now = drafts['release']!
    const elsewhere = refund({ ...fundedWith(second, { deposit: 9 }), confirmedAt: 900 }, { path, feeRate })
    const { findings, outstanding } = review(now, { as: 'worker', outstanding: [before, now, elsewhere] })
    expect(outstanding).toEqual([before])
    expect(findings).toMatchSnapshot()
  })

  it('nothing about rules that were lifted, but that they were', async () => {
    const late = { at: { height: 1480, medianTime: 1_800_000_000 }, expect: 'refund' } as const
    const refused = review(drafts['release']!, { as: 'worker', ...late })
    expect(refused.passes).toBe(false)
    expect(refused.text.slice(-2)).toMatchSnapshot()
    const relax = ['deadlineNear', 'outcomeChange'] as const
    const passed = review(drafts['release']!, { as: 'worker', ...late, relax })
    expect(passed.passes).toBe(true)
    expect(passed.findings.map(({ level }) => level)).toEqual(['warn', 'warn'])
    const error = await sign(drafts['release']!, signerFor(agreement, 'worker'), late).catch(
      (thrown: unknown) => thrown,
    )
    expect(
      pinned(() => {
        throw error
      }).data['rules'],
    ).toEqual(['outcomeChange', 'deadlineNear'])
    expect((await sign(drafts['release']!, signerFor(agreement, 'worker'), { ...late, relax })).state).toBe(
      'partial',
    )
  })
})
