import {
  award,
  complete,
  finalize,
  freeze,
  fundedFromJson,
  fundedToJson,
  planFromJson,
  planToJson,
  refund,
  release,
  relock,
  satsPerVb,
  settle,
  sign,
  spendFromJson,
  spendToJson,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { marks } from '../../../src/forms/form.js'
import { everyPathDocument, made, signerFor } from '../../support/contracts.js'
import { tamperedInput } from '../../support/forgery.js'
import { fundedWith, unseen } from '../../support/funded.js'
import { pinned, thrown } from '../../support/thrown.js'

const { agreement, contracts } = made(
  everyPathDocument(
    'blocks',
    { from: 2, decision: 10, backupFrom: 12, silence: 300, rescue: 600 },
    { count: 2 },
  ),
)
const [first, second] = [contracts[0]!, contracts[1]!]
const funded = {
  ...fundedWith(first, { amount: 3_000_000n }),
  confirmedAt: 7,
  medianTimeBefore: 1_800_000_000,
}
const feeRate = satsPerVb('2')
const split = { employer: 2500, worker: 7500 }
const relax = ['amount'] as const
const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const drafts = {
  release: release(funded, { feeRate, relax }),
  refund: refund(funded, { path: 'employerAlone', feeRate }),
  settle: settle(funded, { split, feeRate }),
  award: award(funded, { path: 'arbiterAndWorker', split, feeRate, relax }),
  freeze: freeze(funded, { at: 'unknown', path: 'backupAndWorker', feeRate }),
  'relock with a settlement': relock(funded, {
    ...unseen,
    into: second,
    pays: { kind: 'settle', split },
    feeRate,
  }),
  'relock of everything': relock(funded, { ...unseen, into: second, keep: 'everything', feeRate }),
}

describe('the JSON form', () => {
  it('of a funded contract leads back to it', () => {
    expect(fundedFromJson(contracts, throughText(fundedToJson(funded)))).toEqual(funded)
  })

  it.each(Object.entries(drafts))('of a plan for a %s leads back to it', (_, { plan }) => {
    expect(planFromJson(contracts, throughText(planToJson(plan)))).toEqual(plan)
  })

  it.each(Object.entries(drafts))('of a spend for a %s leads back to it', (_, draft) => {
    const again = spendFromJson(contracts, throughText(spendToJson(draft)), { into: [second], relax })
    expect(again.psbt).toBe(draft.psbt)
    expect(again.plan.outcome).toEqual(draft.plan.outcome)
  })

  it('of a signed spend keeps its signatures', async () => {
    const alone = await sign(drafts.refund, signerFor(agreement, 'employer'))
    const again = spendFromJson(contracts, throughText(spendToJson(alone)))
    expect(finalize(complete(again))).toEqual(finalize(complete(alone)))
  })

  it('of a spend goes by the path that it names, where its PSBT reveals several leaves', () => {
    const { path } = drafts.refund.plan
    const leaves = first.leaves.filter(({ path: { name } }) => name === path || name === 'arbiterAndWorker')
    const psbt = tamperedInput(drafts.refund.psbt, () => ({
      tapLeafScripts: leaves.map(({ script, controlBlock }) => ({ script, controlBlock, leafVersion: 0xc0 })),
    }))
    expect(leaves).toHaveLength(2)
    expect(spendFromJson(contracts, { ...spendToJson(drafts.refund), psbt }).plan).toEqual(drafts.refund.plan)
  })

  it('of a spend that cannot be read names the member', () => {
    const json = spendToJson(drafts.refund)
    const refusedWith = (form: unknown) => {
      const { code, data } = thrown(() => spendFromJson(contracts, form))
      return [code, data.field, data.received]
    }
    expect(refusedWith(null)).toEqual(['JSON_FORM_MALFORMED', 'spend', 'null'])
    // nobody can spend by the leaf that only holds the terms
    expect(refusedWith({ ...json, path: 'terms' })).toEqual(['JSON_FORM_MALFORMED', 'spend.path', '"terms"'])
    const [one] = json.funded
    expect(refusedWith({ ...json, funded: [one, { ...one, vout: -1 }] })).toEqual([
      'JSON_FORM_MALFORMED',
      'spend.funded[1].vout',
      '-1',
    ])
  })

  it('of a plan says everything that a reader compares', () => {
    for (const { plan } of Object.values(drafts)) expect(planToJson(plan)).toMatchSnapshot()
  })

  it('names the member that cannot be read', () => {
    const json = planToJson(drafts['relock with a settlement'].plan)
    const refusedWith = (more: object): string =>
      pinned(() => planFromJson(contracts, { ...json, ...more })).data.field
    expect([
      refusedWith({ path: 'terms' }),
      refusedWith({ fee: '1.5' }),
      refusedWith({ inputs: [{ ...json.inputs[0], vout: -1 }] }),
      refusedWith({ outcome: { ...json.outcome, keep: '-1' } }),
      refusedWith({ outcome: { ...json.outcome, into: { ...marks('contract'), agreement: 'x' } } }),
    ]).toMatchInlineSnapshot(`
      [
        "plan.path",
        "plan.fee",
        "plan.inputs[0].vout",
        "plan.outcome.keep",
        "plan.outcome.into.milestone",
      ]
    `)
  })

  it('of a relock into an agreement that nobody accepted again leads back to its plan', () => {
    const amended = made({
      ...everyPathDocument('blocks', { from: 2, decision: 10, backupFrom: 12, silence: 300, rescue: 600 }),
      index: 500,
      previous: agreement.id,
    }).contracts
    const { plan } = relock(funded, {
      ...unseen,
      into: amended[0]!,
      keep: 'everything',
      feeRate,
      relax: ['unacceptedAgreement'],
    })
    const json = { ...planToJson(plan), relaxed: [] }
    expect(planFromJson([...contracts, ...amended], json).outcome).toEqual(plan.outcome)
  })

  it('whose members contradict each other is refused', () => {
    const json = planToJson(drafts.settle.plan)
    expect(pinned(() => planFromJson(contracts, { ...json, weight: json.weight + 1 })).code).toBe(
      'PLAN_JSON_DIFFERENT',
    )
  })

  it.each([
    [null, 'JSON_FORM_MALFORMED', 'funded'],
    [{ ...fundedToJson(funded), vout: -1 }, 'JSON_FORM_MALFORMED', 'funded.vout'],
    [{ ...fundedToJson(funded), more: 1 }, 'JSON_FORM_MALFORMED', 'funded.more'],
    [
      { ...fundedToJson(funded), medianTimeBefore: 2 ** 32 },
      'JSON_FORM_MALFORMED',
      'funded.medianTimeBefore',
    ],
    [{ ...fundedToJson(funded), milestone: 2 }, 'CONTRACT_UNKNOWN', 'funded'],
    [{ ...fundedToJson(funded), amount: '1.5' }, 'AMOUNT_NOT_INTEGER', 'funded.amount'],
    [{ ...fundedToJson(funded), txid: 'ab' }, 'OUTPOINT_MALFORMED', 'funded.txid'],
  ])('%j is refused as %s at %s', (json, code, field) => {
    const error = pinned(() => fundedFromJson(contracts, json))
    expect([error.code, error.data.field]).toEqual([code, field])
  })
})

it('what a spend is read with is refused by its name where it is none', () => {
  const form = spendToJson(release(funded, { path: 'employerAndWorker', feeRate, relax }))
  const fieldOf = (contractsOf: unknown, options: object) =>
    thrown(() => spendFromJson(contractsOf as never, form, options)).data.field
  expect(fieldOf(contracts, { rules: relax })).toBe('rules')
  expect(fieldOf([7], { relax })).toBe('contracts[0]')
  expect(fieldOf(7, { relax })).toBe('contracts')
})
