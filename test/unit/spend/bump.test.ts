import {
  amend,
  award,
  bump,
  compile,
  complete,
  freeze,
  type RelockOptions,
  release,
  relock,
  review,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { sats } from '../../../src/units/sats.js'
import { everyPathDocument, made, milestones, secretsOf, signerFor } from '../../support/contracts.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 400, rescue: 600 }),
  milestones: milestones(2, { firstSecret: 700 }),
})
const [first, second] = [contracts[0]!, contracts[1]!]
const funded = fundedWith(first)
const oneSat = satsPerVb('1')
const feeRate = satsPerVb('5')
const path = 'employerAndWorker'
const split = { employer: 2500, worker: 7500 }

const rulesOf = (spend: Spend) => review(spend, { as: 'worker' }).findings.map(({ rule }) => rule)
const [amended] = compile(amend(agreement, { milestones: [{ of: 0, memo: 'in colour' }] }))
/** Into an agreement that amends this one. */
const intoAmended = (options: Pick<RelockOptions, 'relax' | 'acceptances'>) =>
  relock(funded, { ...unseen, into: amended!, keep: 'everything', feeRate: oneSat, ...options })

describe('a bump', () => {
  it.each<[string, Spend]>([
    ['a release by the key path', release(funded, { feeRate: oneSat })],
    ['a release by a leaf', release(funded, { path, feeRate: oneSat })],
    ['a release of two', release([funded, fundedWith(second)], { path, feeRate: oneSat })[0]!],
    ['an award', award(funded, { path: 'arbiterAndWorker', split, feeRate: oneSat })],
    ['a freeze', freeze(funded, { at: 'unknown', path: 'backupAndEmployer', feeRate: oneSat })],
    ['a relock', intoAmended({ relax: ['unacceptedAgreement'] })],
  ])('of %s is the same spend at the higher rate', (_, slow) => {
    const fast = bump(slow, { feeRate }).plan
    const { outputs, vsize } = slow.plan
    expect(fast).toEqual({ ...slow.plan, fee: 5n * BigInt(vsize), outputs: fast.outputs })
    expect(fast.outputs.map(({ address }) => address)).toEqual(outputs.map(({ address }) => address))
  })

  it('is unsigned again, since its outputs are others', async () => {
    const signed = await sign(release(funded, { path, feeRate: oneSat }), signerFor(agreement, 'worker'))
    const fast = bump(signed, { feeRate })
    expect([signed.state, fast.state]).toEqual(['partial', 'unsigned'])
    expect(fast.inputs.map((input) => input.kind === 'leaf' && input.signatures)).toEqual([
      [undefined, undefined],
    ])
  })

  it('brings the secret again, so that the worker need not look for it', async () => {
    const slow = release(funded, { path: 'workerWithSecret', secrets: secretsOf([first]), feeRate: oneSat })
    const signed = await sign(bump(slow, { feeRate }), signerFor(agreement, 'worker'))
    expect(complete(signed).state).toBe('complete')
  })

  it('does without the secret where nobody has told it yet', () => {
    const slow = release(funded, { path: 'workerWithSecret', feeRate: oneSat })
    expect(bump(slow, { feeRate }).inputs).toEqual(slow.inputs)
  })

  it('pays what the spend paid and 1 sat/vB for its own relay, and not a satoshi less', () => {
    const slow = release(funded, { path, feeRate: oneSat })
    expect([slow.plan.vsize, slow.plan.fee]).toEqual([169, 169n])
    expect(bump(slow, { feeRate: satsPerVb('2') }).plan.fee).toBe(338n)
    expect(thrown(() => bump(slow, { feeRate: satsPerVb('1.994') }))).toMatchObject({
      code: 'BUMP_TOO_LITTLE',
      kind: 'limit',
      message:
        'feeRate: expected a rate that pays at least 338 sat: the 169 sat of before and 1 sat/vB for relaying again, received 1.994 sat/vB, which is 337 sat',
      data: { layer: 'relay', least: 338n },
    })
  })

  it('steps by as little as the nodes at hand take', () => {
    const slow = release(funded, { path, feeRate: oneSat })
    const incrementalFeeRate = satsPerVb('0.1')
    expect(bump(slow, { feeRate: satsPerVb('1.1'), incrementalFeeRate }).plan.fee).toBe(186n)
    expect(thrown(() => bump(slow, { feeRate: satsPerVb('1.094'), incrementalFeeRate }))).toMatchObject({
      code: 'BUMP_TOO_LITTLE',
      message:
        'feeRate: expected a rate that pays at least 186 sat: the 169 sat of before and 0.1 sat/vB for relaying again, received 1.094 sat/vB, which is 185 sat',
    })
  })

  it('pays what was paid by all that hangs on the spend', () => {
    const slow = release(funded, { path, feeRate: oneSat })
    const replaces = { fee: sats(2669n), weight: slow.plan.weight + 444 }
    expect(bump(slow, { feeRate: satsPerVb('16.793'), replaces }).plan.fee).toBe(2839n)
    expect(thrown(() => bump(slow, { feeRate: satsPerVb('16.786'), replaces })).data).toMatchObject({
      least: 2838n,
      received: '16.786 sat/vB, which is 2837 sat',
    })
  })

  it.each<[string, { fee: bigint; weight: number }]>([
    ['a satoshi less than its own fee', { fee: 168n, weight: 676 }],
    ['less than its own weight', { fee: 169n, weight: 672 }],
    ['half a unit of weight', { fee: 169n, weight: 676.5 }],
    ['a number for a fee', { fee: 169 as never, weight: 676 }],
  ])('replaces the spend itself in any case: %s is refused', (_, replaces) => {
    const slow = release(funded, { path, feeRate: oneSat })
    // callers without types pass anything
    expect(thrown(() => bump(slow, { feeRate, replaces: replaces as never })).code).toBe('BUMP_REPLACES')
  })

  it('may be said to replace the spend alone, and is told what that is where less is said', () => {
    const slow = release(funded, { path, feeRate: oneSat })
    const { fee, weight } = slow.plan
    expect(bump(slow, { feeRate, replaces: { fee, weight } }).plan).toEqual(bump(slow, { feeRate }).plan)
    expect(thrown(() => bump(slow, { feeRate, replaces: { fee: sats(168n), weight: 7 } })).message).toBe(
      `replaces: expected the spend with all that hangs on it: at least 169 sat and ${weight} weight units, received 168 sat and 7 weight units`,
    )
  })

  it('keeps to what nodes want at least', () => {
    const cheap = release(funded, { path, feeRate: satsPerVb('0.2'), relax: ['feeRateFloor'] })
    const options = { feeRate: satsPerVb('0.4'), incrementalFeeRate: satsPerVb('0.1') }
    expect(bump(cheap, options).plan.relaxed).toEqual(['feeRateFloor'])
    const slow = release(funded, { path, feeRate: oneSat })
    expect(thrown(() => bump(slow, { feeRate, feeRateFloor: satsPerVb('6') })).code).toBe('FEE_RATE_FLOOR')
  })

  it('keeps to the caps on fees, unless they are lifted now or the spend itself lifted them', () => {
    const dear = satsPerVb('600')
    const slow = release(funded, { path, feeRate: oneSat })
    expect(thrown(() => bump(slow, { feeRate: dear }))).toMatchObject({
      code: 'FEE_RATE_CAP',
      data: { expected: "at most 500 sat/vB, or relax: ['feeRateCap']" },
    })
    const lifted = release(funded, { path, feeRate: oneSat, relax: ['feeRateCap', 'feeShareCap'] })
    expect(bump(lifted, { feeRate: dear }).plan.relaxed).toEqual(['feeRateCap', 'feeShareCap'])
    const relax = ['feeRateCap', 'feeShareCap'] as const
    for (const spend of [slow, lifted])
      expect(bump(spend, { feeRate: dear, relax }).plan).toMatchObject({ relaxed: relax, fee: 600n * 169n })
  })

  it('lifts no rule that the spend did not lift, so that reviews say the same of both', () => {
    const slow = release(funded, { path, feeRate: oneSat })
    expect(bump(slow, { feeRate }).plan.relaxed).toEqual([])
    expect(rulesOf(bump(slow, { feeRate }))).toEqual(rulesOf(slow))
  })

  it('leads where the relock led, as often as it is bumped, without asking for the acceptances again', () => {
    const whole = { everybody: true, roles: [] }
    const accepted = {
      agreement: amended!.agreement.id,
      ...whole,
      amends: { agreement: agreement.id, ...whole },
    }
    for (const [options, relaxed] of [
      [{ acceptances: [accepted] }, []],
      [{ relax: ['unacceptedAgreement'] }, ['unacceptedAgreement']],
    ] as const) {
      const slow = intoAmended(options)
      const faster = bump(bump(slow, { feeRate: satsPerVb('3') }), { feeRate })
      expect(faster.plan).toMatchObject({ outcome: slow.plan.outcome, relaxed })
      expect(rulesOf(faster)).toEqual(relaxed)
    }
  })

  it('is of spends that this library built', () => {
    // the type says no; this is for callers without types
    const foreign = { plan: release(funded, { feeRate }).plan } as unknown as Spend
    expect(thrown(() => bump(foreign, { feeRate }))).toMatchObject({
      code: 'SPEND_NOT_BUILT',
      message: expect.stringMatching(/^spend: expected a spend that this library built or read/),
    })
  })
})
