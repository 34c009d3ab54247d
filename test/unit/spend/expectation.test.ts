import {
  award,
  type Contract,
  freeze,
  type OutcomeTerms,
  type Plan,
  release,
  relock,
  review,
  type Spend,
  satsPerVb,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { ENGLISH_REVIEW } from '../../../src/sentences/english/review.js'
import { inEnglish } from '../../../src/sentences/english/say.js'
import * as expectation from '../../../src/spend/expectation.js'
import { made, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { said } from '../../support/said.js'
import { thrown } from '../../support/thrown.js'

const changesOf = (plan: Plan, choice: expectation.Choice): readonly string[] =>
  expectation.changesOf(plan, choice).map((change) => inEnglish(change, ENGLISH_REVIEW))

const { agreement, contracts } = made({
  ...plainDocument(),
  milestones: Array.from({ length: 10 }, (_, at) => ({
    amount: '1000000',
    ...(at === 1 ? {} : { memo: `page ${at + 1}` }),
  })),
})
const all = contracts.map((contract) => ({ ...fundedWith(contract), confirmedAt: 500 }))
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const one = release(all[0]!, { path, feeRate })
const eight = release(all[7]!, { path, feeRate })
const everything = release(all, { path, feeRate })[0]!
const outpointsOf = ({ plan }: Spend) => plan.inputs.map(({ funded }) => funded.outpoint)
const outcome: OutcomeTerms = { kind: 'release' }

describe('a review', () => {
  it('begins with milestone, memo, contract, amount and outpoint of each input, in text and data', () => {
    const { text, inputs } = review(eight, { as: 'worker' })
    expect(text[0]).toBe(
      `It spends milestone 7 ("page 8"), contract ${contracts[7]!.index}: 1,000,000 sat (0.01 BTC) in ${'1'.padStart(64, '0')}:7.`,
    )
    expect(inputs).toEqual([
      {
        milestone: 7,
        memo: 'page 8',
        index: contracts[7]!.index,
        outpoint: all[7]!.outpoint,
        amount: 1_000_000n,
      },
    ])
    expect(text).not.toEqual(review(one, { as: 'worker' }).text)
    const of = review(everything, { as: 'worker' }).text
    expect(of[1]).toBe(
      `It spends milestone 1, contract ${contracts[1]!.index}: 1,000,000 sat (0.01 BTC) in ${'1'.padStart(64, '0')}:1.`,
    )
    expect(of.slice(0, 11).map((sentence) => sentence.slice(0, 9))).toEqual([
      ...Array.from({ length: 10 }, () => 'It spends'),
      'This spen',
    ])
  })
})

describe('a choice', () => {
  it('of a release does not cover the money of several contracts unless it names them', async () => {
    const text = 'this spends the money of 10 contracts, and the choice does not name them'
    expect(changesOf(everything.plan, 'release')).toEqual([text])
    expect(changesOf(everything.plan, { outcome })).toEqual([text])
    expect(changesOf(everything.plan, { outcome, inputs: outpointsOf(everything) })).toEqual([])
    await expect(
      sign(everything, signerFor(agreement, 'worker'), { expect: 'release' }),
    ).rejects.toMatchObject({ code: 'REVIEW_REFUSED', data: { rules: ['outcomeChange'] } })
  })

  it('of one milestone is not another, nor a part of several', () => {
    const id = '1'.padStart(64, '0')
    expect(changesOf(eight.plan, { outcome, inputs: outpointsOf(one) })).toEqual([
      `this spends ${id}:7, and ${id}:0 was chosen`,
    ])
    expect(changesOf(one.plan, { outcome, inputs: outpointsOf(everything) })).toHaveLength(1)
    expect(changesOf(everything.plan, { outcome, inputs: outpointsOf(one) })).toHaveLength(1)
    expect(changesOf(one.plan, { outcome, inputs: outpointsOf(one) })).toEqual([])
  })

  it('binds what a role receives at least and what the network takes at most, to the satoshi', () => {
    const { fee, pot } = one.plan
    const least = (amount: bigint) => changesOf(one.plan, { outcome, least: { role: 'worker', amount } })
    expect(least(pot - fee)).toEqual([])
    expect(least(pot - fee + 1n)).toEqual([
      `the worker receives ${said.amount(pot - fee)}, and at least ${said.amount(pot - fee + 1n)} was chosen`,
    ])
    expect(changesOf(one.plan, { outcome, maxFee: fee })).toEqual([])
    expect(changesOf(one.plan, { outcome, maxFee: fee - 1n })).toEqual([
      `the network takes ${fee} sat, and at most ${fee - 1n} sat was chosen`,
    ])
  })

  it.each(['award', 'settle', 'relock', 'toString', 7, null, [], {}])(
    'of %j says nothing about where the money goes and is refused',
    (choice) => {
      expect(() => review(one, { as: 'worker', expect: choice as never })).toThrow(
        expect.objectContaining({ code: 'EXPECTATION_VAGUE' }),
      )
    },
  )
})

describe('a choice', () => {
  const wrong = (expect: object) =>
    thrown(() => review(one, { as: 'worker', expect: expect as expectation.Choice })).message

  it('that is none says what would be one', () => {
    expect(thrown(() => review(one, { as: 'worker', expect: 'award' as expectation.Choice })).message).toBe(
      `expect: expected 'release', 'refund', or { outcome } with the split or the contract that was agreed on, received "award"`,
    )
  })

  it('is refused by the name of the member that is none', () => {
    expect(wrong({ outcome: { kind: 'settle' } })).toMatch(/^expect\.outcome/)
    expect(wrong({ outcome, path: 'nowhere' })).toMatch(/^expect\.path: /)
    expect(wrong({ outcome, inputs: ['a:0'] })).toMatch(/^expect\.inputs\[0\]/)
    expect(wrong({ outcome, least: { role: 'boss', amount: 1n } })).toMatch(/^expect\.least\.role: /)
    expect(wrong({ outcome, least: { role: 'worker', amount: 1 } })).toMatch(/^expect\.least\.amount: /)
    expect(wrong({ outcome, least: { role: 'worker' } })).toMatch(/^expect\.least\.amount: /)
    expect(wrong({ outcome, maxFee: 1 })).toMatch(/^expect\.maxFee: /)
    expect(wrong({ outcome, greatestFee: 1n })).toMatch(/greatestFee/)
  })

  it('of a contract to lock the money in is no other contract, and a relock of the same kind all the same', () => {
    const [, second, third] = contracts
    const into = (contract: Contract): OutcomeTerms => ({
      kind: 'relock',
      into: contract,
      keep: 'everything',
    })
    const { plan } = relock(all[0]!, {
      ...{ ...unseen, path, into: second!, keep: 'everything', feeRate, relax: ['partyLockedOut'] },
    })
    expect(changesOf(plan, { outcome: into(second!) })).toEqual([])
    expect(changesOf(plan, { outcome: into(third!) })).toEqual([
      'this is a relock that pays others, or other amounts, than what was chosen',
    ])
    expect(changesOf(plan, { outcome })).toEqual(['this is a relock, and a release was chosen'])
  })

  it('need not name the deposits where all are of one contract, and binds them where it does', () => {
    const [first, second] = [1, 2].map((deposit) => ({
      ...fundedWith(contracts[0]!, { amount: 500_000n, deposit }),
      confirmedAt: 500,
    }))
    const both = release([first!, second!], { path, feeRate })[0]!
    expect(changesOf(both.plan, 'release')).toEqual([])
    const id = (deposit: number) => `${String(deposit).padStart(64, '0')}:0`
    // as many, but one twice
    const twice = [first!.outpoint, first!.outpoint]
    expect(changesOf(both.plan, { outcome, inputs: twice })).toEqual([
      `this spends ${id(1)} and ${id(2)}, and ${id(1)} was chosen`,
    ])
    const other = { ...first!.outpoint, vout: 9 }
    expect(changesOf(both.plan, { outcome, inputs: [first!.outpoint, other] })).toEqual([
      `this spends ${id(1)} and ${id(2)}, and ${id(1)} and ${id(1).slice(0, -1)}9 was chosen`,
    ])
  })

  it('that differs in all of it is told all of it, the money last', () => {
    expect(
      changesOf(one.plan, {
        outcome: { kind: 'refund' },
        path: 'key',
        inputs: outpointsOf(eight),
        least: { role: 'employer', amount: 1n },
        maxFee: 0n,
      }).map((text) => text.split(' ').slice(0, 3).join(' ')),
    ).toEqual([
      'this spends 0000000000000000000000000000000000000000000000000000000000000001:0,',
      'this is signed',
      'the employer receives',
      'the network takes',
    ])
  })
})

describe('a clock that nobody can read', () => {
  const { contracts: timed } = made({
    ...plainDocument(),
    silence: { pays: 'employer', after: { seconds: 512_000 } },
  })
  const at = { height: 600, medianTime: 1_800_000_000 }
  const rulesOf = (spend: Spend) =>
    review(spend, { as: 'worker', at }).findings.map(({ rule, level }) => `${rule} ${level}`)

  it('is refused in a release, whose money may be gone in an hour', () => {
    const funded = { ...fundedWith(timed[0]!), confirmedAt: 500 }
    expect(rulesOf(release(funded, { path, feeRate }))).toEqual(['deadlineUnknown refuse'])
    expect(rulesOf(freeze(funded, { at: 'unknown', path, feeRate }))).toEqual(['deadlineUnknown warn'])
    const known = { ...funded, medianTimeBefore: 1_799_999_000 }
    expect(rulesOf(release(known, { path, feeRate }))).toEqual([])
    const { findings } = review(release(funded, { path, feeRate }), { as: 'worker', at })
    expect(findings[0]?.data).toMatchObject({ wanted: 'medianTimeBefore', deposit: 0, deposits: 1 })
    expect(findings[0]?.text).toBe(
      'the time of the block that confirmed deposit 1 is not known, so nobody can tell when the employer alone can take the money; its lock: about 6 days (512,000 seconds) from the confirmation',
    )
  })

  it('has not begun where the deposit is not confirmed', () => {
    const spend = release(fundedWith(contracts[0]!), { path, feeRate, relax: ['confirmations'] })
    expect(rulesOf(spend)).toContain('deadlineUnknown refuse')
    const { findings } = review(spend, { as: 'worker', at })
    expect(findings.filter(({ rule }) => rule === 'deadlineUnknown').map(({ text }) => text)).toEqual([
      'the block that confirmed deposit 1 is not known, so nobody can tell when the employer alone can take the money; its lock: about 60 days (8,640 blocks) from the confirmation',
    ])
  })
})

describe('what is still missing after a signature', () => {
  it('counts the other members of one’s own role', async () => {
    const disputed = made(fullDocument()).contracts[0]!
    const split = { employer: 5000, worker: 5000 }
    const decided = award(fundedWith(disputed), { path: 'arbiterAndWorker', split, feeRate })
    expect(review(decided, { as: 'arbiter' }).waitingFor).toEqual(['arbiter', 'worker'])
    const signed = await sign(decided, signerFor(disputed.agreement, 'worker'))
    const { waitingFor, text } = review(signed, { as: 'arbiter' })
    expect(waitingFor).toEqual(['arbiter'])
    expect(text).toContain('After you it still waits for: the arbiter.')
    expect(review(signed, { as: 'employer' }).text).toContain(
      'Your signature is not asked for; it waits for: the arbiter.',
    )
  })
})

describe('what the reader receives', () => {
  it('is told apart from what goes to an address that is somebody else’s, too', () => {
    const document = plainDocument()
    document.worker.payees[0]!.address = document.employer.address
    const [contract] = made(document).contracts
    const spend = release({ ...fundedWith(contract!), confirmedAt: 500 }, { path, feeRate })
    expect(review(spend, { as: 'worker' }).text).toContain(
      `Of that, ${said.amount(spend.plan.outputs[0]!.amount)} go to an address that is also the address of the employer.`,
    )
  })
})
