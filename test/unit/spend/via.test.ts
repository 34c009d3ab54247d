import { award, type Funded, type Outpoint, release, review, sats } from 'taproot-escrow'
import { swapTarget } from 'taproot-escrow/swap'
import { describe, expect, it } from 'vitest'
import { interferences } from '../../../src/spend/interference.js'
import { everyPathDocument } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { said } from '../../support/said.js'
import { AMOUNT, providerOf, swapOf, TIMEOUT } from '../../support/swaps.js'

const swap = swapTarget(swapOf('submarine'), { known: [] })
const via = { swap, amount: swap.amount }
const releasing = { path: 'employerAndWorker', feeRate: '2' } as const
// made inside of each test, so that what breaks it is a test that fails
const drafted = () => release(firstFunded(plainDocument()), { ...releasing, via })
const plainDraft = () => release(firstFunded(plainDocument()), releasing)

const aboutSwaps = (text: readonly string[]) => text.filter((sentence) => sentence.includes('swap'))
const found = (options: object) =>
  review(drafted(), { as: 'worker', ...options }).findings.filter(({ rule }) => rule.startsWith('swap'))

describe('a review of what goes into a swap', () => {
  it('tells the worker who can claim it, and when it comes back', () => {
    const { text, outputs } = review(drafted(), { as: 'worker' })
    expect(aboutSwaps(text)).toEqual([
      `100,500 sat (0.001005 BTC) go to a swap at ${swap.address}.`,
      `Of your part, 100,500 sat (0.001005 BTC) go into a swap (${swap.address}): whoever has key ${swap.provider} can claim them with the preimage of ${swap.paymentHash}; what is not claimed comes back to you, key ${swap.client} after block 1000.`,
    ])
    expect(text).toContain(`You receive ${said.amount(1_000_000n - AMOUNT - drafted().plan.fee)}.`)
    expect(outputs.map(({ to, yours }) => [to, yours])).toEqual([
      [['worker.payees[0]'], true],
      [['swap'], false],
    ])
  })

  it('tells everybody else whose it is', () => {
    const decided = award(firstFunded(fullDocument()), {
      path: 'arbiterAndWorker',
      split: { employer: 4000, worker: 6000 },
      feeRate: '2',
      via,
    })
    for (const as of ['employer', 'arbiter'] as const)
      expect(aboutSwaps(review(decided, { as }).text)[1]).toBe(
        `Of the part of the worker, 100,500 sat (0.001005 BTC) go into a swap (${swap.address}): whoever has key ${swap.provider} can claim them with the preimage of ${swap.paymentHash}; what is not claimed comes back to key ${swap.client} after block 1000.`,
      )
  })

  it('says nothing of swaps where there is none', () => {
    expect(aboutSwaps(review(plainDraft(), { as: 'worker' }).text)).toEqual([])
    const at = { height: TIMEOUT, medianTime: 0 }
    expect(review(plainDraft(), { as: 'worker', at }).findings.map(({ rule }) => rule)).not.toContain(
      'swapTimeout',
    )
  })

  it('tells whoever may pay for it what the worker can do with the money otherwise', () => {
    const funded = firstFunded(
      everyPathDocument('blocks', { from: 2, decision: 10, silence: 400 }, { pays: 'worker' }),
    )
    const into = release(funded, { ...releasing, via })
    const paths = (as: 'employer' | 'worker' | 'arbiter', one = into) =>
      review(one, { as }).interferences.map(({ path }) => path.name)
    expect(paths('employer')).toEqual(['arbiterAndWorker', 'workerAlone', 'workerWithSecret'])
    expect(paths('worker')).not.toContain('workerAlone')
    expect(paths('employer', release(funded, releasing))).toEqual([])
    // nor has it another reader than the worker where nobody reads
    const anybody = interferences(into.plan, {}).map(({ path }) => path.name)
    expect(anybody).not.toContain('workerAlone')
  })
})

describe('a review with the chain at hand', () => {
  it.each([
    [143, true],
    [144, false],
    [1008, false],
    [1009, true],
    [-1, true],
  ])('judges a refund in %i blocks', (blocks, isRefused) => {
    const height = 2000 - blocks
    const late = release(firstFunded(plainDocument()), {
      ...releasing,
      via: { ...via, swap: { ...swap, timeout: 2000 } },
    })
    const at = { height, medianTime: 0 }
    const findings = review(late, { as: 'worker', at }).findings.filter(({ rule }) => rule === 'swapTimeout')
    expect(findings).toMatchObject(
      isRefused
        ? [
            {
              rule: 'swapTimeout',
              level: 'refuse',
              text: `the refund of the swap opens at block 2000, ${said.number(blocks)} blocks from now: 144 to 1,008 are safe`,
            },
          ]
        : [],
    )
    expect(review(late, { as: 'worker', at, relax: ['swapTimeout'] }).findings).toEqual(
      expect.arrayContaining(findings.map((one) => ({ ...one, level: 'warn' }))),
    )
  })

  it('and nothing where the chain is unknown', () => {
    expect(found({})).toEqual([])
  })
})

describe('a swap is paid once', () => {
  const elsewhere = (target: typeof swap, deposit: number) =>
    release(firstFunded(plainDocument(), { deposit }), {
      ...releasing,
      via: { swap: target, amount: target.amount },
    })

  it('by one spend: another of other money was signed already', () => {
    expect(found({ outstanding: [elsewhere(swap, 2)] })).toMatchObject([
      {
        rule: 'swapTwice',
        level: 'refuse',
        text: 'you signed other money into the same swap: the second is taken for nothing',
      },
    ])
  })

  it('and by a replacement of it, as only one of both confirms', () => {
    const slower = release(firstFunded(plainDocument()), { ...releasing, feeRate: '1', via })
    expect(found({ outstanding: [slower] })).toEqual([])
  })

  it('and by less of the same money than before, as only one of both confirms', () => {
    const deposits: readonly Funded[] = [1, 2].map((deposit) => firstFunded(plainDocument(), { deposit }))
    const both = release(deposits, { ...releasing, relax: ['amount'], via })
    expect(found({ outstanding: both })).toEqual([])
  })

  it('and other swaps, or none, are no matter', () => {
    const other = swapTarget(swapOf('submarine', { provider: providerOf(1).key }), { known: [] })
    const plain = release(firstFunded(plainDocument(), { deposit: 2 }), releasing)
    expect(found({ outstanding: [elsewhere(other, 2), plain] })).toEqual([])
    const { findings } = review(plainDraft(), { as: 'worker', outstanding: [plain] })
    expect(findings.filter(({ rule }) => rule === 'swapTwice')).toEqual([])
  })
})

describe('a choice', () => {
  const changes = (expect: object) =>
    review(drafted(), { as: 'worker', expect: expect as never }).findings.filter(
      ({ rule }) => rule === 'outcomeChange',
    )

  it('of a release is none of one into a swap, unless it names the swap', () => {
    expect(review(drafted(), { as: 'worker', expect: 'release' }).passes).toBe(false)
    expect(changes({ outcome: { kind: 'release', via } })).toEqual([])
    const other = { ...via, swap: { ...swap, address: swapOf('reverse').address } }
    expect(changes({ outcome: { kind: 'release', via: other } })).toHaveLength(1)
    const [input] = drafted().plan.inputs
    const inputs: readonly Outpoint[] = [input!.funded.outpoint]
    // what goes into the swap is none of what the payees receive
    const least = { role: 'worker', amount: 1_000_000n - AMOUNT - drafted().plan.fee + 1n }
    expect(changes({ outcome: { kind: 'release', via }, inputs, least })).toHaveLength(1)
    expect(sats(via.amount)).toBe(AMOUNT)
  })
})
