import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import type { Funded } from '../../../src/contract/funded.js'
import { type PlanRequest, planSpend, planTransaction } from '../../../src/plan/plan.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { everyPathDocument, type LockKind, type Moments } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedOf, fundedWith } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { pinned } from '../../support/thrown.js'

const release: PlanRequest = {
  path: 'employerAndWorker',
  outcome: { kind: 'release' },
  fee: { rate: satsPerVb('2') },
}
const refund: PlanRequest = { ...release, outcome: { kind: 'refund' } }
const settle = (employer: number): PlanRequest => ({
  ...release,
  outcome: { kind: 'settle', split: { employer, worker: 10_000 - employer } },
})
const exactly = (fee: bigint) => ({ exactly: sats(fee) })
const refused = (funded: readonly Funded[], request: PlanRequest) => pinned(() => planSpend(funded, request))

const plain = firstFunded(plainDocument())

describe('a plan', () => {
  it('states weight, size and fee before anybody signs', () => {
    const plan = planSpend([plain], release)
    expect([plan.weight, plan.vsize, plan.fee, plan.pot]).toEqual([644, 161, 322n, 1_000_000n])
    expect(plan.outputs.map(({ amount }) => amount)).toEqual([999_678n])
    expect(plan.relaxed).toEqual([])
  })

  it.each([
    ['key', 444],
    ['employerAndWorker', 644],
  ] as const)('by %s weighs %i', (path, weight) => {
    expect(planSpend([plain], { ...release, path }).weight).toBe(weight)
  })

  it('rounds the virtual size up, then the fee', () => {
    // 581 weight units are 145.25 vB
    const plan = planSpend([plain], { ...refund, path: 'employerAlone', fee: { rate: satsPerVb('1.001') } })
    expect([plan.weight, plan.vsize, plan.fee]).toEqual([581, 146, 147n])
  })

  it('takes an exact fee as it is, even none', () => {
    for (const fee of [0n, 1n, 4321n])
      expect(planSpend([plain], { ...release, fee: exactly(fee), relax: ['feeRateFloor'] }).fee).toBe(fee)
  })

  it('takes no exact fee that is less than none', () => {
    // the brand is what must not be taken on trust
    const fee = { exactly: -1n as ReturnType<typeof sats> }
    expect(refused([plain], { ...release, fee }).data.field).toBe('fee')
  })

  it('becomes the transaction that was planned', () => {
    const plan = planSpend([plain], { ...refund, path: 'employerAlone' })
    expect(planTransaction(plan)).toEqual({
      version: 2,
      lockTime: 0,
      inputs: [{ outpoint: plain.outpoint, sequence: 8640 }],
      outputs: [{ script: plan.outputs[0]?.script, amount: 1_000_000n - plan.fee }],
    })
  })
})

describe('the version of a plan', () => {
  it('is 2 where one script is paid, and 3 where the loser of a split could pin it', () => {
    expect(planSpend([plain], release).version).toBe(2)
    expect(planSpend([plain], refund).version).toBe(2)
    expect(planSpend([plain], settle(5000)).version).toBe(3)
    expect(planSpend([plain], settle(0)).version).toBe(2)
    expect(planSpend([plain], settle(10_000)).version).toBe(2)
    expect(planSpend([firstFunded(fullDocument())], release).version).toBe(3)
  })

  it('is 2 where all recipients share one script', () => {
    const document = plainDocument()
    document.worker.payees[0].address = document.employer.address
    expect(planSpend([firstFunded(document)], settle(5000)).version).toBe(2)
  })

  it('is 3 up to 10,000 virtual bytes and 2 above', () => {
    const deposits = (count: number) =>
      Array.from({ length: count }, (_, at) => fundedWith(plain.contract, { deposit: at + 1 }))
    const byKey = (count: number) => planSpend(deposits(count), { ...settle(5000), path: 'key' })
    expect(byKey(172)).toMatchObject({ version: 3, vsize: 9987 })
    expect(byKey(173)).toMatchObject({ version: 2, vsize: 10_044 })
    const byLeaf = (count: number) => planSpend(deposits(count), settle(5000))
    expect(byLeaf(92)).toMatchObject({ version: 3 })
    expect(byLeaf(92).vsize).toBeLessThanOrEqual(10_000)
    expect(byLeaf(93)).toMatchObject({ version: 2 })
    expect(byLeaf(93).vsize).toBeGreaterThan(10_000)
  })
})

describe('the locks of a plan', () => {
  const moments: Readonly<Record<LockKind, Moments>> = {
    blocks: { from: 16, backupFrom: 128, silence: 32_768, rescue: 65_535, decision: 17 },
    seconds: { from: 512, backupFrom: 1024, silence: 2048, rescue: 33_553_920, decision: 512 },
    height: { from: 1, backupFrom: 255, silence: 256, rescue: 499_999_999, decision: 1 },
    time: {
      from: 500_000_000,
      backupFrom: 500_000_512,
      silence: 600_000_000,
      rescue: 2_147_483_647,
      decision: 512,
    },
  }
  const award: PlanRequest = {
    ...release,
    path: 'arbiterAndWorker',
    outcome: { kind: 'award', split: { employer: 5000, worker: 5000 } },
  }
  const locksOf = (kind: LockKind, request: PlanRequest) => {
    const { inputs, lockTime } = planSpend([firstFunded(everyPathDocument(kind, moments[kind]))], request)
    return [inputs[0]?.sequence, lockTime]
  }

  it.each<[LockKind, ...(readonly [number, number])[]]>([
    ['blocks', [16, 0], [128, 0], [32_768, 0], [65_535, 0]],
    ['seconds', [0x400001, 0], [0x400002, 0], [0x400004, 0], [0x40ffff, 0]],
    ['height', [0xfffffffd, 1], [0xfffffffd, 255], [0xfffffffd, 256], [0xfffffffd, 499_999_999]],
    [
      'time',
      [0xfffffffd, 500_000_000],
      [0xfffffffd, 500_000_512],
      [0xfffffffd, 600_000_000],
      [0xfffffffd, 2_147_483_647],
    ],
  ])('by %s stand in nSequence or nLockTime', (kind, dispute, backup, silence, rescue) => {
    expect(locksOf(kind, award)).toEqual(dispute)
    expect(locksOf(kind, { ...award, path: 'backupAndEmployer' })).toEqual(backup)
    expect(locksOf(kind, { ...refund, path: 'employerAlone' })).toEqual(silence)
    expect(locksOf(kind, { ...release, path: 'workerAlone' })).toEqual(rescue)
    for (const path of ['key', 'employerAndWorker', 'workerWithSecret'] as const)
      expect(locksOf(kind, { ...release, path })).toEqual([0xfffffffd, 0])
  })

  /** Two milestones with silence of their own. */
  const two = (first: object, second: object): readonly Funded[] => {
    const document = plainDocument()
    document.milestones = [first, second].map((after) => ({
      amount: '1000000',
      silence: { pays: 'employer', after },
    }))
    return fundedOf(document)
  }
  const refundAlone: PlanRequest = { ...refund, path: 'employerAlone' }

  it('of several heights are the greatest of them', () => {
    expect(planSpend(two({ height: 100 }, { height: 99 }), refundAlone).lockTime).toBe(100)
  })

  it('of relative and absolute kinds stand beside each other', () => {
    const plan = planSpend(two({ blocks: 144 }, { time: 1_900_000_000 }), refundAlone)
    expect(plan.inputs.map(({ sequence }) => sequence)).toEqual([144, 0xfffffffd])
    expect(plan.lockTime).toBe(1_900_000_000)
    expect(
      planSpend(two({ blocks: 1 }, { seconds: 512 }), refundAlone).inputs.map((input) => input.sequence),
    ).toEqual([1, 0x400001])
  })

  it('by height and by time cannot be met by one transaction', () => {
    for (const funded of [
      two({ height: 100 }, { time: 1_900_000_000 }),
      two({ time: 1_900_000_000 }, { height: 100 }),
    ]) {
      const error = refused(funded, refundAlone)
      expect([error.code, error.data.field]).toEqual(['FUNDED_LOCKS_MIXED', 'funded[1]'])
      expect(planSpend(funded, refund).lockTime).toBe(0)
    }
  })
})

describe('outputs that cannot be spent together', () => {
  it('are none at all', () => {
    expect(refused([], release).code).toBe('FUNDED_NONE')
  })

  it('are of two agreements', () => {
    const other = firstFunded({ ...plainDocument(), index: 8 })
    expect(
      refused([plain, { ...other, outpoint: { txid: 'aa'.repeat(32), vout: 0 } }], release),
    ).toMatchObject({
      code: 'FUNDED_AGREEMENTS_MIXED',
      data: { field: 'funded[1]' },
    })
  })

  it('are one output twice', () => {
    expect(refused([plain, plain], release)).toMatchObject({
      code: 'FUNDED_DUPLICATE',
      data: { field: 'funded[1]', received: `${'1'.padStart(64, '0')}:0 again` },
    })
  })

  it('have an outpoint that is none', () => {
    const spelt = { ...plain, outpoint: { txid: 'AB'.repeat(32), vout: 0 } }
    expect(refused([spelt], release)).toMatchObject({
      code: 'OUTPOINT_MALFORMED',
      data: { field: 'funded[0].outpoint.txid' },
    })
  })

  it('lack the path', () => {
    expect(refused([plain], { ...release, path: 'workerAlone' }).code).toBe('CONTRACT_PATH_MISSING')
  })

  it('have their key path closed', () => {
    const closed = firstFunded({ ...plainDocument(), keyPath: 'closed' })
    expect(refused([closed], { ...release, path: 'key' })).toMatchObject({
      code: 'CONTRACT_KEY_PATH_CLOSED',
      data: { received: '"key"' },
    })
  })

  it('hold more than all coins', () => {
    const document = plainDocument()
    const [contract] = compile(parseAgreement(JSON.stringify(document)))
    const rich = [1, 2].map((deposit) => fundedWith(contract!, { amount: 2_099_999_999_999_999n, deposit }))
    expect(refused(rich, { ...release, relax: ['amount'] }).code).toBe('AMOUNT_OVER_SUPPLY')
  })

  it('are too many for one standard transaction', () => {
    const many = Array.from({ length: 1000 }, (_, at) => fundedWith(plain.contract, { deposit: at + 1 }))
    expect(refused(many, { ...release, relax: ['amount'] })).toMatchObject({
      code: 'SPEND_TOO_HEAVY',
      kind: 'limit',
      data: { layer: 'relay', weight: expect.any(Number) },
    })
  })
})

describe('an amount that is not the agreed one', () => {
  const off = [999_999n, 1_000_001n].map((amount) => fundedWith(plain.contract, { amount }))

  it('is neither released nor awarded unless the rule is lifted by name', () => {
    for (const funded of off) {
      expect(refused([funded], release)).toMatchObject({ code: 'FUNDED_AMOUNT', kind: 'state' })
      expect(planSpend([funded], { ...release, relax: ['amount'] }).relaxed).toEqual(['amount'])
      expect(refused([funded], { ...release, relax: ['feeRateCap', 'feeShareCap'] }).code).toBe(
        'FUNDED_AMOUNT',
      )
    }
    const disputed = fundedWith(firstFunded(fullDocument()).contract, { amount: 1n })
    expect(
      refused([disputed], {
        ...release,
        path: 'arbiterAndWorker',
        outcome: { kind: 'award', split: { employer: 0, worker: 10_000 } },
      }),
    ).toMatchObject({ code: 'FUNDED_AMOUNT', data: { field: 'funded[0].amount', received: '1 sat' } })
  })

  it('is returned and settled as it is', () => {
    for (const funded of off) {
      expect(planSpend([funded], refund).pot).toBe(funded.amount)
      expect(planSpend([funded], settle(5000)).pot).toBe(funded.amount)
    }
  })
})

describe('a fee', () => {
  const rich = (document: Json = plainDocument()) => {
    document.milestones[0].amount = '100000000'
    return firstFunded(document)
  }

  it('of 500 sat/vB is the last that passes without a word', () => {
    // 161 vB
    const request = (fee: bigint, relax: PlanRequest['relax'] = []) => ({
      ...release,
      fee: exactly(fee),
      relax,
    })
    expect(planSpend([rich()], request(80_500n)).fee).toBe(80_500n)
    expect(refused([rich()], request(80_501n))).toMatchObject({
      code: 'FEE_RATE_CAP',
      data: { fee: 80_501n, weight: 644 },
    })
    expect(refused([rich()], request(80_501n, ['feeShareCap', 'amount'])).code).toBe('FEE_RATE_CAP')
    expect(planSpend([rich()], request(80_501n, ['feeRateCap'])).relaxed).toEqual(['feeRateCap'])
    expect(refused([rich()], { ...release, fee: { rate: satsPerVb('500.001') } }).code).toBe('FEE_RATE_CAP')
    expect(planSpend([rich()], { ...release, fee: { rate: satsPerVb('500') } }).fee).toBe(80_500n)
  })

  it('of a tenth is the last that passes without a word', () => {
    const small = fundedWith(plain.contract, { amount: 10_000n })
    const request = (fee: bigint, relax: PlanRequest['relax'] = []) => ({
      ...refund,
      fee: exactly(fee),
      relax,
    })
    expect(planSpend([small], request(1000n)).fee).toBe(1000n)
    expect(refused([small], request(1001n))).toMatchObject({
      code: 'FEE_SHARE_CAP',
      data: { fee: 1001n, pot: 10_000n },
    })
    expect(refused([small], request(1001n, ['feeRateCap', 'amount'])).code).toBe('FEE_SHARE_CAP')
    expect(planSpend([small], request(1001n, ['feeShareCap'])).fee).toBe(1001n)
  })

  it('that eats everything is refused whatever is lifted', () => {
    const relax: PlanRequest['relax'] = ['feeRateCap', 'feeShareCap', 'amount']
    expect(refused([plain], { ...release, fee: exactly(1_000_000n), relax }).code).toBe('FEE_OVER_AMOUNT')
    expect(refused([plain], { ...release, fee: exactly(999_671n), relax }).code).toBe('OUTPUT_DUST')
    expect(planSpend([plain], { ...release, fee: exactly(999_670n), relax }).outputs).toMatchObject([
      { amount: 330n, address: addressOf(2) },
    ])
  })
})
