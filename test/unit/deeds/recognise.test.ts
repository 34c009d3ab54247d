import { describe, expect, it } from 'vitest'
import type { Funded } from '../../../src/contract/funded.js'
import { type RecogniseOptions, recognise } from '../../../src/deeds/recognise.js'
import { type PlanRequest, planSpend, planTransaction } from '../../../src/plan/plan.js'
import type { Split } from '../../../src/plan/splitTerms.js'
import { swapTarget } from '../../../src/swap/target.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import type { UnsignedTransaction } from '../../../src/units/transaction.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedOf, fundedWith } from '../../support/funded.js'
import { swapOf } from '../../support/swaps.js'
import { pinned, thrown } from '../../support/thrown.js'

const fee = { rate: satsPerVb('2') }
const award = (employer: number): PlanRequest => ({
  path: 'arbiterAndWorker',
  outcome: { kind: 'award', split: { employer, worker: 10_000 - employer } },
  fee,
})
const settle = (employer: number): PlanRequest => ({
  path: 'employerAndWorker',
  outcome: { kind: 'settle', split: { employer, worker: 10_000 - employer } },
  fee,
})

/** Reads the transaction of a plan, perhaps changed. */
const readAgain = (
  funded: Funded,
  request: PlanRequest,
  {
    change = (transaction) => transaction,
    ...options
  }: Partial<RecogniseOptions> & { change?: (transaction: UnsignedTransaction) => UnsignedTransaction } = {},
) =>
  recognise({
    funded: [funded],
    path: request.path,
    transaction: change(planTransaction(planSpend([funded], request))),
    ...options,
  })

/** Satoshis moved from output to output. */
const moved =
  (...by: readonly bigint[]) =>
  (transaction: UnsignedTransaction): UnsignedTransaction => ({
    ...transaction,
    outputs: transaction.outputs.map((output, at) => ({ ...output, amount: sats(output.amount + by[at]!) })),
  })

describe('a transaction from outside', () => {
  it.each(['employer', 'arbiter', 'payee'] as const)(
    'is read with the split that it came from, where the %s shares an address',
    (who) => {
      const document = fullDocument()
      if (who === 'arbiter') document.arbiter.address = document.employer.address
      if (who === 'payee') document.worker.payees[1].address = document.employer.address
      if (who === 'employer') {
        document.arbiter.address = document.employer.address
        document.worker.payees[0].address = document.employer.address
      }
      const funded = firstFunded(document)
      for (const share of [500, 3333, 6000, 9500]) {
        const request = award(share)
        expect(readAgain(funded, request)).toEqual(planSpend([funded], request))
      }
    },
  )

  it('that settles everything on one side is read as what it is on chain: a release, a refund', () => {
    const funded = firstFunded(plainDocument())
    expect(readAgain(funded, settle(0)).outcome).toEqual({ kind: 'release' })
    expect(readAgain(funded, settle(10_000)).outcome).toEqual({ kind: 'refund' })
  })

  it('that moves a satoshi between the sides is another split, to the satoshi', () => {
    const funded = firstFunded(fullDocument())
    // the worker's rest of 1000000 - 10000 - fee is 494713 of 989426, whose payees get 346300 (and the rest) and 148413
    const { outcome, outputs } = readAgain(funded, award(5000), { change: moved(0n, 1n, -1n, 0n) })
    const worker = outputs[2]!.amount + outputs[3]!.amount
    expect(outcome).toEqual({ kind: 'award', split: { worker } })
    expect(readAgain(funded, award(5000)).outcome).toEqual(award(5000).outcome)
  })

  it.each<[string, PlanRequest['outcome'], PlanRequest['path']]>([
    ['settles', { kind: 'settle', split: { worker: sats(600_001n) } }, 'employerAndWorker'],
    ['settles by the key path', { kind: 'settle', split: { worker: sats(600_001n) } }, 'key'],
    ['awards', { kind: 'award', split: { worker: sats(600_001n) } }, 'backupAndEmployer'],
  ])('that %s to the satoshi is read as it was planned', (_, outcome, path) => {
    const funded = firstFunded(fullDocument())
    const request: PlanRequest = { outcome, path, fee }
    expect(readAgain(funded, request)).toEqual(planSpend([funded], request))
  })

  it('that names the satoshis of the employer is read by those of the worker, which are the rest', () => {
    const funded = firstFunded(plainDocument())
    const request: PlanRequest = {
      ...settle(0),
      outcome: { kind: 'settle', split: { employer: sats(600_001n) } },
    }
    const planned = planSpend([funded], request)
    const again = readAgain(funded, request)
    expect(again.outputs).toEqual(planned.outputs)
    expect(again.outcome).toEqual({
      kind: 'settle',
      split: { worker: 1_000_000n - 600_001n - planned.fee },
    })
  })

  it('that pays a part to the satoshi and locks the rest is read as it was planned', () => {
    const [first, second] = fundedOf({
      ...plainDocument(),
      milestones: [{ amount: '2000000' }, { amount: '1000000' }],
    })
    const into = second!.contract
    const request: PlanRequest = {
      ...settle(0),
      outcome: {
        kind: 'relock',
        into,
        keep: into.amount,
        pays: { kind: 'settle', split: { worker: sats(600_001n) } },
      },
    }
    expect(readAgain(first!, request, { into: [into] })).toEqual(planSpend([first!], request))
  })

  it('that pays none of the contracts that it might have gone to is read as what it is', () => {
    const document = fullDocument()
    const [first, second] = fundedOf(document)
    const request: PlanRequest = { ...settle(0), outcome: { kind: 'release' } }
    const plan = planSpend([first!], request)
    expect(plan.outputs).toHaveLength(2)
    expect(readAgain(first!, request, { into: [second!.contract] })).toEqual(plan)
  })

  it('may pay less than nodes want by default, where the reader names what they want', () => {
    const funded = firstFunded(plainDocument())
    const feeRateFloor = satsPerVb('0.5')
    const cheap: PlanRequest = { ...settle(5000), fee: { rate: feeRateFloor }, feeRateFloor }
    expect(readAgain(funded, cheap, { feeRateFloor })).toEqual(planSpend([funded], cheap))
    expect(thrown(() => readAgain(funded, cheap)).code).toBe('FEE_RATE_FLOOR')
    expect(thrown(() => readAgain(funded, cheap, { feeRateFloor: satsPerVb('0.6') })).code).toBe(
      'FEE_RATE_FLOOR',
    )
  })

  it.each([0n, 1n, 5000n])(
    'that leaves the arbiter %i sat less than its fee, and nobody else anything, is no outcome',
    (less) => {
      const funded = firstFunded(fullDocument())
      const { agreement } = funded.contract
      const arbiterFee = 10_000n
      const change = (transaction: UnsignedTransaction): UnsignedTransaction => ({
        ...transaction,
        outputs: [{ script: agreement.arbiter!.address.script, amount: sats(arbiterFee - less) }],
      })
      expect(planSpend([funded], award(5000)).arbiterFee).toBe(arbiterFee)
      expect(thrown(() => readAgain(funded, award(5000), { change })).code).toBe('SPEND_OUTPUTS')
    },
  )

  it.each([0, 1, 9999, 10_000])('that awards the employer %i of 10000 is read as that award', (share) => {
    const document = fullDocument()
    // so much that one part of 10000 is more than dust
    document.milestones[0].amount = '100000000'
    expect(readAgain(firstFunded(document), award(share)).outcome).toEqual(award(share).outcome)
  })

  it('may leave nothing to the network, and not less than that', () => {
    const free: PlanRequest = { ...settle(5000), fee: { exactly: sats(0n) }, relax: ['feeRateFloor'] }
    const funded = firstFunded(plainDocument())
    const relax = ['feeRateFloor'] as const
    expect(readAgain(funded, free, { relax })).toEqual(planSpend([funded], free))
    expect(thrown(() => readAgain(funded, free)).code).toBe('FEE_RATE_FLOOR')
    const oneMore = (transaction: UnsignedTransaction): UnsignedTransaction => ({
      ...transaction,
      outputs: transaction.outputs.map((output, at) => ({
        ...output,
        amount: sats(output.amount + (at === 0 ? 1n : 0n)),
      })),
    })
    expect(thrown(() => readAgain(funded, free, { change: oneMore }))).toMatchObject({
      code: 'SPEND_FEE_NEGATIVE',
      message: 'outputs: expected at most the 1000000 sat of the inputs, received 1000001 sat',
    })
  })

  it('moves no more coins than there are, on neither side', () => {
    const [first, second] = [firstFunded(plainDocument()), firstFunded(plainDocument(), { deposit: 2 })]
    const transaction = planTransaction(planSpend([first], settle(5000)))
    const everything = sats(2_100_000_000_000_000n)
    const rich = [first, second].map((one) => ({ ...one, amount: everything }))
    const fieldOf = (options: Pick<RecogniseOptions, 'funded' | 'transaction'>) =>
      thrown(() => recognise({ ...options, path: 'employerAndWorker' })).data.field
    expect(fieldOf({ funded: rich, transaction })).toBe('inputs')
    const outputs = transaction.outputs.map((output) => ({ ...output, amount: everything }))
    expect(fieldOf({ funded: [first], transaction: { ...transaction, outputs } })).toBe('outputs')
  })

  it('spends every output that it is read over', () => {
    const both = [firstFunded(plainDocument()), firstFunded(plainDocument(), { deposit: 2 })]
    const transaction = planTransaction(planSpend(both, settle(5000)))
    const lacking = { ...transaction, inputs: transaction.inputs.slice(0, 1) }
    expect(
      thrown(() => recognise({ funded: both, transaction: lacking, path: 'employerAndWorker' })),
    ).toMatchObject({
      code: 'SPEND_SEQUENCE',
      message: `inputs[1].sequence: expected ${transaction.inputs[1]!.sequence}, received undefined`,
    })
  })

  it('that leads into another agreement needs the acceptances of that one', () => {
    const funded = firstFunded(plainDocument())
    const { agreement } = funded.contract
    const amended = fundedOf({ ...plainDocument(), index: 100, previous: agreement.id })[0]!.contract
    const acceptances = [
      {
        agreement: amended.agreement.id,
        roles: [],
        everybody: true,
        amends: { agreement: agreement.id, roles: [], everybody: true },
      },
    ]
    const request: PlanRequest = {
      path: 'employerAndWorker',
      outcome: { kind: 'relock', into: amended, keep: 'everything' },
      fee,
      acceptances,
    }
    const transaction = planTransaction(planSpend([funded], request))
    const options = { funded: [funded], transaction, path: request.path, into: [amended] }
    expect(recognise({ ...options, acceptances }).outcome).toEqual(request.outcome)
    expect(thrown(() => recognise(options))).toMatchObject({
      code: 'RELOCK_UNACCEPTED',
      data: { received: 'none' },
    })
  })

  it('that gives the worker all of a contract that holds too little needs the rule lifted by name', () => {
    const funded = fundedWith(firstFunded(plainDocument()).contract, { amount: 999_999n })
    expect(pinned(() => planSpend([funded], settle(0)))).toMatchObject({
      code: 'FUNDED_AMOUNT',
      data: { expected: "the agreed 1000000 sat, or relax: ['amount']" },
    })
    const acknowledged: PlanRequest = { ...settle(0), relax: ['amount'] }
    expect(thrown(() => readAgain(funded, acknowledged)).code).toBe('FUNDED_AMOUNT')
    expect(readAgain(funded, acknowledged, { relax: ['amount'] }).outcome).toEqual({ kind: 'release' })
  })

  it.each<[string, string, (transaction: UnsignedTransaction) => UnsignedTransaction]>([
    ['another version', 'SPEND_VERSION', (transaction) => ({ ...transaction, version: 2 })],
    ['a locktime', 'SPEND_LOCK_TIME', (transaction) => ({ ...transaction, lockTime: 1 })],
    [
      'another sequence',
      'SPEND_SEQUENCE',
      (transaction) => ({
        ...transaction,
        inputs: transaction.inputs.map((input) => ({ ...input, sequence: 0xffffffff })),
      }),
    ],
    [
      'more than there is',
      'SPEND_FEE_NEGATIVE',
      (transaction) => ({
        ...transaction,
        outputs: transaction.outputs.map((output) => ({ ...output, amount: sats(2_000_000n) })),
      }),
    ],
    ['no outputs', 'SPEND_OUTPUTS', (transaction) => ({ ...transaction, outputs: [] })],
    [
      'its outputs in another order',
      'SPEND_OUTPUTS',
      (transaction) => ({ ...transaction, outputs: transaction.outputs.toReversed() }),
    ],
    [
      'one output less, which the fee eats',
      'SPEND_OUTPUTS',
      (transaction) => ({ ...transaction, outputs: transaction.outputs.slice(1) }),
    ],
    ["one satoshi moved from the arbiter's fee", 'SPEND_OUTPUTS', moved(-1n, 1n, 0n, 0n)],
    ['one satoshi moved from payee to payee', 'SPEND_OUTPUTS', moved(0n, 0n, 1n, -1n)],
  ])('with %s is refused with %s', (_, code, change) => {
    expect(pinned(() => readAgain(firstFunded(fullDocument()), award(5000), { change })).code).toBe(code)
  })

  it('whose fee breaks a cap is refused unless the reader lifts the same cap', () => {
    const funded = firstFunded(plainDocument())
    const dear: PlanRequest = {
      ...settle(5000),
      fee: { exactly: sats(110_000n) },
      relax: ['feeRateCap', 'feeShareCap'],
    }
    expect(pinned(() => readAgain(funded, dear)).code).toBe('FEE_RATE_CAP')
    expect(pinned(() => readAgain(funded, dear, { relax: ['feeRateCap'] })).code).toBe('FEE_SHARE_CAP')
    expect(readAgain(funded, dear, { relax: ['feeRateCap', 'feeShareCap'] }).fee).toBe(110_000n)
  })
})

describe('a transaction that pays a swap', () => {
  const swap = swapTarget(swapOf('submarine'), { known: [] })
  const via = { swap, amount: swap.amount }
  const elsewhere = { ...swap, address: swapOf('reverse').address }
  const released: PlanRequest = { path: 'employerAndWorker', outcome: { kind: 'release', via }, fee }
  const awarded = (split: Split): PlanRequest => ({
    path: 'arbiterAndWorker',
    outcome: { kind: 'award', split, via },
    fee,
  })

  it.each<[string, PlanRequest]>([
    ['a release', released],
    ['an award', awarded({ employer: 3333, worker: 6667 })],
    ['an award in satoshis', awarded({ worker: sats('600001') })],
  ])('is read as %s into it', (_, request) => {
    const funded = firstFunded(fullDocument())
    const read = readAgain(funded, request, { via: [elsewhere, swap] })
    expect(read).toEqual({ ...planSpend([funded], request), relaxed: [] })
    expect(read.outcome).toEqual(request.outcome)
  })

  it('is none where the swap is another one, or gets more, or less', () => {
    const funded = firstFunded(plainDocument())
    const read = (options: object) => thrown(() => readAgain(funded, released, options)).code
    expect(read({})).toBe('SPEND_OUTPUTS')
    expect(read({ via: [elsewhere] })).toBe('SPEND_OUTPUTS')
    for (const amount of [1n, -1n])
      expect(read({ via: [swap], change: moved(-amount, amount) })).toBe('SPEND_OUTPUTS')
  })
})
