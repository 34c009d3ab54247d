import {
  type Contract,
  childPaysForParent,
  compile,
  type Funded,
  freeze,
  fund,
  type PlanRule,
  parseAgreement,
  planFromJson,
  planToJson,
  readSpend,
  release,
  relock,
  review,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { unpayable } from '../../../src/plan/payable.js'
import { planSpend } from '../../../src/plan/plan.js'
import { sats } from '../../../src/units/sats.js'
import { milestones } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { pinned, thrown } from '../../support/thrown.js'

const contractsOf = (document: Json): readonly Contract[] => compile(parseAgreement(JSON.stringify(document)))
const [contract, next] = contractsOf({ ...plainDocument(), milestones: milestones(2) })
const funded = fundedWith(contract!)
const path = 'employerAndWorker'
const oneSat = satsPerVb('1')
const feeRate = satsPerVb('2')

describe('a fee rate below what nodes want', () => {
  const plan = (fee: bigint, more: { feeRateFloor?: typeof oneSat; relax?: readonly PlanRule[] } = {}) =>
    planSpend([funded], { path, outcome: { kind: 'release' }, fee: { exactly: sats(fee) }, ...more })

  it('is refused to the satoshi: 1 sat/vB of 161 vB', () => {
    expect(plan(161n).relaxed).toEqual([])
    const error = pinned(() => plan(160n))
    expect([error.code, error.kind, error.data]).toMatchObject([
      'FEE_RATE_FLOOR',
      'input',
      { layer: 'relay', fee: 160n, least: 161n },
    ])
  })

  it('is what the caller says that nodes want', () => {
    expect(plan(805n, { feeRateFloor: satsPerVb('5') }).relaxed).toEqual([])
    expect(thrown(() => plan(804n, { feeRateFloor: satsPerVb('5') })).data).toMatchObject({ least: 805n })
    expect(thrown(() => plan(16n, { feeRateFloor: satsPerVb('0.1') })).data).toMatchObject({ least: 17n })
  })

  it('is refused by its name where it is no rate', () => {
    expect(thrown(() => plan(805n, { feeRateFloor: 'cheap' as never })).data.field).toBe('feeRateFloor')
  })

  it('is named by whoever accepts it, for all who look at the plan later', () => {
    for (const more of [{ feeRateFloor: satsPerVb('0.1') }, { relax: ['feeRateFloor'] as const }]) {
      const cheap = plan(17n, more)
      expect(cheap.relaxed).toEqual(['feeRateFloor'])
      expect(planFromJson([contract!], JSON.parse(JSON.stringify(planToJson(cheap))))).toEqual(cheap)
    }
    const draft = release(funded, { path, feeRate: satsPerVb('0.1'), feeRateFloor: satsPerVb('0.1') })
    expect(review(draft, { as: 'worker' }).findings).toContainEqual({
      rule: 'feeRateFloor',
      level: 'warn',
      code: 'ruleLifted',
      data: { rule: 'feeRateFloor' },
      text: 'the rule feeRateFloor was lifted when this spend was planned',
    })
  })

  it('is refused by whoever reads it', () => {
    const { psbt } = release(funded, { path, feeRate: satsPerVb('0.1'), relax: ['feeRateFloor'] })
    expect(thrown(() => readSpend(funded, psbt)).code).toBe('FEE_RATE_FLOOR')
    expect(readSpend(funded, psbt, { feeRateFloor: satsPerVb('0.1') }).plan.fee).toBe(17n)
    expect(readSpend(funded, psbt, { relax: ['feeRateFloor'] }).plan.fee).toBe(17n)
    const fine = release(funded, { path, feeRate }).psbt
    expect(thrown(() => readSpend(funded, fine, { feeRateFloor: satsPerVb('3') })).code).toBe(
      'FEE_RATE_FLOOR',
    )
  })

  it('is refused of a child and its parent together', () => {
    const coin = { vout: 0, network: 'regtest', to: addressOf(9), parentFee: sats(10n) } as const
    // a transaction with a signature of zeros, for its size alone
    const hex =
      `02000000000101${'11'.repeat(32)}00000000 00fdffffff 01 40420f0000000000 225120${'79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'} 0140${'00'.repeat(64)} 00000000`.replaceAll(
        ' ',
        '',
      )
    const child = (more: object) =>
      childPaysForParent({ parent: hex, ...coin, feeRate: satsPerVb('0.5'), ...more })
    expect(thrown(() => child({})).code).toBe('FEE_RATE_FLOOR')
    expect(child({ feeRateFloor: satsPerVb('0.5') }).version).toBe(2)
  })
})

describe('several deposits of one contract', () => {
  const deposits = (...amounts: readonly bigint[]): readonly Funded[] =>
    amounts.map((amount, at) => fundedWith(contract!, { amount, deposit: at + 1 }))
  const options = { path, feeRate } as const

  it('are judged as one amount: twice the agreed one is not released by the way', () => {
    const error = pinned(() => release(deposits(1_000_000n, 1_000_000n), options))
    expect([error.code, error.data.field]).toEqual(['FUNDED_AMOUNT', 'funded[0].amount'])
    expect(release(deposits(1_000_000n, 1_000_000n), { ...options, relax: ['amount'] })).toHaveLength(1)
  })

  it('are the agreed amount together, though each holds less', () => {
    expect(release(deposits(400_000n, 600_000n), options)[0]!.plan.pot).toBe(1_000_000n)
    expect(thrown(() => release(deposits(400_000n, 599_999n), options)).data.received).toBe(
      '999999 sat in 2 deposits',
    )
  })

  it('are looked for among those of other contracts', () => {
    const mixed = [fundedWith(next!, { deposit: 9 }), ...deposits(400_000n, 600_001n)]
    expect(thrown(() => release(mixed, options)).data).toMatchObject({
      field: 'funded[1].amount',
      received: '1000001 sat in 2 deposits',
    })
    expect(
      release([fundedWith(next!, { deposit: 9 }), ...deposits(400_000n, 600_000n)], options),
    ).toHaveLength(1)
  })

  it('are judged as one amount also where they need two transactions', () => {
    const options = { path, feeRate: oneSat, relax: ['feeShareCap'] } as const
    const many = deposits(...Array.from({ length: 1000 }, () => 1000n))
    expect(release(many, options)).toHaveLength(2)
    expect(
      thrown(() =>
        release(
          [...many, ...deposits(1000n).map((one) => ({ ...one, outpoint: { ...one.outpoint, vout: 7 } }))],
          options,
        ),
      ).code,
    ).toBe('FUNDED_AMOUNT')
  })

  it('go back or are settled, whatever they hold', () => {
    expect(
      settle(deposits(1_000_000n, 1_000_000n), { ...options, split: { employer: 5000, worker: 5000 } }),
    ).toHaveLength(1)
  })

  it('are read as they are planned', () => {
    const both = deposits(1_000_000n, 1_000_000n)
    const [draft] = release(both, { ...options, relax: ['amount'] })
    expect(thrown(() => readSpend(both, draft!.psbt)).code).toBe('FUNDED_AMOUNT')
  })
})

describe('a contract of which some outcome cannot be paid', () => {
  const disputed = (share: number, amount: bigint) =>
    contractsOf({
      ...fullDocument(),
      worker: {
        ...fullDocument().worker,
        payees: [
          { address: addressOf(2), share: 10_000 - share },
          { address: addressOf(3), share },
        ],
      },
      milestones: milestones(2, { amount }),
    })[0]!

  it('is found: a payee near dust, also where a decision gives each side a half', () => {
    // 5 of 10000 of a million are 500 sat, of half of it 250
    const near = unpayable(disputed(5, 1_000_000n), { rate: oneSat })!
    expect([near.path, near.outcome, near.reason.code]).toEqual([
      'arbiterAndWorker',
      { kind: 'award', split: { employer: 5000, worker: 5000 } },
      'SPLIT_DUST',
    ])
    const whole = unpayable(disputed(5, 1_000_000n), { rate: satsPerVb('2500') })!
    expect([whole.path, whole.outcome, whole.reason.code]).toEqual([
      'key',
      { kind: 'release' },
      'OUTPUT_DUST',
    ])
    expect(unpayable(disputed(8, 1_000_000n), { rate: oneSat })).toBeUndefined()
  })

  it('depends on the fee rate and on what it holds, to the satoshi', () => {
    const plain = contract!
    // a release by the leaf has 161 vB; 330 sat are the least for the payee
    expect(unpayable(plain, { rate: oneSat, amount: sats(491n) })).toBeUndefined()
    expect(unpayable(plain, { rate: oneSat, amount: sats(490n) })).toMatchObject({
      path: 'employerAndWorker',
      outcome: { kind: 'release' },
    })
    expect(unpayable(plain, { rate: oneSat, amount: sats(100n) })!.reason.code).toBe('FEE_OVER_AMOUNT')
    expect(unpayable(plain, { rate: satsPerVb('5917') })?.reason.code).toBe(undefined)
  })

  const options = (contracts: readonly Contract[]) => ({
    utxos: [{ txid: 'aa'.repeat(32), vout: 0, amount: sats(100_000_000n), address: addressOf(1) }],
    change: addressOf(1),
    feeRate,
    at: { height: 1000, medianTime: 1_800_000_000 },
    known: [],
    acceptances: contracts.map(({ agreement }) => ({ agreement: agreement.id, roles: [], everybody: true })),
    payer: [],
    relax: ['payerUnknown', 'secretUnknown'] as const,
  })

  it('is not funded, unless the caller says so', () => {
    const contracts = [disputed(5, 1_000_000n)]
    const error = pinned(() => fund(contracts, options(contracts)))
    expect([error.code, error.data]).toMatchObject([
      'OUTCOME_UNPAYABLE',
      { field: 'contracts[0]', path: 'arbiterAndWorker', outcome: 'award' },
    ])
    expect(
      fund(contracts, { ...options(contracts), relax: ['payerUnknown', 'secretUnknown', 'unpayable'] })
        .transactions,
    ).toHaveLength(1)
  })

  it('is not locked into, nor frozen', () => {
    const into = next!
    const relax = ['partyLockedOut'] as const
    const rest = { path, feeRate, into, pays: { kind: 'release' } } as const
    const error = pinned(() => relock(funded, { ...unseen, ...rest, relax, keep: sats(651n) }))
    expect([error.code, error.data.field]).toEqual(['OUTCOME_UNPAYABLE', `contract ${into.index}`])
    const relocked = relock(funded, { ...unseen, ...rest, keep: sats(651n), relax: [...relax, 'unpayable'] })
    expect(relocked.plan.relaxed).toEqual([...relax, 'unpayable'])
    expect(thrown(() => readSpend(funded, relocked.psbt, { into: [into] })).code).toBe('OUTCOME_UNPAYABLE')
    expect(relock(funded, { ...unseen, ...rest, relax, keep: sats(652n) }).plan.outputs.at(-1)!.amount).toBe(
      652n,
    )
    const crumb = fundedWith(contract!, { amount: 900n })
    expect(thrown(() => freeze(crumb, { at: 'unknown', path, feeRate, relax: ['feeShareCap'] })).code).toBe(
      'OUTCOME_UNPAYABLE',
    )
  })

  it('gets no change, nor does anybody but the employer whom the agreements pay', () => {
    const contracts = contractsOf(fullDocument())
    const { agreement } = contracts[0]!
    const others = [
      [contracts[1]!.address, `contract ${contracts[1]!.index}`],
      [agreement.worker.payees[1]!.address.text, 'worker.payees[1]'],
      [agreement.arbiter!.address.text, 'arbiter'],
      [agreement.backupArbiter!.address.text, 'backupArbiter'],
    ] as const
    for (const [change, name] of others)
      expect(pinned(() => fund(contracts, { ...options(contracts), change })).data).toMatchObject({
        field: 'change',
        received: `${change}, the address of ${name}`,
      })
    expect(
      fund(contracts, { ...options(contracts), change: agreement.employer.address.text }).transactions,
    ).toHaveLength(1)
  })
})
