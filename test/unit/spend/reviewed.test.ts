import { award, release, review, satsPerVb } from 'taproot-escrow'
import { expect, it } from 'vitest'
import { reviewedInputs, reviewedOutput } from '../../../src/spend/reviewed.js'
import { made, milestones } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'

const feeRate = satsPerVb('2')
const path = 'employerAndWorker'

it('an input of a milestone without a memo has none', () => {
  const { contracts } = made({ ...plainDocument(), milestones: milestones(1) })
  const funded = fundedWith(contracts[0]!)
  const { plan } = release(funded, { path, feeRate })
  expect(reviewedInputs(plan)).toStrictEqual([
    { milestone: 0, index: 7, outpoint: funded.outpoint, amount: 1_000_000n },
  ])
})

it('an output is of whoever it pays, also where it pays two', () => {
  const document = fullDocument()
  document.arbiter.address = document.employer.address
  const split = { employer: 5000, worker: 5000 }
  const decided = award(fundedWith(made(document).contracts[0]!), {
    path: 'arbiterAndWorker',
    split,
    feeRate,
  })
  const [shared, one, two] = decided.plan.outputs
  expect(reviewedOutput(shared!, 'arbiter')).toStrictEqual({
    to: ['arbiter', 'employer'],
    address: document.employer.address,
    amount: shared!.amount,
    yours: true,
  })
  expect([shared, one, two].map((output) => reviewedOutput(output!, 'employer').yours)).toEqual([
    true,
    false,
    false,
  ])
  const least = (amount: bigint) =>
    ({ outcome: { kind: 'award', split }, least: { role: 'employer', amount } }) as const
  const passes = (amount: bigint) => review(decided, { as: 'employer', expect: least(amount) }).passes
  expect([passes(shared!.amount), passes(shared!.amount + 1n)]).toEqual([true, false])
})
