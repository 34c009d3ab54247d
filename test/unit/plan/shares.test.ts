import { describe, expect, it } from 'vitest'
import { byEffect, isOfOneTransaction, type OutcomeTerms } from '../../../src/plan/outcome.js'
import { planSpend } from '../../../src/plan/plan.js'
import { isExact, sidesOf, wholeTo } from '../../../src/plan/shares.js'
import { planSpends } from '../../../src/plan/split.js'
import type { Split } from '../../../src/plan/splitTerms.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedWith } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const fee = { rate: satsPerVb('2') }
const exactly = { exactly: sats(1000n) }
const worker = (amount: bigint): Split => ({ worker: sats(amount) })
const employer = (amount: bigint): Split => ({ employer: sats(amount) })
const shares = (share: number): Split => ({ employer: share, worker: 10_000 - share })

describe('a split', () => {
  it.each<[string, Split, object, string | undefined, boolean]>([
    ['in basis points', shares(3333), { employer: 333n, worker: 667n }, undefined, false],
    ['of all basis points', shares(10_000), { employer: 1000n }, 'employer', false],
    ['of no basis points', shares(0), { worker: 1000n }, 'worker', false],
    ["of the worker's satoshis", worker(1n), { employer: 999n, worker: 1n }, undefined, true],
    ["of the employer's satoshis", employer(999n), { employer: 999n, worker: 1n }, undefined, true],
    ['of no satoshi to the worker', worker(0n), { employer: 1000n }, 'employer', true],
    ['of no satoshi to the employer', employer(0n), { worker: 1000n }, 'worker', true],
    ['of more than there is', worker(1001n), { employer: -1n, worker: 1001n }, undefined, true],
  ])('%s gives each side its part', (_, split, sides, whole, exact) => {
    expect(sidesOf(split, 1000n)).toEqual(sides)
    expect([wholeTo(split), isExact(split)]).toEqual([whole, exact])
  })
})

describe('an outcome by its effect', () => {
  const [funded] = [firstFunded(plainDocument())]
  const relock = (split: Split): OutcomeTerms => ({
    kind: 'relock',
    into: funded.contract,
    keep: sats(1n),
    pays: { kind: 'settle', split },
  })
  it.each<[OutcomeTerms, object]>([
    [{ kind: 'settle', split: shares(0) }, { kind: 'release' }],
    [{ kind: 'settle', split: employer(0n) }, { kind: 'release' }],
    [{ kind: 'settle', split: shares(10_000) }, { kind: 'refund' }],
    [{ kind: 'settle', split: worker(0n) }, { kind: 'refund' }],
    [
      { kind: 'award', split: worker(0n) },
      { kind: 'award', split: shares(10_000) },
    ],
    [
      { kind: 'award', split: employer(0n) },
      { kind: 'award', split: shares(0) },
    ],
    [relock(worker(0n)), { pays: { kind: 'refund' } }],
    [relock(shares(0)), { pays: { kind: 'release' } }],
  ])('has one name, whatever it was called: %o', (outcome, expected) => {
    expect(byEffect(outcome)).toMatchObject(expected)
  })

  it.each<OutcomeTerms>([
    { kind: 'release' },
    { kind: 'refund' },
    { kind: 'settle', split: shares(1) },
    { kind: 'settle', split: worker(1n) },
    { kind: 'award', split: employer(1n) },
    { kind: 'relock', into: 'itself' },
    { kind: 'relock', into: funded.contract, keep: 'everything' },
    relock(employer(1n)),
  ])('keeps its terms where both sides get something: %o', (outcome) => {
    expect(byEffect(outcome)).toEqual(outcome)
  })

  it('is planned the same: a settlement of everything is the release that it is', () => {
    const path = 'employerAndWorker'
    const release = planSpend([funded], { path, outcome: { kind: 'release' }, fee })
    for (const split of [shares(0), employer(0n)])
      expect(planSpend([funded], { path, outcome: { kind: 'settle', split }, fee })).toEqual(release)
  })
})

describe('satoshis', () => {
  it('are those of one transaction', () => {
    const settle = (split: Split): OutcomeTerms => ({ kind: 'settle', split })
    expect(isOfOneTransaction(settle(worker(1n)))).toBe(true)
    expect(isOfOneTransaction(settle(shares(1)))).toBe(false)
    expect(isOfOneTransaction({ kind: 'release' })).toBe(false)
    const { contract } = firstFunded(plainDocument())
    const many = Array.from({ length: 2000 }, (_, at) => fundedWith(contract, { deposit: at + 1 }))
    const request = { path: 'employerAndWorker', fee } as const
    expect(planSpends(many, { ...request, outcome: settle(shares(1)) })).toHaveLength(3)
    expect(thrown(() => planSpends(many, { ...request, outcome: settle(worker(600_000n)) })).code).toBe(
      'SPEND_TOO_HEAVY',
    )
  })

  it.each<[string, Split, readonly bigint[]]>([
    ["are the worker's, and the fee is the employer's", worker(600_001n), [398_999n, 420_001n, 180_000n]],
    ["are the employer's, and the fee is the worker's", employer(600_001n), [600_001n, 279_300n, 119_699n]],
  ])('%s', (_, split, expected) => {
    const plan = planSpend([firstFunded(fullDocument())], {
      path: 'key',
      outcome: { kind: 'settle', split },
      fee: exactly,
    })
    expect(plan.outputs.map(({ amount }) => amount)).toEqual(expected)
  })
})

describe('a split that gives somebody dust is refused with the nearest that can be paid', () => {
  const nearest = (
    split: Split,
    { document = fullDocument(), amount = 1_000_000n }: { document?: object; amount?: bigint } = {},
  ) => {
    const funded = firstFunded(document, { amount })
    const error = thrown(() =>
      planSpend([funded], {
        path: 'key',
        outcome: { kind: 'settle', split },
        fee: exactly,
        relax: ['feeShareCap', 'feeRateCap'],
      }),
    )
    return [error.code, error.data['nearest']]
  }
  // 999,000 are left after the fee; payee 1 gets 30 % of the worker's part, so 980 are the least for 294
  it.each<[Split, readonly Split[]]>([
    [shares(1), [shares(0), shares(4)]],
    [shares(3), [shares(0), shares(4)]],
    [shares(9999), [shares(9990), shares(10_000)]],
    [shares(9991), [shares(9990), shares(10_000)]],
    [worker(1n), [worker(0n), worker(980n)]],
    [worker(979n), [worker(0n), worker(980n)]],
    [worker(998_671n), [worker(998_670n), employer(0n)]],
    [worker(999_000n), [worker(998_670n), employer(0n)]],
    [worker(999_001n), [worker(998_670n), employer(0n)]],
    [employer(329n), [employer(0n), employer(330n)]],
    [employer(998_021n), [employer(998_020n), worker(0n)]],
    [employer(2_000_000n), [employer(998_020n), worker(0n)]],
  ])('%o: %o', (split, expected) => {
    expect(nearest(split)).toEqual(['SPLIT_DUST', expected])
  })

  it('and those can be paid', () => {
    for (const split of [
      shares(4),
      shares(9990),
      worker(980n),
      worker(998_670n),
      employer(330n),
      employer(998_020n),
    ])
      expect(
        planSpend([firstFunded(fullDocument())], {
          path: 'key',
          outcome: { kind: 'settle', split },
          fee: exactly,
        }).outputs,
      ).toHaveLength(3)
  })

  it('names only everything for one side, where the pot is too small to be shared', () => {
    expect(nearest(shares(5000), { amount: 1400n, document: plainDocument() })).toEqual([
      'SPLIT_DUST',
      [shares(0), shares(10_000)],
    ])
    expect(nearest(worker(200n), { amount: 1400n, document: plainDocument() })).toEqual([
      'SPLIT_DUST',
      [worker(0n), employer(0n)],
    ])
  })

  it('gives a part of nothing to nobody who is paid for another reason', () => {
    // a hundredth of a percent of 5000 is nothing
    const to = plainDocument().employer.address
    const document = {
      ...plainDocument(),
      worker: {
        ...plainDocument().worker,
        payees: [
          { ...plainDocument().worker.payees[0], share: 9999 },
          { address: to, share: 1 },
        ],
      },
      milestones: [{ amount: '4000000' }],
    }
    const outcome = { kind: 'settle', split: worker(5000n) } as const
    const plan = planSpend([firstFunded(document)], { path: 'key', outcome, fee: exactly })
    expect(plan.outputs.map(({ amount, address }) => [amount, address === to])).toEqual([
      [3_994_000n, true],
      [5000n, false],
    ])
  })

  it('is refused as dust where no split helps', () => {
    expect(nearest(shares(5000), { amount: 1329n, document: plainDocument() })).toEqual([
      'OUTPUT_DUST',
      undefined,
    ])
  })

  it('says so in one line', () => {
    const error = thrown(() =>
      planSpend([firstFunded(fullDocument())], {
        path: 'arbiterAndWorker',
        outcome: { kind: 'award', split: worker(1n) },
        fee: exactly,
      }),
    )
    expect(error.message).toMatchInlineSnapshot(
      `"worker.payees[0]: expected at least 330 sat for bcrt1pcdcjjm8f945cga9wvtvm9dl2xksg8s5dlxkk5f0u95y0j9htaykqe5jm08, as with { worker: 0 } or { worker: 980 }, received 1 sat"`,
    )
    expect(
      thrown(() =>
        planSpend([firstFunded(fullDocument())], {
          path: 'key',
          outcome: { kind: 'settle', split: shares(1) },
          fee: exactly,
        }),
      ).message,
    ).toMatchInlineSnapshot(
      `"employer: expected at least 330 sat for bcrt1pevvgaun7nhve39xf8azpp7z80rh2ujajjr40frc5mn8gfcnq96wsgqyy4p, as with { employer: 0, worker: 10000 } or { employer: 4, worker: 9996 }, received 99 sat"`,
    )
  })
})
