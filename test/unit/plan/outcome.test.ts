import { describe, expect, it } from 'vitest'
import {
  checkOutcome,
  EXAMPLES,
  isEarned,
  isOfOneTransaction,
  type OutcomeTerms,
  owedOutcomes,
  PAYOUTS,
  PLAIN_OUTCOMES,
  pathsFor,
  sharesOf,
  takerOf,
} from '../../../src/plan/outcome.js'
import { swapTarget } from '../../../src/swap/target.js'
import { OUTCOMES, type Outcome, PATHS, type SpendPath } from '../../../src/words.js'
import { swapOf } from '../../support/swaps.js'
import { pinned } from '../../support/thrown.js'

const spendPaths = PATHS.filter((path): path is SpendPath => path !== 'terms')
const split = { employer: 5000, worker: 5000 }
type Kind = Exclude<Outcome, 'relock'>
const KINDS = OUTCOMES.filter((kind): kind is Kind => kind !== 'relock')
const terms: Readonly<Record<Kind, OutcomeTerms>> = {
  release: { kind: 'release' },
  refund: { kind: 'refund' },
  award: { kind: 'award', split },
  settle: { kind: 'settle', split },
}

describe('an outcome', () => {
  it('is brought about by the paths of the specification and no other', () => {
    const p = (path: SpendPath) => PATHS.indexOf(path)
    expect(Object.fromEntries(KINDS.map((kind) => [kind, pathsFor(terms[kind]).map(p)]))).toEqual({
      release: [0, 1, 5, 6],
      refund: [0, 1, 4],
      award: [2, 3, 7, 8],
      settle: [0, 1],
    })
  })

  it('is refused on every other path', () => {
    for (const kind of KINDS)
      for (const path of spendPaths) {
        const outcome = terms[kind]
        if (pathsFor(outcome).includes(path)) expect(() => checkOutcome(outcome, path)).not.toThrow()
        else expect(pinned(() => checkOutcome(outcome, path)).code).toBe('OUTCOME_PATH')
      }
  })

  it('is never brought about by the terms leaf, which nobody can spend by', () => {
    // callers without types pass anything
    for (const outcome of Object.values(terms))
      expect(pinned(() => checkOutcome(outcome, 'terms' as never)).code).toBe('OUTCOME_PATH')
  })
})

describe('what is known of outcomes by their names', () => {
  it('is terms of each, in the order in which they are recognised; of a relock only a freeze needs no other contract', () => {
    const freeze = { kind: 'relock', into: 'itself' }
    expect(EXAMPLES).toEqual([terms.release, terms.refund, terms.settle, terms.award, freeze])
  })

  it('is whom those give everything to whose name says it, alone or as what becomes of a part', () => {
    expect(EXAMPLES.map(takerOf)).toEqual(['worker', 'employer', undefined, undefined, undefined])
    expect(EXAMPLES.filter(takerOf).map(({ kind }) => kind)).toEqual(PLAIN_OUTCOMES)
    expect(Object.keys(PAYOUTS)).toEqual(expect.arrayContaining([...PLAIN_OUTCOMES]))
  })

  it('is how sides share: by the split that is named, or all to one', () => {
    expect(Object.values(PAYOUTS).map(sharesOf)).toEqual([
      { employer: 0, worker: 10_000 },
      { employer: 10_000, worker: 0 },
      split,
    ])
  })

  it('is what can become of a part', () => {
    expect(PAYOUTS).toEqual({ release: terms.release, refund: terms.refund, settle: terms.settle })
  })

  it('is what every contract must be able to pay: all to either side, and a decision that gives each a half', () => {
    expect(owedOutcomes()).toEqual([
      terms.release,
      terms.refund,
      { kind: 'award', split: { employer: 10_000, worker: 0 } },
      { kind: 'award', split: { employer: 0, worker: 10_000 } },
      terms.award,
    ])
  })

  it('is for which of them somebody gives what cannot be taken back', () => {
    expect(EXAMPLES.filter(isEarned)).toEqual([terms.release, terms.award])
  })
})

describe('a split', () => {
  const check = (employer: unknown, worker: unknown) => () =>
    // callers without types pass anything
    checkOutcome({ kind: 'settle', split: { employer, worker } as never }, 'key')

  it.each([
    [0, 10_000],
    [10_000, 0],
    [1, 9999],
    [5000, 5000],
    [0n, undefined],
    [undefined, 0n],
    [2_100_000_000_000_000n, undefined],
    [undefined, 2_100_000_000_000_000n],
  ])('may be %s:%s', (employer, worker) => {
    expect(check(employer, worker)).not.toThrow()
  })

  it.each([
    [5000, 5001, 'split'],
    [0, 0, 'split'],
    [4999, 5000, 'split'],
    [10_001, -1, 'split.employer'],
    [-1, 10_001, 'split.employer'],
    [5000, 10_001, 'split.worker'],
    [0.5, 9999.5, 'split.employer'],
    ['5000', '5000', 'split.employer'],
    [5000n, 5000n, 'split.employer'],
    [undefined, 10_000, 'split.worker'],
    [10_000, undefined, 'split.employer'],
    [undefined, -1n, 'split.worker'],
    [-1n, undefined, 'split.employer'],
    [undefined, 2_100_000_000_000_001n, 'split.worker'],
    [undefined, '5', 'split.worker'],
    [undefined, undefined, 'split'],
    [5000, 5000n, 'split.worker'],
    [Number.NaN, 10_000, 'split.employer'],
  ])('is never %s:%s', (employer, worker, field) => {
    const error = pinned(check(employer, worker))
    expect([error.code, error.data.field]).toEqual(['SPLIT_MALFORMED', field])
  })
})

describe('what only one transaction can pay', () => {
  it('is a swap, of which there is one output', () => {
    const swap = swapTarget(swapOf('submarine'), { known: [] })
    const via = { swap, amount: swap.amount }
    expect(isOfOneTransaction({ kind: 'release', via })).toBe(true)
    expect(isOfOneTransaction({ kind: 'release' })).toBe(false)
  })
})
