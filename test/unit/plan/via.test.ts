import {
  award,
  bump,
  fallback,
  type OutcomeTerms,
  planFromJson,
  planToJson,
  readSpend,
  release,
  relock,
  review as reviewOf,
  type SwapTarget,
  sats,
  settle,
  spendFromJson,
  spendToJson,
  type Via,
} from 'taproot-escrow'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { describeRecipient } from '../../../src/plan/money.js'
import { planSpend } from '../../../src/plan/plan.js'
import { planSpends } from '../../../src/plan/split.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded, fundedOf, unseen } from '../../support/funded.js'
import { AMOUNT, lockedOf, providerOf, swapOf } from '../../support/swaps.js'
import { codeOf, refusalOf, thrown } from '../../support/thrown.js'

const swap = swapTarget(swapOf('submarine'), { known: [] })
const via: Via = { swap, amount: swap.amount }
const other = swapTarget(swapOf('submarine', { provider: providerOf(1).key }), { known: [] })

const plain = firstFunded(plainDocument())
const full = firstFunded(fullDocument())
const paid = ({ plan }: { plan: { outputs: Parameters<typeof Array.from>[0] } }) =>
  (plan as ReturnType<typeof planSpend>).outputs.map(({ amount, recipients }) => [
    recipients.map(describeRecipient).join(' and '),
    amount,
  ])

const releasing = { path: 'employerAndWorker', feeRate: '2' } as const
const split = { employer: 4000, worker: 6000 }

describe('the worker’s part of a release', () => {
  // made inside of each test, so that what breaks it is a test that fails
  const drafted = () => release(full, { ...releasing, via })

  it('goes into the swap to the satoshi, and the rest to the payees by their shares', () => {
    const draft = drafted()
    const rest = 1_000_000n - AMOUNT - draft.plan.fee
    const second = (rest * 3000n) / 10_000n
    const [[first], [, amount]] = [paid(draft)[0]!, paid(draft)[1]!]
    expect([first, amount]).toEqual(['worker.payees[0]', second])
    expect(paid(draft)).toEqual([
      ['worker.payees[0]', rest - second],
      ['worker.payees[1]', second],
      ['swap', AMOUNT],
    ])
    expect(draft.plan.outputs[2]!.address).toBe(swap.address)
    expect(draft.plan.outputs[2]!.recipients).toEqual([{ swap }])
  })

  it('leaves its payees at least what nodes relay, or nobody signs', () => {
    const least = (amount: bigint) =>
      firstFunded({ ...plainDocument(), milestones: [{ amount: `${amount}` }] })
    const one = least(AMOUNT + 2000n)
    const { fee } = release(one, { ...releasing, via }).plan
    const dust = 330n
    expect(paid(release(least(AMOUNT + fee + dust), { ...releasing, via }))[0]).toEqual([
      'worker.payees[0]',
      dust,
    ])
    expect(refusalOf(() => release(least(AMOUNT + fee + dust - 1n), { ...releasing, via }))).toMatch(
      /^OUTPUT_DUST worker\.payees\[0\]: expected at least 330 sat for \S+, received 329 sat$/,
    )
    expect(refusalOf(() => release(least(AMOUNT), { ...releasing, via }))).toMatch(
      /^OUTPUT_DUST worker\.payees\[0\]: .* received -\d+ sat$/,
    )
  })

  it('is proven by whoever gives the same swap, and by nobody else', () => {
    const draft = drafted()
    expect(readSpend(full, draft.psbt, { path: 'employerAndWorker', via: [other, swap] }).plan).toEqual(
      draft.plan,
    )
    for (const wrong of [[], [other], [{ ...swap, amount: sats(AMOUNT + 1n) }]])
      expect(codeOf(() => readSpend(full, draft.psbt, { via: wrong }))).toBe('SPEND_OUTPUTS')
  })

  it('goes on into the swap after a bump and a fallback, which the payees bear', () => {
    const draft = drafted()
    const faster = bump(draft, { feeRate: '9' })
    expect(faster.plan.fee).toBeGreaterThan(draft.plan.fee)
    expect(paid(faster)[2]).toEqual(['swap', AMOUNT])
    const keyed = release(full, { path: 'key', feeRate: '2', via })
    expect(paid(fallback(keyed))[2]).toEqual(['swap', AMOUNT])
  })

  it('goes there in one transaction, whatever there is to spend', () => {
    const both = fundedOf(fullDocument())
    expect(release(both, { ...releasing, via })).toHaveLength(1)
    const fee = { rate: satsPerVb('2') }
    const request = { path: 'employerAndWorker', fee, outcome: { kind: 'release', via } } as const
    expect(planSpends(both, request)).toEqual([planSpend(both, request)])
  })
})

describe('the worker’s part of an award', () => {
  const awarding = { path: 'arbiterAndWorker', feeRate: '2' } as const

  it('goes into the swap, and what others get is as without', () => {
    const draft = award(full, { ...awarding, split, via })
    const rest = 1_000_000n - 10_000n - draft.plan.fee
    const worker = rest - (rest * 4000n) / 10_000n - AMOUNT
    expect(paid(draft)).toEqual([
      ['arbiter', 10_000n],
      ['employer', (rest * 4000n) / 10_000n],
      ['worker.payees[0]', worker - (worker * 3000n) / 10_000n],
      ['worker.payees[1]', (worker * 3000n) / 10_000n],
      ['swap', AMOUNT],
    ])
    expect(readSpend(full, draft.psbt, { via: [swap] }).plan).toEqual(draft.plan)
  })

  it('goes there in satoshis, too', () => {
    const draft = award(full, { ...awarding, split: { worker: sats('600000') }, via })
    expect(paid(draft).slice(2)).toEqual([
      ['worker.payees[0]', 600_000n - AMOUNT - ((600_000n - AMOUNT) * 3000n) / 10_000n],
      ['worker.payees[1]', ((600_000n - AMOUNT) * 3000n) / 10_000n],
      ['swap', AMOUNT],
    ])
    expect(paid(readSpend(full, draft.psbt, { via: [swap] }))).toEqual(paid(draft))
  })

  it('that is everything keeps the swap', () => {
    const all = award(full, { ...awarding, split: { employer: sats('0') }, via })
    expect(all.plan.outcome).toEqual({ kind: 'award', split: { employer: 0, worker: 10_000 }, via })
  })

  it('is enough for the swap, or the next splits that are enough are told', () => {
    const little = thrown(() => award(full, { ...awarding, split: { employer: 9000, worker: 1000 }, via }))
    expect(little.code).toBe('SPLIT_DUST')
    const [nearest] = (little.data as unknown as { nearest: { employer: number; worker: number }[] }).nearest
    const draft = award(full, { ...awarding, split: nearest!, via })
    expect(paid(draft).at(-1)).toEqual(['swap', AMOUNT])
    const next = { employer: nearest!.employer + 1, worker: nearest!.worker - 1 }
    expect(codeOf(() => award(full, { ...awarding, split: next, via }))).toBe('SPLIT_DUST')
    // nothing for the worker is nothing for the swap
    const none = thrown(() => award(full, { ...awarding, split: { employer: 10_000, worker: 0 }, via }))
    expect(none.data).toMatchObject({ nearest: [nearest] })
  })

  it('is moved by paths that the worker signs', () => {
    const given = { split, via, feeRate: '2' }
    for (const path of ['arbiterAndWorker', 'backupAndWorker'] as const)
      expect(award(full, { ...given, path }).plan.path).toBe(path)
    for (const path of ['arbiterAndEmployer', 'backupAndEmployer'] as const) {
      expect(codeOf(() => award(full, { ...given, path }))).toBe('OUTCOME_PATH')
      expect(award(full, { split, feeRate: '2', path }).plan.path).toBe(path)
    }
  })
})

describe('a swap that is paid', () => {
  const refused = (changes: Partial<SwapTarget>, amount = swap.amount) =>
    refusalOf(() => release(plain, { ...releasing, via: { swap: { ...swap, ...changes }, amount } }))

  it('is of the agreement’s network', () => {
    const elsewhere = swapTarget(swapOf('submarine', { network: 'signet' }), { known: [] })
    expect(refused(elsewhere)).toBe('VIA_NETWORK via.swap.network: expected regtest, received signet')
  })

  it('gets exactly its amount', () => {
    for (const amount of [AMOUNT - 1n, AMOUNT + 1n])
      expect(refused({}, sats(amount))).toBe(
        `VIA_AMOUNT via.amount: expected exactly the 100500 sat of the swap, received ${amount} sat`,
      )
    expect(refused({ amount: sats('329') }, sats('329'))).toMatch(/^OUTPUT_DUST swap: /)
  })

  it.each(['employer', 'worker', 'arbiter', 'backupArbiter'])(
    'is no address that the agreement names for the %s',
    (role) => {
      const document = fullDocument()
      const { address } = role === 'worker' ? document.worker.payees[1] : document[role]
      const target = { ...swap, address }
      expect(
        refusalOf(() =>
          release(firstFunded(document), { ...releasing, via: { swap: target, amount: AMOUNT } }),
        ),
      ).toBe(
        `VIA_ADDRESS via.swap.address: expected a swap that the agreement pays nobody through: a second output for it is taken for nothing, received ${address}, which the agreement names`,
      )
    },
  )

  it('has an address that can be read', () => {
    expect(refused({ address: 'bcrt1p' })).toMatch(/^ADDRESS_MALFORMED via\.swap\.address: /)
  })

  it('is what swapTarget makes, in every member', () => {
    for (const name of Object.keys(swap) as (keyof SwapTarget)[])
      expect(refused({ [name]: 7.5 })).toMatch(new RegExp(`^\\w+ via\\.swap\\.${name}: `))
    expect(refused({ script: 'more' } as object)).toMatch(/^ARGUMENT_UNKNOWN via\.swap\.script: /)
    expect(
      refusalOf(() => release(plain, { ...releasing, via: { swap, amount: 100_500 } as never })),
    ).toMatch(/^ARGUMENT_TYPE via\.amount: /)
    expect(refusalOf(() => readSpend(plain, '', { via: [7] as never }))).toMatch(/^ARGUMENT_TYPE via\[0\]: /)
  })

  it('is part of a release or an award alone', () => {
    for (const kind of ['refund', 'settle'] as const) {
      const outcome = { kind, ...(kind === 'settle' && { split }), via }
      const review = () => reviewOf(release(plain, releasing), { as: 'worker', expect: { outcome } as never })
      expect(refusalOf(review)).toMatch(/^ARGUMENT_UNKNOWN expect\.outcome\.via: /)
    }
    expect(settle(plain, { ...releasing, split }).plan.outputs).toHaveLength(2)
  })

  it('is none of what a relock pays out', () => {
    const [first, second] = fundedOf({
      ...plainDocument(),
      milestones: [{ amount: '1000000' }, { amount: '500000' }],
    })
    const pays = { kind: 'release', via } as never
    expect(
      refusalOf(() => relock(first!, { ...unseen, ...releasing, into: second!.contract, pays })),
    ).toMatch(/^ARGUMENT_UNKNOWN pays\.via: /)
  })

  it('was compiled, is a submarine one, and was not paid before', () => {
    expect(swap).toEqual({
      network: 'regtest',
      address: swapOf('submarine').address,
      amount: AMOUNT,
      timeout: 1000,
      paymentHash: swapOf('submarine').terms.paymentHash,
      provider: providerOf().key.slice(providerOf().key.indexOf(']') + 1),
      client: swap.client,
    })
    expect(refusalOf(() => swapTarget(swapOf('reverse'), { known: [] }))).toBe(
      'SWAP_TARGET swap.terms.kind: expected a submarine swap, from the chain to Lightning, received reverse',
    )
    const known = [lockedOf(swapOf('submarine'))]
    expect(codeOf(() => swapTarget(swapOf('submarine'), { known }))).toBe('SWAP_OUTPUT_SECOND')
    const elsewhere = [lockedOf(swapOf('reverse'))]
    expect(swapTarget(swapOf('submarine'), { known: elsewhere })).toEqual(swap)
  })
})

describe('a plan that pays a swap, as JSON', () => {
  const outcomes: Extract<OutcomeTerms, { via?: Via }>[] = [
    { kind: 'release', via },
    { kind: 'award', split, via },
  ]
  const planned = (outcome: OutcomeTerms) =>
    planSpend([full], {
      outcome,
      path: outcome.kind === 'award' ? 'arbiterAndWorker' : 'employerAndWorker',
      fee: { exactly: sats('1000') },
    })

  it.each(outcomes)('names it by its address: $kind', (outcome) => {
    const plan = planned(outcome)
    const json = JSON.parse(JSON.stringify(planToJson(plan)))
    expect(json.outcome.via).toEqual({ swap: swap.address, amount: '100500' })
    expect(json.outputs.at(-1).to).toEqual(['swap'])
    expect(planFromJson([full.contract], json, { via: [other, swap] })).toEqual(plan)
    expect(refusalOf(() => planFromJson([full.contract], json, { via: [other] }))).toBe(
      `VIA_UNKNOWN plan.outcome.via.swap: expected a swap that was given as via, received ${swap.address}`,
    )
    expect(codeOf(() => planFromJson([full.contract], json))).toBe('VIA_UNKNOWN')
    for (const [changes, code] of [
      [{ amount: '100501' }, 'VIA_AMOUNT via.amount'],
      [{ amount: '1.5' }, 'AMOUNT_NOT_INTEGER plan.outcome.via.amount'],
      [{ more: 1 }, 'JSON_FORM_MALFORMED plan.outcome'],
    ] as const) {
      const changed = { ...json, outcome: { ...json.outcome, via: { ...json.outcome.via, ...changes } } }
      expect(refusalOf(() => planFromJson([full.contract], changed, { via: [swap] })).startsWith(code)).toBe(
        true,
      )
    }
  })

  it.each(outcomes)('is nothing where there is none: $kind', ({ via: _, ...outcome }) => {
    const json = planToJson(planned(outcome as OutcomeTerms))
    expect(json.outcome).not.toHaveProperty('via')
    expect(planFromJson([full.contract], json).outcome).toEqual(outcome)
  })

  it('goes on as a spend under way, read over the same swap', () => {
    const draft = release(full, { ...releasing, via })
    const json = JSON.parse(JSON.stringify(spendToJson(draft)))
    expect(spendFromJson([full.contract], json, { via: [swap] }).plan).toEqual(draft.plan)
    expect(codeOf(() => spendFromJson([full.contract], json))).toBe('SPEND_OUTPUTS')
  })
})
