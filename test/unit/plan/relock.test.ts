import { describe, expect, it } from 'vitest'
import type { AcceptanceReport } from '../../../src/agreement/acceptance.js'
import type { Funded } from '../../../src/contract/funded.js'
import { type OutcomeTerms, outcomePhrase } from '../../../src/plan/outcome.js'
import { type PlanRequest, planSpend } from '../../../src/plan/plan.js'
import { planSpends } from '../../../src/plan/split.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { sats } from '../../../src/units/sats.js'
import { OUTCOMES } from '../../../src/words.js'
import { everyPathDocument, made } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { addressOf, extendedHolder } from '../../support/holders.js'
import { pinned, thrown } from '../../support/thrown.js'

const document = {
  ...plainDocument(),
  milestones: [{ amount: '1000000' }, { amount: '2000000' }, { amount: '3000000' }],
}
const { agreement, contracts } = made(document)
const [first, second, third] = [contracts[0]!, contracts[1]!, contracts[2]!]
const amended = made({ ...document, index: 100, previous: agreement.id })
const [into] = [amended.contracts[0]!]
const unrelated = made({ ...document, index: 200 }).contracts[0]!
const ofAnother = made({ ...document, index: 300, previous: '00'.repeat(32) }).contracts[0]!

const path = 'employerAndWorker'
const funded = fundedWith(first)
const split = { employer: 2500, worker: 7500 }
const everything = (target: typeof first): OutcomeTerms => ({
  kind: 'relock',
  into: target,
  keep: 'everything',
})
const freeze: OutcomeTerms = { kind: 'relock', into: 'itself' }
const planned = (
  outcome: OutcomeTerms,
  more: Partial<PlanRequest> = {},
  inputs: readonly Funded[] = [funded],
) => planSpend(inputs, { path, outcome, fee: { exactly: sats(1000n) }, ...more })
const paid = (...args: Parameters<typeof planned>) =>
  planned(...args).outputs.map(({ amount, recipients }) => [
    amount,
    ...recipients.map((recipient) =>
      'contract' in recipient
        ? recipient.contract.index
        : 'role' in recipient && (recipient.payee ?? recipient.role),
    ),
  ])

describe('a relock into the same agreement', () => {
  it('leads to a later milestone', () => {
    expect(paid(everything(second))).toEqual([[999_000n, second.index]])
    expect(paid(everything(third), {}, [funded, fundedWith(second)])).toEqual([[2_999_000n, third.index]])
  })

  it('never leads back, nor to where some of the money is', () => {
    expect(pinned(() => planned(everything(first))).code).toBe('RELOCK_TARGET')
    expect(pinned(() => planned(everything(first), {}, [fundedWith(second)])).code).toBe('RELOCK_TARGET')
    for (const inputs of [
      [funded, fundedWith(second)],
      [fundedWith(second), funded],
    ])
      expect(pinned(() => planned(everything(second), {}, inputs)).code).toBe('RELOCK_TARGET')
  })

  it('pays a part before and keeps the rest', () => {
    const keep = sats(600_000n)
    const relock = (
      pays: { kind: 'release' } | { kind: 'refund' } | { kind: 'settle'; split: typeof split },
    ) => paid({ kind: 'relock', into: second, keep, pays })
    expect(relock({ kind: 'release' })).toEqual([
      [399_000n, 0],
      [600_000n, second.index],
    ])
    expect(relock({ kind: 'refund' })[0]).toEqual([399_000n, 'employer'])
    expect(relock({ kind: 'settle', split })).toEqual([
      [99_750n, 'employer'],
      [299_250n, 0],
      [600_000n, second.index],
    ])
    const uneven = { kind: 'settle', split: { employer: 1, worker: 1 } } as const
    expect(pinned(() => relock(uneven)).code).toBe('SPLIT_MALFORMED')
  })

  it('keeps less than there is', () => {
    const keeping = (keep: bigint) =>
      planned({ kind: 'relock', into: second, keep: sats(keep), pays: { kind: 'refund' } })
    expect(pinned(() => keeping(999_000n)).code).toBe('FEE_OVER_AMOUNT')
    expect(pinned(() => keeping(998_999n)).code).toBe('OUTPUT_DUST')
    expect(pinned(() => keeping(329n)).data.field).toBe(`contract ${second.index}`)
    expect(keeping(998_670n).outputs.map(({ amount }) => amount)).toEqual([330n, 998_670n])
  })

  it('that keeps everything keeps what the fee leaves, if anything', () => {
    const fee = (amount: bigint) => ({ fee: { exactly: sats(amount) } }) as const
    expect(pinned(() => planned(everything(second), fee(1_000_000n))).code).toBe('FEE_OVER_AMOUNT')
    expect(pinned(() => planned(everything(second), fee(999_999n))).code).toBe('OUTPUT_DUST')
  })

  it('is one transaction or none', () => {
    const many = Array.from({ length: 1000 }, (_, at) => fundedWith(first, { deposit: at + 1 }))
    const request: PlanRequest = { path, outcome: everything(second), fee: { exactly: sats(10_000n) } }
    expect(pinned(() => planSpends(many, request)).code).toBe('SPEND_TOO_HEAVY')
    expect(planSpends(many.slice(0, 10), request)).toHaveLength(1)
  })

  it('is of the parties alone', () => {
    const { contracts: disputed } = made(fullDocument())
    const attempt = () =>
      planSpend([fundedWith(disputed[0]!)], {
        path: 'arbiterAndWorker',
        outcome: everything(disputed[1]!),
        fee: { exactly: sats(1000n) },
      })
    expect(pinned(attempt).code).toBe('OUTCOME_PATH')
  })
})

describe('a relock into another agreement', () => {
  const report = (everybody: boolean, id = amended.agreement.id): AcceptanceReport => ({
    agreement: id,
    everybody,
    roles: [
      { role: 'employer', needed: 1, accepted: [0] },
      { role: 'worker', needed: 1, accepted: everybody ? [0] : [] },
      { role: 'arbiter', needed: 2, accepted: everybody ? [0, 1] : [1] },
    ],
    amends: { agreement: agreement.id, everybody: true, roles: [] },
  })

  it('leads to one that amends it and that everybody accepted', () => {
    expect(paid(everything(into), { acceptances: [report(false, 'other'), report(true)] })).toEqual([
      [999_000n, into.index],
    ])
    expect(planned(everything(into), { relax: ['unacceptedAgreement'] }).relaxed).toEqual([
      'unacceptedAgreement',
    ])
  })

  it('never leads to one that not everybody accepted', () => {
    for (const acceptances of [[], [report(false)], [report(true, agreement.id)]])
      expect(pinned(() => planned(everything(into), { acceptances })).code).toBe('RELOCK_UNACCEPTED')
    expect(pinned(() => planned(everything(into), { relax: ['amount'] })).code).toBe('RELOCK_UNACCEPTED')
  })

  it('never leads to one that not everybody accepted with the keys that the money lies under', () => {
    const { amends, ...own } = report(true)
    const stranger = { agreement: '00'.repeat(32), everybody: true, roles: [] }
    const partly = {
      ...amends!,
      everybody: false,
      roles: [{ role: 'worker', needed: 1, accepted: [] } as const],
    }
    const received = (acceptances: readonly AcceptanceReport[]) =>
      pinned(() => planned(everything(into), { acceptances })).data['received']
    expect(received([own])).toBe('none with the keys of the one amended')
    expect(received([{ ...own, amends: stranger }])).toBe('none with the keys of the one amended')
    expect(received([{ ...own, amends: partly }])).toBe('none by worker with the keys of the one amended')
  })

  it('never leads to one in which other keys act for a role, unless that is lifted by name', () => {
    const replaced = made({
      ...document,
      index: 100,
      previous: agreement.id,
      worker: { ...plainDocument().worker, keys: [extendedHolder(77).text] },
    }).contracts[0]!
    const acceptances = [report(true, replaced.agreement.id)]
    expect(pinned(() => planned(everything(replaced), { acceptances }))).toMatchObject({
      code: 'RELOCK_PARTY_REPLACED',
      data: { roles: ['worker'], received: 'others for worker' },
    })
    expect(planned(everything(replaced), { acceptances, relax: ['partyReplaced'] }).relaxed).toEqual([
      'partyReplaced',
    ])
    const both = made({
      ...document,
      index: 100,
      previous: agreement.id,
      employer: { ...plainDocument().employer, keys: [extendedHolder(78).text] },
      worker: { ...plainDocument().worker, keys: [extendedHolder(77).text] },
    }).contracts[0]!
    expect(
      pinned(() => planned(everything(both), { acceptances: [report(true, both.agreement.id)] })).data,
    ).toMatchObject({ received: 'others for employer and worker' })
  })

  it('leads nowhere, and freezes nothing, where a date is near: of a freeze only dates count', () => {
    const dated = { pays: 'employer', after: { height: 800_000 } }
    const { contracts: some } = made({
      ...document,
      rescue: { after: { blocks: 20_000 } },
      milestones: [
        { amount: '1000000' },
        { amount: '2000000', silence: dated, rescue: { after: { height: 900_000 } } },
      ],
    })
    const [relative, absolute] = [some[0]!, some[1]!]
    const admission = { at: { height: 799_900, medianTime: 0 }, known: [] } as const
    const refusal = (outcome: OutcomeTerms, ...inputs: readonly (typeof first)[]) =>
      thrown(() =>
        planned(
          outcome,
          { admission, relax: ['partyLockedOut'] },
          inputs.map((one) => fundedWith(one)),
        ),
      )
    const near = { code: 'FUNDING_DEADLINE_NEAR' }
    expect(refusal(freeze, absolute)).toMatchObject({ ...near, data: { field: 'funded[0]' } })
    expect(refusal(freeze, relative, absolute)).toMatchObject({ ...near, data: { field: 'funded[1]' } })
    expect(refusal(everything(absolute), relative)).toMatchObject({ ...near, data: { field: 'into' } })
    const lifted = { admission, relax: ['partyLockedOut'] } as const
    expect(planned(freeze, lifted, [fundedWith(relative)]).relaxed).toEqual(['partyLockedOut'])
  })

  it('need not be shown again who accepted where it was planned before, but leads nowhere else for that', () => {
    const again = { planned: 'before' } as const
    expect(planned(everything(into), again).relaxed).toEqual([])
    for (const target of [unrelated, ofAnother, first])
      expect(pinned(() => planned(everything(target), again)).code).toBe('RELOCK_TARGET')
  })

  it('never leads to one whose keys are those of a contract of the one amended, or of another known one', () => {
    const nearby = made({ ...document, index: agreement.index + 2, previous: agreement.id }).contracts[0]!
    const relax = ['unacceptedAgreement'] as const
    for (const more of [{ relax }, { planned: 'before' } as const])
      expect(thrown(() => planned(everything(nearby), more)).code).toBe('FUNDING_INDEX_OVERLAP')
    const admission = { at: 'unknown', known: [made({ ...document, index: 102 }).agreement] } as const
    const given = { relax: [...relax, 'partyLockedOut'], admission } as const
    expect(thrown(() => planned(everything(into), given)).code).toBe('FUNDING_INDEX_OVERLAP')
    expect(planned(everything(into), { ...given, admission: { ...admission, known: [] } }).relaxed).toEqual(
      given.relax,
    )
  })

  it('never leads to one on another chain', () => {
    const elsewhere = made({
      ...JSON.parse(JSON.stringify(document).replaceAll(/bcrt1\w+/g, addressOf(1, { network: 'signet' }))),
      network: 'signet',
      index: 100,
      previous: agreement.id,
    }).contracts[0]!
    expect(pinned(() => planned(everything(elsewhere), { relax: ['unacceptedAgreement'] })).code).toBe(
      'RELOCK_TARGET',
    )
  })

  it('never leads to one that amends no agreement, or another', () => {
    for (const target of [unrelated, ofAnother])
      expect(pinned(() => planned(everything(target), { relax: ['unacceptedAgreement'] })).code).toBe(
        'RELOCK_TARGET',
      )
  })
})

describe('a freeze', () => {
  it('pays each output back to its own script, the fee in proportion and what rounding leaves off the first', () => {
    const inputs = [funded, fundedWith(second), fundedWith(third)]
    expect(paid(freeze, { fee: { exactly: sats(1001n) } }, inputs)).toEqual([
      // of 1001 sat 166.8, 333.7 and 500.5
      [999_832n, first.index],
      [1_999_667n, second.index],
      [2_999_500n, third.index],
    ])
  })

  it('of nothing at all is refused', () => {
    const empty = fundedWith(first, { amount: 0n })
    expect(pinned(() => planned(freeze, { fee: { exactly: sats(0n) } }, [empty])).code).toBe(
      'FEE_OVER_AMOUNT',
    )
  })

  it('is open to the arbiters', () => {
    const { contracts: disputed } = made(fullDocument())
    const plan = planSpend([fundedWith(disputed[0]!)], {
      path: 'backupAndEmployer',
      outcome: freeze,
      fee: { exactly: sats(1000n) },
    })
    expect(plan.outputs.map(({ amount }) => amount)).toEqual([999_000n])
  })

  it('is never open to a party alone', () => {
    expect(pinned(() => planned(freeze, { path: 'employerAlone' })).code).toBe('OUTCOME_PATH')
  })

  it('fills a transaction up to the last contract that fits, with as many outputs as inputs', () => {
    const moments = { from: 100_000, decision: 1, backupFrom: 255_000, silence: 256_000, rescue: 499_999_999 }
    const [contract] = made(everyPathDocument('height', moments)).contracts
    // scripts of their own, for a fraction of the time that compiling takes
    const inputs = Array.from({ length: 597 }, (_, at) => {
      const outputScript = contract!.outputScript.with(32, at >> 8).with(33, at & 255)
      return fundedWith({ ...contract!, outputScript }, { deposit: at + 1 })
    })
    const plansOf = (count: number) =>
      planSpends(inputs.slice(0, count), {
        path: 'arbiterAndWorker',
        outcome: freeze,
        fee: { rate: satsPerVb('1') },
      }).map((plan) => [plan.inputs.length, plan.outputs.length, plan.weight])
    // 499 units for each input, 172 for each output and 58 beside them
    expect(plansOf(596)).toEqual([[596, 596, 596 * 671 + 58]])
    expect(plansOf(597)).toEqual([
      [596, 596, 596 * 671 + 58],
      [1, 1, 671 + 42],
    ])
  })
})

describe('an outcome in a sentence', () => {
  it('is told by its name or by its terms', () => {
    for (const kind of OUTCOMES) expect(outcomePhrase(kind)).toMatchSnapshot()
    expect(outcomePhrase(freeze)).toBe('a freeze')
    expect(outcomePhrase(everything(second))).toBe('a relock')
    expect(outcomePhrase({ kind: 'settle', split })).toBe('a settlement')
  })
})
