import {
  award,
  createSecret,
  freeze,
  type RelockOptions,
  refund,
  release,
  relock,
  type Spend,
  sats,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { everyPathDocument, made, milestones, secretsOf } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded, fundedWith, unseen } from '../../support/funded.js'
import { secretHashOf, secretOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const { contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 400, rescue: 600 }),
  milestones: milestones(2, { firstSecret: 800 }),
})
const [first, second] = [contracts[0]!, contracts[1]!]
const [funded, other] = [fundedWith(first), fundedWith(second)]
const closed = firstFunded({ ...plainDocument(), keyPath: 'closed' })
const feeRate = satsPerVb('2')
const split = { employer: 2500, worker: 7500 }

describe('the path of a spend, where none is named', () => {
  const drafts = (of: typeof funded): readonly Spend[] => [
    release(of, { feeRate }),
    settle(of, { split, feeRate }),
    relock(of, { ...unseen, into: second, keep: 'everything', feeRate }),
  ]

  it('is the key path where it is open', () => {
    expect(drafts(funded).map(({ plan }) => plan.path)).toEqual(['key', 'key', 'key'])
  })

  it('is the leaf of employer and worker where the key path is closed', () => {
    expect(release(closed, { feeRate }).plan.path).toBe('employerAndWorker')
    expect(settle(closed, { split, feeRate }).plan.path).toBe('employerAndWorker')
    expect(thrown(() => release(closed, { path: 'key', feeRate }))).toMatchObject({
      code: 'CONTRACT_KEY_PATH_CLOSED',
    })
  })

  it('is not asked of nothing', () => {
    expect(thrown(() => release([], { feeRate }))).toMatchObject({
      code: 'FUNDED_NONE',
      message: 'funded: expected at least one funded contract, received none',
    })
  })
})

describe('a spend that was just built', () => {
  it('has an empty place for each key that may sign', () => {
    const [byKey] = release(funded, { feeRate }).inputs
    expect(byKey).toEqual({
      kind: 'key',
      nonces: [undefined, undefined],
      partials: [undefined, undefined],
    })
    const [byLeaf] = refund(funded, { path: 'employerAndWorker', feeRate }).inputs
    expect(byLeaf).toMatchObject({
      kind: 'leaf',
      keys: [{ role: 'employer' }, { role: 'worker' }],
      signatures: [undefined, undefined],
    })
    expect(byLeaf).not.toHaveProperty('preimage')
  })

  it('has lifted the rules that were named, and no others', () => {
    const options = { path: 'employerAndWorker', feeRate } as const
    expect(release(funded, options).plan.relaxed).toEqual([])
    expect(release(funded, { ...options, relax: ['amount'] }).plan.relaxed).toEqual(['amount'])
  })

  it('is one for one contract, and a list for a list', () => {
    const options = { path: 'arbiterAndEmployer', split, feeRate } as const
    expect(award(funded, options).plan.inputs).toHaveLength(1)
    expect(award([funded], options)).toHaveLength(1)
    expect(award([funded, other], options).map(({ plan }) => plan.inputs.length)).toEqual([2])
  })
})

describe('the tip of the chain', () => {
  const at = { height: 900 }
  const unconfirmed =
    "funded[0].confirmedAt: expected 1 confirmation at height 900, or relax: ['confirmations'], received an output not known to be confirmed"

  it('makes releases and awards ask for a confirmed funding', () => {
    for (const work of [
      () => release(funded, { path: 'employerAndWorker', feeRate, at }),
      () => award(funded, { path: 'arbiterAndWorker', split, feeRate, at }),
    ])
      expect(thrown(work)).toMatchObject({ code: 'FUNDED_UNCONFIRMED', message: unconfirmed })
  })

  it('lets them be built where it is confirmed, or where the rule is lifted by name', () => {
    const confirmed = { ...funded, confirmedAt: 900 }
    expect(release(confirmed, { feeRate, at }).state).toBe('unsigned')
    expect(release(funded, { feeRate, at, relax: ['confirmations'] }).plan.relaxed).toEqual(['confirmations'])
  })
})

describe('secrets', () => {
  const path = 'workerWithSecret'
  const preimages = (spends: readonly Spend[]) =>
    spends.flatMap(({ inputs }) => inputs.map((input) => input.kind === 'leaf' && input.preimage))

  it('go to the contracts whose hashes they open, whatever their order', () => {
    const [one, two] = [secretOf(secretHashOf(800)), secretOf(secretHashOf(801))]
    for (const secrets of [
      [one, two],
      [two, one],
    ])
      expect(preimages(release([funded, other], { path, secrets, feeRate }))).toEqual([one, two])
    expect(preimages(release([funded, other], { path, secrets: [two], feeRate }))).toEqual([undefined, two])
  })

  it('stay out of a spend whose path reveals none', () => {
    const secrets = secretsOf([first])
    expect(preimages([release(funded, { path: 'employerAndWorker', secrets, feeRate })])).toEqual([undefined])
  })

  it('that open none of the contracts are refused by their place and not shown', () => {
    const wrong = createSecret().secret
    const error = thrown(() =>
      release([funded, other], { path, secrets: [...secretsOf([first]), wrong], feeRate }),
    )
    expect(error).toMatchObject({
      code: 'SECRET_WRONG',
      message:
        'secrets[1]: expected the 32 bytes whose SHA-256 a milestone names, received bytes that open none (not shown)',
    })
    expect(thrown(() => release(funded, { path, secrets: ['secret1'], feeRate }))).toMatchObject({
      code: 'SECRET_MALFORMED',
      data: { field: 'secrets[0]' },
    })
  })
})

describe('a relock', () => {
  const drafted = (options: Omit<RelockOptions, 'feeRate' | 'into' | 'at' | 'known'>) =>
    relock(funded, { ...unseen, into: second, feeRate, ...options })

  it('keeps what the milestone says where nothing is said', () => {
    const rich = fundedWith(first, { amount: 1_500_000n })
    const { outcome, outputs } = relock(rich, {
      ...unseen,
      into: second,
      pays: { kind: 'refund' },
      feeRate,
    }).plan
    expect(outcome).toEqual({ kind: 'relock', into: second, keep: 1_000_000n, pays: { kind: 'refund' } })
    expect(outputs.map(({ address }) => address)).toEqual([
      first.agreement.employer.address.text,
      second.address,
    ])
    expect(outputs[1]!.amount).toBe(1_000_000n)
  })

  it('keeps everything, or a part while the rest is paid', () => {
    const keep = sats(600_000n)
    expect(drafted({ keep: 'everything' }).plan.outcome).toEqual({
      kind: 'relock',
      into: second,
      keep: 'everything',
    })
    expect(drafted({ keep, pays: { kind: 'release' } }).plan.outcome).toEqual({
      kind: 'relock',
      into: second,
      keep: 600_000n,
      pays: { kind: 'release' },
    })
  })

  it('says what becomes of the rest, exactly where there is one', () => {
    expect(thrown(() => drafted({ keep: 'everything', pays: { kind: 'refund' } }))).toMatchObject({
      code: 'RELOCK_REST',
      kind: 'input',
      message: 'pays: expected nothing, as everything is kept, received refund',
    })
    for (const options of [{}, { keep: sats(600_000n) }])
      expect(thrown(() => drafted(options))).toMatchObject({
        code: 'RELOCK_REST',
        message: 'pays: expected what becomes of the rest, received nothing',
      })
  })

  it('goes by the path that is named', () => {
    expect(drafted({ path: 'employerAndWorker', keep: 'everything' }).plan.path).toBe('employerAndWorker')
    expect(freeze(funded, { at: 'unknown', path: 'backupAndWorker', feeRate }).plan).toMatchObject({
      path: 'backupAndWorker',
      outcome: { kind: 'relock', into: 'itself' },
    })
  })
})

describe('a spend at a rate below what nodes want by default', () => {
  const cheap = satsPerVb('0.5')

  it('is planned where the caller names what they want, no less than that', () => {
    expect(thrown(() => release(funded, { feeRate: cheap })).code).toBe('FEE_RATE_FLOOR')
    const { plan } = release(funded, { feeRate: cheap, feeRateFloor: cheap })
    expect(plan.fee).toBe((BigInt(plan.vsize) + 1n) / 2n)
    expect(thrown(() => release(funded, { feeRate, feeRateFloor: satsPerVb('3') })).code).toBe(
      'FEE_RATE_FLOOR',
    )
  })
})

it('what a relock keeps is an amount, or everything', () => {
  for (const keep of [7, '7 sat', null, -1n] as const)
    expect(
      thrown(() =>
        relock(funded, { ...unseen, into: second, keep: keep as never, pays: { kind: 'release' }, feeRate }),
      ).data.field,
    ).toBe('keep')
})
