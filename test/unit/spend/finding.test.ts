import { release, review, satsPerVb } from 'taproot-escrow'
import { expect, it } from 'vitest'
import type { ReviewRule } from '../../../src/spend/finding.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const draft = release(fundedWith(made(plainDocument()).contracts[0]!), {
  path: 'employerAndWorker',
  feeRate: satsPerVb('2'),
})

/** Every rule that a review may object with, by its type. */
const RULES: Readonly<Record<ReviewRule, true>> = {
  amount: true,
  confirmations: true,
  deadlineNear: true,
  deadlinePast: true,
  deadlineUnknown: true,
  feeRateCap: true,
  feeRateFloor: true,
  feeShareCap: true,
  lockAhead: true,
  outcomeChange: true,
  outstanding: true,
  partyAdded: true,
  partyLockedOut: true,
  partyReplaced: true,
  secretReused: true,
  swapTimeout: true,
  swapTwice: true,
  targetOpen: true,
  unacceptedAgreement: true,
  unpayable: true,
}

it.each(Object.keys(RULES) as ReviewRule[])('the rule %s may be lifted by its name', (rule) => {
  expect(review(draft, { as: 'worker', relax: [rule] }).findings).toMatchObject([
    { rule: 'confirmations', level: 'warn' },
  ])
})

it('no other name lifts anything', () => {
  expect(refusalOf(() => review(draft, { as: 'worker', relax: ['everything' as ReviewRule] }))).toContain(
    'relax[0]: expected ',
  )
})
