import { describe, expect, it } from 'vitest'
import { planFromJson, planToJson } from '../../../src/plan/json.js'
import { EXAMPLES, type OutcomeTerms, pathsFor } from '../../../src/plan/outcome.js'
import { planSpend } from '../../../src/plan/plan.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { made, milestones } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const funded = firstFunded(plainDocument())
const request = {
  path: 'employerAndWorker',
  outcome: { kind: 'release' },
  fee: { rate: satsPerVb('2') },
} as const

describe('the JSON form of a plan', () => {
  it.each(['feeRateCap', 'feeShareCap', 'amount', 'confirmations', 'unacceptedAgreement'] as const)(
    'keeps that %s was lifted',
    (rule) => {
      const plan = planSpend([funded], { ...request, relax: [rule] })
      expect(planFromJson([funded.contract], planToJson(plan)).relaxed).toEqual([rule])
    },
  )

  const json = (outcome: OutcomeTerms) =>
    planToJson(planSpend([funded], { ...request, outcome, relax: ['amount'] }))
  it.each<[object, OutcomeTerms]>([
    [
      { employer: 2500, worker: 7500 },
      { kind: 'settle', split: { employer: 2500, worker: 7500 } },
    ],
    [{ worker: '600001' }, { kind: 'settle', split: { worker: sats('600001') } }],
    [{ employer: '600001' }, { kind: 'settle', split: { employer: sats('600001') } }],
  ])('writes a split as %o, and reads it again', (split, outcome) => {
    const text = JSON.stringify(json(outcome))
    expect(JSON.parse(text).outcome).toEqual({ kind: 'settle', split })
    expect(planFromJson([funded.contract], JSON.parse(text)).outcome).toEqual(outcome)
  })

  it.each(EXAMPLES)('has the terms of every outcome, and reads them again: %o', (outcome) => {
    const inDispute = firstFunded(fullDocument())
    const [path] = pathsFor(outcome).filter((name) => name === 'key' || name === 'arbiterAndWorker')
    const plan = planSpend([inDispute], { ...request, path: path!, outcome })
    const read = planFromJson([inDispute.contract], JSON.parse(JSON.stringify(planToJson(plan))))
    expect(read).toEqual(plan)
  })

  it.each<[string, object]>([
    ['AMOUNT_NEGATIVE plan.outcome.split.worker', { worker: '-1' }],
    ['AMOUNT_NOT_INTEGER plan.outcome.split.employer', { employer: '1.5' }],
    ['SPLIT_MALFORMED split.employer', { employer: 0.5, worker: 9999.5 }],
    ['JSON_FORM_MALFORMED', { worker: 600_001 }],
    ['JSON_FORM_MALFORMED', { employer: '1', worker: '600001' }],
    ['JSON_FORM_MALFORMED', { employer: 1, worker: '600001' }],
    ['JSON_FORM_MALFORMED', {}],
  ])('with another split is refused: %s', (expected, split) => {
    const changed = {
      ...json({ kind: 'settle', split: { worker: sats('600001') } }),
      outcome: { kind: 'settle', split },
    }
    expect(refusalOf(() => planFromJson([funded.contract], changed)).startsWith(expected)).toBe(true)
  })

  it('has a swap of a release or an award alone', () => {
    const paying = (outcome: OutcomeTerms) => {
      const form = json(outcome)
      return { ...form, outcome: { ...form.outcome, via: { swap: 'bcrt1', amount: '1000' } } }
    }
    const read = (outcome: OutcomeTerms) => refusalOf(() => planFromJson([funded.contract], paying(outcome)))
    expect(read({ kind: 'release' })).toMatch(/^VIA_UNKNOWN plan\.outcome\.via\.swap/)
    expect(read({ kind: 'refund' })).toMatch(/^JSON_FORM_MALFORMED plan\.outcome/)
  })

  it('keeps that the rest of a relock is released', () => {
    const [first, second] = made({ ...plainDocument(), milestones: milestones(2) }).contracts
    const outcome: OutcomeTerms = {
      kind: 'relock',
      into: second!,
      keep: sats('400000'),
      pays: { kind: 'release' },
    }
    const plan = planSpend([fundedWith(first!)], { ...request, outcome, relax: ['amount'] })
    const text = JSON.stringify(planToJson(plan))
    expect(planFromJson([first!, second!], JSON.parse(text)).outcome).toEqual(outcome)
  })

  it('is of no plan where it spends by the leaf that nobody can sign', () => {
    const json = { ...planToJson(planSpend([funded], request)), path: 'terms' }
    expect(refusalOf(() => planFromJson([funded.contract], json))).toBe(
      'PLAN_JSON_DIFFERENT plan.path: expected a path to spend by, received terms',
    )
  })
})
