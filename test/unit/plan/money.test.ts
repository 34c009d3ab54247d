import { describe, expect, it } from 'vitest'
import type { Funded } from '../../../src/contract/funded.js'
import { type Division, dividePot } from '../../../src/plan/divide.js'
import type { OutcomeTerms } from '../../../src/plan/outcome.js'
import { planSpend } from '../../../src/plan/plan.js'
import { planSpends } from '../../../src/plan/split.js'
import { sats } from '../../../src/units/sats.js'
import type { SpendPath } from '../../../src/words.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedOf, fundedWith } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { pinned } from '../../support/thrown.js'

const contractOf = (document: Json) => firstFunded(document).contract
const full = contractOf(fullDocument())
const plain = contractOf(plainDocument())

interface Case {
  readonly outcome: OutcomeTerms
  readonly path: SpendPath
  readonly pot: bigint
  readonly fee: bigint
}

/** The money of a plan, its caps lifted: they are another test's business. */
const divide = (contract: typeof full, { outcome, path, pot, fee }: Case): Division =>
  planSpend([fundedWith(contract, { amount: pot })], {
    outcome,
    path,
    fee: { exactly: sats(fee) },
    relax: ['amount', 'feeRateFloor', 'feeRateCap', 'feeShareCap'],
  })

/** Who gets how much, in words. */
const paid = (contract: typeof full, options: Case): readonly string[] =>
  divide(contract, options).outputs.map(({ recipients, amount }) => {
    const names = recipients.map((recipient) => {
      if (!('role' in recipient)) return 'contract'
      return recipient.payee === undefined ? recipient.role : `payee ${recipient.payee}`
    })
    return `${names.join(' + ')} ${amount}`
  })

const award = (employer: number): OutcomeTerms => ({
  kind: 'award',
  split: { employer, worker: 10_000 - employer },
})
const settle = (employer: number): OutcomeTerms => ({
  kind: 'settle',
  split: { employer, worker: 10_000 - employer },
})
const byArbiter = { path: 'arbiterAndWorker' } as const
const together = { path: 'employerAndWorker' } as const

describe('the money', () => {
  it.each<[string, Case, readonly string[]]>([
    // the examples of the specification
    [
      'of a release',
      { outcome: { kind: 'release' }, ...together, pot: 1_000_000n, fee: 1234n },
      ['payee 0 699137', 'payee 1 299629'],
    ],
    [
      'of an award of 60:40',
      { outcome: award(6000), ...byArbiter, pot: 1_000_001n, fee: 1500n },
      ['arbiter 10000', 'employer 593100', 'payee 0 276781', 'payee 1 118620'],
    ],
    [
      'of an award to the worker by the backup',
      { outcome: award(0), path: 'backupAndWorker', pot: 2_000_000n, fee: 1000n },
      ['backupArbiter 5000', 'payee 0 1395800', 'payee 1 598200'],
    ],
    [
      'of a settlement of a third',
      { outcome: settle(3333), path: 'key', pot: 3_000_000n, fee: 777n },
      ['employer 999641', 'payee 0 1399708', 'payee 1 599874'],
    ],
    [
      'of a refund',
      { outcome: { kind: 'refund' }, path: 'employerAlone', pot: 1_000_000n, fee: 154n },
      ['employer 999846'],
    ],
    // both ends of a split leave the other side out
    [
      'of an award to the employer',
      { outcome: award(10_000), ...byArbiter, pot: 1_000_000n, fee: 0n },
      ['arbiter 10000', 'employer 990000'],
    ],
    [
      'of a settlement to the worker',
      { outcome: settle(0), ...together, pot: 1_000_000n, fee: 1n },
      ['payee 0 700000', 'payee 1 299999'],
    ],
    [
      'of a settlement to the employer',
      { outcome: settle(10_000), ...together, pot: 1_000_000n, fee: 1n },
      ['employer 999999'],
    ],
    // the arbiter's fee is rounded down: 1 % of 999,999 is 9999.99
    [
      'of an award with a fee that does not come out even',
      { outcome: award(10_000), ...byArbiter, pot: 999_999n, fee: 0n },
      ['arbiter 9999', 'employer 990000'],
    ],
    [
      'of all coins',
      { outcome: settle(9999), ...together, pot: 2_100_000_000_000_000n, fee: 0n },
      ['employer 2099790000000000', 'payee 0 147000000000', 'payee 1 63000000000'],
    ],
  ])('%s', (_, options, expected) => {
    expect(paid(full, options)).toEqual(expected)
    const { outputs } = divide(full, options)
    expect(outputs.reduce((sum, { amount }) => sum + amount, options.fee)).toBe(options.pot)
  })

  it('that does not come out even goes to the first payee, satoshi by satoshi', () => {
    const document = fullDocument()
    document.worker.payees = [
      { address: addressOf(11), share: 3333 },
      { address: addressOf(12), share: 3333 },
      { address: addressOf(13), share: 3334 },
    ]
    // each part is floored on its own: 3333.6633, 3333.6633 and 3334.6634 leave 2
    expect(
      paid(contractOf(document), { outcome: { kind: 'release' }, ...together, pot: 10_002n, fee: 0n }),
    ).toEqual(['payee 0 3335', 'payee 1 3333', 'payee 2 3334'])
  })

  describe("of a backup arbiter's fixed fee", () => {
    const feeOf = (inputs: readonly Funded[]): bigint =>
      planSpend(inputs, {
        outcome: award(5000),
        path: 'backupAndWorker',
        fee: { exactly: sats(1000n) },
        relax: ['amount'],
      }).arbiterFee

    it('is taken for every contract that an award decides', () => {
      const funded = fundedOf(fullDocument())
      expect(funded.slice(0, 2).map(({ contract }) => contract.milestone)).toEqual([0, 1])
      expect(feeOf(funded.slice(0, 1))).toBe(5000n)
      expect(feeOf(funded.slice(0, 2))).toBe(10_000n)
    })

    it('is taken once for a contract that was paid in several deposits', () => {
      const deposits = [1, 2, 3].map((deposit) => fundedWith(full, { amount: 400_000n, deposit }))
      expect(feeOf(deposits)).toBe(5000n)
    })
  })

  it('of an arbiter without a fee needs no output', () => {
    const document = fullDocument()
    document.arbiter.fee = { bps: 0 }
    const contract = contractOf(document)
    const options = { outcome: award(5000), ...byArbiter, pot: 1_000_000n, fee: 0n }
    expect(paid(contract, options)[0]).toBe('employer 500000')
    expect(divide(contract, options).arbiterFee).toBe(0n)
  })

  it('pays an arbiter for awards alone', () => {
    const pot = 1_000_000n
    const feeOf = (outcome: OutcomeTerms, path: SpendPath) =>
      divide(full, { outcome, path, pot, fee: 0n }).arbiterFee
    expect(feeOf(award(1000), 'arbiterAndWorker')).toBe(10_000n)
    expect(feeOf(award(1000), 'backupAndEmployer')).toBe(5000n)
    for (const outcome of [{ kind: 'release' }, { kind: 'refund' }, settle(5000)] as const)
      expect(feeOf(outcome, 'employerAndWorker')).toBe(0n)
  })
})

describe('recipients with one address', () => {
  const shared = (change: (document: Json) => void) => {
    const document = fullDocument()
    change(document)
    return contractOf(document)
  }

  it('get one output, in the place of the first of them', () => {
    const contract = shared((document) => {
      document.arbiter.address = addressOf(2)
    })
    expect(paid(contract, { outcome: award(6000), ...byArbiter, pot: 1_000_000n, fee: 0n })).toEqual([
      'arbiter + payee 0 287200',
      'employer 594000',
      'payee 1 118800',
    ])
  })

  it('may all be one', () => {
    const contract = shared((document) => {
      document.worker.payees = [{ address: addressOf(1), share: 10_000 }]
      document.arbiter.address = addressOf(1)
    })
    expect(paid(contract, { outcome: award(6000), ...byArbiter, pot: 1_000_000n, fee: 1n })).toEqual([
      'arbiter + employer + payee 0 999999',
    ])
  })

  it('do not make up for a part that is below nothing', () => {
    const contract = shared((document) => {
      document.worker.payees = [{ address: addressOf(1), share: 10_000 }]
    })
    const outcome: OutcomeTerms = { kind: 'settle', split: { worker: sats(10_000n) } }
    expect(
      pinned(() => divide(contract, { outcome, ...together, pot: 10_000n, fee: 1n })).data,
    ).toMatchObject({
      field: 'employer',
      amount: -1n,
    })
    const employer: OutcomeTerms = { kind: 'settle', split: { employer: sats(10_000n) } }
    expect(
      pinned(() => divide(contract, { outcome: employer, ...together, pot: 10_000n, fee: 1n })).data,
    ).toMatchObject({
      field: 'worker.payees[0]',
      amount: -1n,
    })
    expect(paid(contract, { outcome, ...together, pot: 10_001n, fee: 1n })).toEqual([
      'employer + payee 0 10000',
    ])
  })

  it('are above dust together, where one alone would be below', () => {
    const contract = shared((document) => {
      document.worker.payees = [{ address: addressOf(1), share: 10_000 }]
    })
    expect(paid(contract, { outcome: settle(1), ...together, pot: 10_000n, fee: 0n })).toEqual([
      'employer + payee 0 10000',
    ])
  })
})

describe('money that cannot be divided', () => {
  const refused = (contract: typeof full, options: Case) => pinned(() => divide(contract, options))

  it('is what the fees eat, to the last satoshi', () => {
    for (const fee of [1_000_000n, 1_000_001n])
      expect(
        refused(plain, { outcome: { kind: 'release' }, ...together, pot: 1_000_000n, fee }),
      ).toMatchObject({
        code: 'FEE_OVER_AMOUNT',
        data: { fee, pot: 1_000_000n },
      })
    expect(refused(full, { outcome: award(5000), ...byArbiter, pot: 1_000_000n, fee: 990_000n }).code).toBe(
      'FEE_OVER_AMOUNT',
    )
    expect(
      refused(full, { outcome: award(5000), path: 'backupAndWorker', pot: 5000n, fee: 0n }).message,
    ).toBe(
      'fee: expected fees below the 5000 sat that are spent, received 0 sat to the network, 5000 sat to the arbiter',
    )
  })

  it('is dust, told with the name of whoever would get it', () => {
    const dust = refused(full, { outcome: { kind: 'refund' }, path: 'employerAlone', pot: 329n, fee: 0n })
    expect([dust.code, dust.kind, dust.data]).toEqual([
      'OUTPUT_DUST',
      'limit',
      {
        field: 'employer',
        expected: `at least 330 sat for ${addressOf(1)}`,
        received: '329 sat',
        layer: 'relay',
        address: addressOf(1),
        amount: 329n,
        dust: 330n,
      },
    ])
  })

  it('names every recipient of an output that is dust', () => {
    const document = fullDocument()
    document.worker.payees = [{ address: addressOf(1), share: 10_000 }]
    expect(
      refused(contractOf(document), { outcome: settle(5000), ...together, pot: 329n, fee: 0n }).data.field,
    ).toBe('employer and worker.payees[0]')
  })

  it.each([
    ['p2tr', 330n],
    ['p2wsh', 330n],
    ['p2wpkh', 294n],
    ['p2pkh', 546n],
    ['p2sh', 540n],
  ] as const)('is one satoshi less than the limit of %s', (kind, limit) => {
    const document = plainDocument()
    document.employer.address = addressOf(1, { kind })
    const contract = contractOf(document)
    const refund = { outcome: { kind: 'refund' }, path: 'employerAlone', fee: 5n } as const
    expect(paid(contract, { ...refund, pot: limit + 5n })).toEqual([`employer ${limit}`])
    expect(refused(contract, { ...refund, pot: limit + 4n }).code).toBe('OUTPUT_DUST')
  })

  it('is what an arbiter should award whom the agreement does not have', () => {
    const options = { outcome: award(5000), ...byArbiter, fee: sats(0n) }
    const error = pinned(() => dividePot(plain.agreement, { ...options, inputs: [fundedWith(plain)] }))
    expect([error.code, error.data.expected]).toEqual(['ROLE_MISSING', 'an agreement with arbiter'])
    // whoever plans is told earlier which paths the contract has
    expect(
      pinned(() => planSpends([fundedWith(plain)], { ...options, fee: { exactly: sats(0n) } })).code,
    ).toBe('CONTRACT_PATH_MISSING')
  })
})
