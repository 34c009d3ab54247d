import { describe, expect, it } from 'vitest'
import { planFromJson, planToJson } from '../../../src/plan/json.js'
import { planSpend } from '../../../src/plan/plan.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
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

  it('is of no plan where it spends by the leaf that nobody can sign', () => {
    const json = { ...planToJson(planSpend([funded], request)), path: 'terms' }
    expect(refusalOf(() => planFromJson([funded.contract], json))).toBe(
      'PLAN_JSON_DIFFERENT plan.path: expected a path to spend by, received terms',
    )
  })
})
