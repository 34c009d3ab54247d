import {
  award,
  freeze,
  readSpend,
  refund,
  release,
  relock,
  review,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { reviewedFee } from '../../../src/spend/reviewed.js'
import { sats } from '../../../src/units/sats.js'
import { made, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { said } from '../../support/said.js'
import { thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...plainDocument(),
  silence: { pays: 'employer', after: { blocks: 1000 } },
  milestones: [{ amount: '1000000' }, { amount: '1000000' }],
})
const { contracts: amended } = made({ ...plainDocument(), index: 100, previous: agreement.id })
/** Two people without an arbiter or a rescue, who want it so. */
const lonely = { ...unseen, relax: ['partyLockedOut'] } as const
const funded = { ...fundedWith(contracts[0]!), confirmedAt: 500 }
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const draft = release(funded, { path, feeRate })
/** The tip at which the employer's refund can be in the next block after so many more blocks. */
const before = (blocks: number) => ({ height: 500 + 1000 - 1 - blocks, medianTime: 1_800_000_000 })
const rulesAt = (blocks: number, spend = draft) =>
  review(spend, { as: 'worker', at: before(blocks) }).findings.map(({ rule, level }) => `${rule} ${level}`)

describe('review', () => {
  it('tells who gets how much, the fee in three measures and for whom it waits', () => {
    const { outputs, fee, waitingFor, passes } = review(draft, { as: 'worker' })
    expect(outputs).toEqual([
      {
        to: ['worker.payees[0]'],
        address: agreement.worker.payees[0]!.address.text,
        amount: 1_000_000n - fee.amount,
        yours: true,
      },
    ])
    expect(fee).toEqual({ amount: draft.plan.fee, rate: '2', percent: '0.04' })
    expect(waitingFor).toEqual(['employer'])
    expect(passes).toBe(true)
  })

  it.each([
    [144, []],
    [143, ['deadlineNear warn']],
    [36, ['deadlineNear warn']],
    [35, ['deadlineNear refuse']],
    [0, ['deadlineNear refuse']],
    [-10, ['deadlineNear refuse']],
  ] as const)('of a release %i blocks before the refund opens says %j', (blocks, findings) => {
    expect(rulesAt(blocks)).toEqual(findings)
  })

  it('does not refuse a refund because the refund opens soon', () => {
    expect(rulesAt(5, refund(funded, { path, feeRate }))).toEqual([])
  })

  it('warns of a settlement near the deadline', () => {
    const split = { employer: 5000, worker: 5000 }
    expect(rulesAt(5, settle(funded, { path, split, feeRate }))).toEqual(['deadlineNear warn'])
  })

  it('says how long a refund is locked', () => {
    const alone = refund(funded, { path: 'employerAlone', feeRate })
    expect(rulesAt(7, alone)).toEqual(['lockAhead warn'])
    expect(rulesAt(0, alone)).toEqual([])
  })

  it('names the clocks that a freeze starts again', () => {
    const { restarts, text } = review(freeze(funded, { at: 'unknown', path, feeRate }), { as: 'employer' })
    expect(restarts).toEqual([{ blocks: 1000 }])
    expect(text).toContain('The clock of about 7 days (1,000 blocks) starts again when this confirms.')
    expect(text).toContain('Its signers can do it again and again, for a fee each time: now 322 sat.')
  })

  it('says of a freeze without relative clocks that it is for nothing', () => {
    const { contracts: byHeight } = made({
      ...plainDocument(),
      silence: { pays: 'employer', after: { height: 1000 } },
    })
    const at = { height: 800, medianTime: 0 }
    const relax = ['partyLockedOut'] as const
    const frozen = freeze(fundedWith(byHeight[0]!), { at, relax, path, feeRate })
    const { restarts, text } = review(frozen, { as: 'worker' })
    expect(restarts).toEqual([])
    expect(text).toContain(
      'All locks are absolute, no clock starts again: this is of no use and costs 322 sat.',
    )
  })

  it('says where a relock leads and who accepted that', () => {
    const [next, into] = [contracts[1]!, amended[0]!]
    const later = relock(funded, { ...lonely, path, into: next, keep: 'everything', feeRate })
    expect(review(later, { as: 'worker' }).text.join(' ')).toContain(
      `contract ${next.index} of the same agreement: the output has exactly its script`,
    )
    const unaccepted = relock(funded, {
      ...unseen,
      path,
      into,
      keep: 'everything',
      feeRate,
      relax: ['unacceptedAgreement', 'partyLockedOut'],
    })
    const { text, findings } = review(unaccepted, { as: 'worker' })
    expect(text.join(' ')).toContain('and not everybody has accepted')
    expect(findings.map(({ rule, level }) => `${rule} ${level}`)).toEqual([
      'unacceptedAgreement warn',
      'partyLockedOut warn',
      'partyLockedOut refuse',
    ])
  })

  it('calls every outcome by its name, with the article that belongs to it', () => {
    const split = { employer: 5000, worker: 5000 }
    const first = (spend: Spend) => review(spend, { as: 'worker' }).text[1]
    expect(first(draft)).toBe(
      'This spend is a release of 1,000,000 sat (0.01 BTC), signed by the employer and the worker.',
    )
    expect(first(settle(funded, { path, split, feeRate }))).toContain('is a settlement of')
    expect(first(freeze(funded, { at: 'unknown', path, feeRate }))).toContain('is a freeze of')
    const [disputed] = made(fullDocument()).contracts
    expect(first(award(fundedWith(disputed!), { path: 'arbiterAndWorker', split, feeRate }))).toContain(
      'is an award of',
    )
  })

  it('lists earlier signatures over the same money, but not those of the same transaction', async () => {
    const earlier = await sign(refund(funded, { path, feeRate }), signerFor(agreement, 'worker'))
    const same = await sign(draft, signerFor(agreement, 'employer'))
    const { outstanding, findings } = review(draft, { as: 'worker', outstanding: [earlier, same] })
    expect(outstanding).toEqual([earlier])
    expect(findings.map(({ rule }) => rule)).toEqual(['outstanding'])
  })

  it('says that a relock leads to an agreement that everybody accepted', () => {
    const into = amended[0]!
    const acceptances = [
      {
        agreement: into.agreement.id,
        roles: [],
        everybody: true,
        amends: { agreement: agreement.id, roles: [], everybody: true },
      },
    ]
    const accepted = relock(funded, { ...lonely, path, into, keep: 'everything', feeRate, acceptances })
    expect(review(accepted, { as: 'worker' }).text).toContain(
      `What is kept goes to contract 100 of agreement ${into.agreement.id}, which amends this one and every role has accepted: the output has exactly its script.`,
    )
  })

  it('waits for nobody else once the others have signed, and counts every signature of a quorum', async () => {
    const signed = await sign(draft, signerFor(agreement, 'employer'))
    const { waitingFor, text } = review(signed, { as: 'worker' })
    expect(waitingFor).toEqual([])
    expect(text).toContain('With your signature it can be broadcast by anybody who has it.')
    const [disputed] = made(fullDocument()).contracts
    const { agreement: agreed } = disputed!
    const split = { employer: 5000, worker: 5000 }
    const decided = award(fundedWith(disputed!), { path: 'arbiterAndWorker', split, feeRate })
    const byOne = await sign(decided, signerFor(agreed, 'arbiter', 1))
    expect(byOne.progress[0]).toEqual({ role: 'arbiter', needed: 2, signed: [1] })
    expect(review(byOne, { as: 'worker' }).waitingFor).toEqual(['arbiter'])
    const byBoth = await sign(byOne, signerFor(agreed, 'arbiter', 2))
    expect(review(byBoth, { as: 'worker' }).waitingFor).toEqual([])
  })

  it('shows an output that pays two of them as one, and as yours whichever you are', () => {
    const document = fullDocument()
    document.arbiter.address = document.employer.address
    const shared = fundedWith(made(document).contracts[0]!)
    const split = { employer: 5000, worker: 5000 }
    const decided = award(shared, { path: 'arbiterAndWorker', split, feeRate })
    const [output] = decided.plan.outputs
    for (const as of ['employer', 'arbiter'] as const) {
      const { outputs, text } = review(decided, { as })
      expect(outputs.map(({ yours }) => yours)).toEqual([true, false, false])
      expect(text[2]).toBe(
        `${said.amount(output!.amount)} go to the arbiter and the employer at ${output!.address}.`,
      )
      expect(text).toContain(`You receive ${said.amount(output!.amount)}.`)
    }
  })

  it.each([
    [
      undefined,
      'The employer alone can take the money once its lock opens: about 7 days (1,000 blocks) from the confirmation.',
    ],
    [
      2,
      'In about 20 minutes (2 blocks) the employer alone can take the money; its lock: about 7 days (1,000 blocks) from the confirmation.',
    ],
    [
      1,
      'In about 10 minutes (1 block) the employer alone can take the money; its lock: about 7 days (1,000 blocks) from the confirmation.',
    ],
    [
      0,
      'The employer alone can take the money already; its lock: about 7 days (1,000 blocks) from the confirmation.',
    ],
    [
      -1,
      'The employer alone can take the money already; its lock: about 7 days (1,000 blocks) from the confirmation.',
    ],
  ] as const)('says who can act alone, %s blocks before its lock opens', (blocks, sentence) => {
    const at = blocks === undefined ? {} : { at: before(blocks) }
    expect(review(draft, { as: 'worker', ...at }).text).toContain(sentence)
  })

  it('says of every objection whether it refuses or warns', () => {
    const last = (level: 'refuse' | 'warn') =>
      review(draft, {
        as: 'worker',
        expect: 'refund',
        relax: level === 'warn' ? ['outcomeChange'] : [],
      }).text.at(-1)
    const objection = '(outcomeChange): this is a release, and a refund was chosen.'
    expect(last('refuse')).toBe(`Refused ${objection}`)
    expect(last('warn')).toBe(`Warning ${objection}`)
  })

  it('refuses an outcome that was not chosen', () => {
    expect(review(draft, { as: 'worker', expect: 'refund' }).passes).toBe(false)
  })
})

describe('what a review is given', () => {
  it('is refused by its name where it is none', () => {
    const fieldOf = (options: object) => thrown(() => review(draft, options as never)).data.field
    expect(fieldOf({ as: 'worker', tip: 7 })).toBe('tip')
    expect(fieldOf({ as: 'boss' })).toBe('as')
    expect(fieldOf({ as: 'worker', outstanding: [7] })).toBe('outstanding[0]')
    expect(fieldOf({ as: 'worker', relax: ['x'] })).toBe('relax[0]')
  })
})

describe('the fee of a review', () => {
  const percentOf = (fee: bigint, pot: bigint) =>
    reviewedFee({ fee: sats(fee), pot: sats(pot), vsize: 100 }).percent

  it.each([
    [0n, '0.00'],
    [1n, '0.01'],
    [9_999n, '1.00'],
    [10_000n, '1.00'],
    [10_001n, '1.01'],
    [1_000_000n, '100.00'],
  ])('of %i sat, of a million, is %s percent: rounded up, exact where it is exact', (fee, percent) => {
    expect(percentOf(fee, 1_000_000n)).toBe(percent)
  })

  it('is rounded down to a thousandth of a satoshi per virtual byte', () => {
    const rateOf = (fee: bigint) => reviewedFee({ fee: sats(fee), pot: sats(10_000n), vsize: 111 }).rate
    expect([rateOf(111n), rateOf(112n), rateOf(200n)]).toEqual(['1', '1.009', '1.801'])
  })
})

describe('sign', () => {
  it('refuses what review refuses, naming the rule, and signs once the rule is lifted', async () => {
    const worker = signerFor(agreement, 'worker')
    const at = before(3)
    await expect(sign(draft, worker, { at })).rejects.toMatchObject({
      code: 'REVIEW_REFUSED',
      data: { rules: ['deadlineNear'] },
    })
    await expect(sign(draft, worker, { expect: 'refund' })).rejects.toMatchObject({ code: 'REVIEW_REFUSED' })
    await expect(sign(draft, worker, { at, relax: ['deadlineNear'] })).resolves.toMatchObject({
      state: 'partial',
    })
  })
})

describe('a choice to the satoshi', () => {
  const split = { employer: 2500, worker: 7500 }
  const settled = settle(funded, { path, split, feeRate })
  const passes = (expect: Parameters<typeof review>[1]['expect']) =>
    review(settled, { as: 'worker', ...(expect && { expect }) }).passes

  it('accepts the very split and path, and nothing else', () => {
    expect(passes({ outcome: { kind: 'settle', split } })).toBe(true)
    expect(passes({ outcome: { kind: 'settle', split }, path })).toBe(true)
    expect(passes({ outcome: { kind: 'settle', split }, path: 'key' })).toBe(false)
    expect(passes({ outcome: { kind: 'settle', split: { employer: 2501, worker: 7499 } } })).toBe(false)
    expect(passes({ outcome: { kind: 'release' } })).toBe(false)
    expect(passes({ outcome: { kind: 'award', split } })).toBe(false)
  })

  it('takes a settlement that gives the worker everything for the release that it is', () => {
    const all = settle(funded, { path, split: { employer: 0, worker: 10_000 }, feeRate })
    const read = readSpend(funded, all.psbt)
    expect(read.plan.outcome.kind).toBe('release')
    expect(review(read, { as: 'worker', expect: { outcome: all.plan.outcome } }).passes).toBe(true)
  })
})
