import { describe, expect, it } from 'vitest'
import { planFromJson, planToJson } from '../../../src/plan/json.js'
import { anOutcome, aPayout, splitOf, withSplit } from '../../../src/plan/outcome.js'
import { unpayable } from '../../../src/plan/payable.js'
import { aPlan, planSpend } from '../../../src/plan/plan.js'
import { aSplit } from '../../../src/plan/shares.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { made, milestones } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const funded = firstFunded(plainDocument())
const { contract } = funded
const plan = planSpend([funded], {
  path: 'employerAndWorker',
  outcome: { kind: 'release' },
  fee: { rate: satsPerVb('2') },
})
const split = { employer: 2500, worker: 7500 }
const pays = { kind: 'settle', split } as const
const kept = { kind: 'relock', into: contract, keep: sats('1000') } as const

/** What a check says, without what it received; nothing where it passes. */
const told = (check: () => unknown): string => refusalOf(check).replace(/: expected.*/, '')

describe('a plan that is given back', () => {
  it('may be what was planned', () => {
    expect(() => aPlan(plan, 'plan')).not.toThrow()
  })

  it.each<[string, object]>([
    ['agreement', { agreement: {} }],
    ['inputs', { inputs: 0 }],
    ['inputs[0]', { inputs: [0] }],
    ['outputs', { outputs: 0 }],
    ['outputs[0]', { outputs: [0] }],
    ['outcome', { outcome: 'release' }],
    ['outcome.kind', { outcome: { kind: 'gift' } }],
    ['relaxed', { relaxed: 0 }],
    ['relaxed[0]', { relaxed: ['everything'] }],
    ['pot', { pot: '1' }],
    ['arbiterFee', { arbiterFee: 1 }],
    ['fee', { fee: -1n }],
    ['weight', { weight: -1 }],
    ['vsize', { vsize: 0.5 }],
    ['version', { version: '2' }],
    ['lockTime', { lockTime: undefined }],
  ])('is refused by the name of its %s', (name, change) => {
    const changed = { ...plan, ...change }
    expect(told(() => aPlan(changed, 'it'))).toMatch(
      new RegExp(`^[A-Z_]+ it\\.${name.replace('[0]', '\\[0\\]')}`),
    )
    // it has no JSON either
    expect(told(() => planToJson(changed as typeof plan))).toContain(` plan.${name}`)
  })

  it.each([
    'amount',
    'confirmations',
    'unacceptedAgreement',
    'partyReplaced',
    'unpayable',
    'feeRateCap',
    'targetOpen',
  ])('may have been planned with %s lifted', (rule) => {
    expect(() => aPlan({ ...plan, relaxed: [rule] }, 'plan')).not.toThrow()
  })

  it('is no number', () => {
    expect(told(() => aPlan(7, 'it'))).toBe('ARGUMENT_TYPE it')
  })
})

describe('terms of an outcome', () => {
  it.each<object>([
    { kind: 'release' },
    { kind: 'refund' },
    { kind: 'award', split },
    { kind: 'settle', split: { worker: 1n } },
    { kind: 'relock', into: 'itself' },
    { kind: 'relock', into: contract, keep: 'everything' },
    { ...kept, pays },
    { ...kept, pays: { kind: 'release' } },
    { ...kept, pays: { kind: 'refund' } },
  ])('may be %o', (outcome) => {
    expect(() => anOutcome(outcome, 'outcome')).not.toThrow()
  })

  it.each<[string, unknown]>([
    ['ARGUMENT_TYPE outcome', 'release'],
    ['ARGUMENT_TYPE outcome.kind', {}],
    ['ARGUMENT_UNKNOWN outcome.split', { kind: 'release', split }],
    ['ARGUMENT_UNKNOWN outcome.keep', { kind: 'release', keep: 'everything' }],
    ['ARGUMENT_UNKNOWN outcome.keep', { kind: 'settle', split, keep: 'everything' }],
    ['ARGUMENT_UNKNOWN outcome.keep', { kind: 'relock', into: 'itself', keep: 'everything' }],
    ['ARGUMENT_UNKNOWN outcome.keep', { kind: 'relock', into: 'itself', keep: 1n }],
    ['ARGUMENT_UNKNOWN outcome.into', { kind: 'refund', into: 'itself' }],
    ['ARGUMENT_TYPE outcome.split', { kind: 'award' }],
    ['ARGUMENT_UNKNOWN outcome.split.arbiter', { kind: 'award', split: { ...split, arbiter: 0 } }],
    ['ARGUMENT_TYPE outcome.into', { kind: 'relock', into: 'another', keep: 'everything' }],
    ['ARGUMENT_UNKNOWN outcome.pays', { kind: 'relock', into: contract, keep: 'everything', pays }],
    ['ARGUMENT_TYPE outcome.keep', { ...kept, keep: 'half', pays }],
    ['ARGUMENT_TYPE outcome.pays', kept],
    ['ARGUMENT_TYPE outcome.pays', { ...kept, pays: 'settle' }],
    ['ARGUMENT_TYPE outcome.pays.kind', { ...kept, pays: { kind: 'award', split } }],
  ])('are refused: %s', (expected, outcome) => {
    expect(told(() => anOutcome(outcome, 'outcome'))).toBe(expected)
  })

  it('of a part are a release, a refund or a settlement', () => {
    expect(told(() => aPayout({ kind: 'relock', into: 'itself' }, 'pays'))).toBe('ARGUMENT_TYPE pays.kind')
    expect(told(() => aPayout({ kind: 'settle' }, 'pays'))).toBe('ARGUMENT_TYPE pays.split')
    expect(() => aPayout(pays, 'pays')).not.toThrow()
  })

  it('name a split of their own', () => {
    expect(told(() => aSplit(7, 'split'))).toBe('ARGUMENT_TYPE split')
    expect(told(() => aSplit({}, 'split'))).toBe('SPLIT_MALFORMED split')
  })

  it('have another split only where they have one', () => {
    const other = { employer: 1, worker: 9999 }
    expect(withSplit(pays, other)).toEqual({ kind: 'settle', split: other })
    expect(withSplit({ ...kept, pays }, other)).toEqual({ ...kept, pays: { kind: 'settle', split: other } })
    for (const outcome of [
      { kind: 'release' },
      { kind: 'relock', into: 'itself' },
      { kind: 'relock', into: contract, keep: 'everything' },
      { ...kept, pays: { kind: 'release' } },
    ] as const) {
      expect(splitOf(outcome)).toBeUndefined()
      expect(withSplit(outcome, other)).toBe(outcome)
    }
  })
})

describe('the JSON form of a plan', () => {
  it('has the split of an award', () => {
    const inDispute = firstFunded(fullDocument())
    const outcome = { kind: 'award', split: { employer: sats('1000') } } as const
    const award = planSpend([inDispute], { path: 'arbiterAndWorker', outcome, fee: { rate: satsPerVb('2') } })
    const json = JSON.parse(JSON.stringify(planToJson(award)))
    expect(json.outcome).toEqual({ kind: 'award', split: { employer: '1000' } })
    expect(planFromJson([inDispute.contract], json)).toEqual(award)
    json.outcome.split.employer = '1.5'
    expect(told(() => planFromJson([inDispute.contract], json))).toBe(
      'AMOUNT_NOT_INTEGER plan.outcome.split.employer',
    )
  })

  it('names the split of what a relock pays out', () => {
    const { contracts } = made({ ...plainDocument(), milestones: milestones(2) })
    const relocked = planSpend([fundedWith(contracts[0]!)], {
      path: 'employerAndWorker',
      outcome: {
        kind: 'relock',
        into: contracts[1]!,
        keep: sats('500000'),
        pays: { kind: 'settle', split: { worker: sats('100000') } },
      },
      fee: { rate: satsPerVb('2') },
    })
    const json = JSON.parse(JSON.stringify(planToJson(relocked)))
    json.outcome.pays.split.worker = '1.5'
    expect(told(() => planFromJson(contracts, json))).toBe(
      'AMOUNT_NOT_INTEGER plan.outcome.pays.split.worker',
    )
  })

  it('is no value that JSON cannot hold', () => {
    const json = { ...planToJson(plan), weight: Number.NaN }
    expect(told(() => planFromJson([contract], json))).toMatch(/^PLAN_JSON_DIFFERENT /)
  })

  it('is read over contracts and swaps', () => {
    expect(told(() => planFromJson([contract], planToJson(plan), 7 as never))).toBe('ARGUMENT_TYPE options')
    expect(told(() => planFromJson([contract], planToJson(plan), { via: [7] } as never))).toMatch(
      /^ARGUMENT_TYPE via\[0\]/,
    )
    expect(told(() => planFromJson([7] as never, planToJson(plan)))).toMatch(/^ARGUMENT_TYPE contracts\[0\]/)
  })
})

describe('what cannot be paid of a contract', () => {
  it('is asked of the key path where there is one, and else of leaves', () => {
    const rate = satsPerVb('1')
    const pathOf = (document: object) =>
      unpayable(firstFunded(document).contract, { amount: sats('400'), rate })?.path
    expect(pathOf(plainDocument())).toBe('key')
    expect(pathOf({ ...plainDocument(), keyPath: 'closed' })).toBe('employerAndWorker')
  })
})
