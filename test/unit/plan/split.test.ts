import { describe, expect, it } from 'vitest'
import type { Funded } from '../../../src/contract/funded.js'
import type { PlanRequest } from '../../../src/plan/plan.js'
import { planSpends } from '../../../src/plan/split.js'
import { MAX_STANDARD_WEIGHT } from '../../../src/plan/weight.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { formatOutpoint } from '../../../src/units/outpoint.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedOf, fundedWith } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

const release: PlanRequest = {
  path: 'employerAndWorker',
  outcome: { kind: 'release' },
  fee: { rate: satsPerVb('1') },
  // deposits of one contract hold more together than it says
  relax: ['amount'],
}
const plain = firstFunded(plainDocument()).contract
const deposits = (count: number): readonly Funded[] =>
  Array.from({ length: count }, (_, at) => fundedWith(plain, { deposit: at + 1 }))

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)

describe('many inputs', () => {
  it.each([1, 252, 253, 865, 2000])(
    '%i of them go into as few standard transactions as it takes',
    (count) => {
      const funded = deposits(count)
      const plans = planSpends(funded, release)
      for (const { weight } of plans) expect(weight).toBeLessThanOrEqual(MAX_STANDARD_WEIGHT)
      const each = 4 * 41 + 1 + 65 + 65 + 1 + 68 + 1 + 65
      expect(plans).toHaveLength(Math.ceil((count * each) / (MAX_STANDARD_WEIGHT - 230)))
      // nothing lost, nothing twice, the order kept
      expect(
        plans.flatMap(({ inputs }) => inputs.map(({ funded: one }) => formatOutpoint(one.outpoint))),
      ).toEqual(funded.map(({ outpoint }) => formatOutpoint(outpoint)))
      expect(sum(plans.map(({ pot }) => pot))).toBe(sum(funded.map(({ amount }) => amount)))
      for (const { pot, fee, outputs } of plans)
        expect(sum(outputs.map(({ amount }) => amount)) + fee).toBe(pot)
    },
  )

  it('leave no room for one more input in a full transaction', () => {
    const [first] = planSpends(deposits(2000), release)
    const each = (first!.weight - 214) / first!.inputs.length
    expect(first!.weight + each).toBeGreaterThan(MAX_STANDARD_WEIGHT)
  })

  it('take their places by their own weights', () => {
    const document = fullDocument()
    const mixed = fundedOf(document)
    const award: PlanRequest = {
      ...release,
      path: 'arbiterAndWorker',
      outcome: { kind: 'award', split: { employer: 5000, worker: 5000 } },
    }
    const [plan, ...more] = planSpends(mixed, award)
    expect(more).toEqual([])
    expect(plan!.pot).toBe(3_000_000n)
    // one percent of the whole pot, rounded down once
    expect(plan!.arbiterFee).toBe(30_000n)
  })

  it('are refused as one input would be', () => {
    expect(pinned(() => planSpends([], release)).code).toBe('FUNDED_NONE')
    expect(pinned(() => planSpends(deposits(3), { ...release, path: 'workerAlone' })).code).toBe(
      'CONTRACT_PATH_MISSING',
    )
    expect(pinned(() => planSpends([...deposits(2), ...deposits(1)], release)).code).toBe('FUNDED_DUPLICATE')
    expect(pinned(() => planSpends(deposits(1), { ...release, path: 'arbiterAndWorker' })).code).toBe(
      'OUTCOME_PATH',
    )
  })

  it('that one transaction could not all unlock go into two', () => {
    const document = plainDocument()
    document.milestones = [{ height: 100 }, { time: 1_900_000_000 }, { height: 90 }, { blocks: 7 }].map(
      (after) => ({
        amount: '1000000',
        silence: { pays: 'employer', after },
      }),
    )
    const request: PlanRequest = { ...release, path: 'employerAlone', outcome: { kind: 'refund' } }
    const plans = planSpends(fundedOf(document), request)
    expect(
      plans.map(({ lockTime, inputs }) => [lockTime, inputs.map(({ funded }) => funded.contract.milestone)]),
    ).toEqual([
      [100, [0, 2, 3]],
      [1_900_000_000, [1]],
    ])
    expect(planSpends(fundedOf(document), release)).toHaveLength(1)
  })
})
