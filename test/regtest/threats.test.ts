import {
  award,
  combine,
  type Funded,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { sats } from '../../src/units/sats.js'
import { everyPathDocument, finished, fundAll, made, signerFor } from '../support/contracts.js'
import {
  changed,
  forged,
  INVALID_SIGNATURE,
  refusal,
  tamperedTransaction,
  thief,
} from '../support/forgery.js'
import { startNode } from '../support/node.js'

/*
 * Where the money goes. What the node accepts here, both parties signed: only the library can protect them.
 */

const node = await startNode()
const feeRate = satsPerVb('2')

const { agreement, contracts } = made(everyPathDocument('blocks', { decision: 100, silence: 100 }))
let funded: readonly Funded[] = []
beforeAll(async () => {
  funded = await fundAll(node, contracts)
})

const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')
const both = (draft: Spend) => Promise.all([sign(draft, employer), sign(draft, worker)])
const releaseOf = (one: Funded | undefined = funded[0]) =>
  release(one!, { path: 'employerAndWorker', feeRate })
const settlement = () =>
  settle(funded[0]!, { path: 'employerAndWorker', split: { employer: 4000, worker: 6000 }, feeRate })

describe('one satoshi moved after signing', () => {
  it('is refused by the node', async () => {
    const { hex } = await finished(settlement())
    const moved = changed(hex, (transaction) => {
      transaction.outs[0]!.value -= 1n
      transaction.outs[1]!.value += 1n
    })
    await node.expectRefused(moved, INVALID_SIGNATURE)
  })

  it('is refused by the library, where it is another split to the satoshi that nobody signed', async () => {
    const [signed] = await both(settlement())
    const moved = tamperedTransaction(signed.psbt, ({ outputs: [first, second] }) => ({
      outputs: [
        { ...first!, amount: sats(first!.amount - 1n) },
        { ...second!, amount: sats(second!.amount + 1n) },
      ],
    }))
    expect(refusal(() => readSpend(funded[0]!, moved))).toBe('SIGNATURE_INVALID')
  })

  it('is refused by the library where it is a split in basis points that nobody signed', async () => {
    const [signed] = await both(settlement())
    const better = settle(funded[0]!, {
      path: 'employerAndWorker',
      split: { employer: 4001, worker: 5999 },
      feeRate,
    })
    const moved = tamperedTransaction(signed.psbt, () => ({ outputs: better.plan.outputs }))
    expect(refusal(() => readSpend(funded[0]!, better.psbt))).toBe('accepted')
    expect(refusal(() => readSpend(funded[0]!, moved))).toBe('SIGNATURE_INVALID')
  })

  it('is refused by the library where it goes to the fee, and names whose signature breaks', async () => {
    const [, signed] = await both(releaseOf())
    const moved = tamperedTransaction(signed.psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(only!.amount - 1n) }],
    }))
    expect(() => readSpend(funded[0]!, moved)).toThrowError(
      expect.objectContaining({
        code: 'SIGNATURE_INVALID',
        data: expect.objectContaining({ roles: ['worker'] }),
      }),
    )
  })

  it('makes another spend, which is not combined with the first', async () => {
    const [signed] = await both(releaseOf())
    const moved = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(only!.amount - 1n) }],
    }))
    expect(refusal(() => combine(signed, readSpend(funded[0]!, moved)))).toBe('SPEND_DIFFERENT')
  })
})

describe('an output for a stranger', () => {
  it('is accepted by the node where both signed it', async () => {
    await node.expectAccepted(
      forged(releaseOf(), {
        change: (transaction) => {
          transaction.outs[0]!.value -= 500_000n
          transaction.addOutput(thief, 500_000n)
        },
      }),
    )
  })

  it('is refused by the library', () => {
    const { psbt } = releaseOf()
    const added = tamperedTransaction(psbt, ({ outputs: [only] }) => ({
      outputs: [
        { ...only!, amount: sats(only!.amount - 500_000n) },
        { script: thief, amount: sats(500_000n) },
      ],
    }))
    const redirected = tamperedTransaction(psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, script: thief }],
    }))
    expect(refusal(() => readSpend(funded[0]!, added))).toBe('SPEND_OUTPUTS')
    expect(refusal(() => readSpend(funded[0]!, redirected))).toBe('SPEND_OUTPUTS')
  })
})

describe('a fee that eats the escrow', () => {
  it('is accepted by the node, 900,000 of 1,000,000 sat', async () => {
    await node.expectAccepted(
      forged(releaseOf(), {
        change: (transaction) => {
          transaction.outs[0]!.value = 100_000n
        },
      }),
    )
  })

  it('is accepted by the node where an output is missing', async () => {
    await node.expectAccepted(forged(settlement(), { change: (transaction) => void transaction.outs.pop() }))
  })

  it('is refused by the library, when planned and when read', () => {
    expect(refusal(() => release(funded[0]!, { path: 'employerAndWorker', feeRate: satsPerVb('501') }))).toBe(
      'FEE_RATE_CAP',
    )
    expect(
      refusal(() =>
        release(funded[0]!, {
          path: 'employerAndWorker',
          feeRate: satsPerVb('5000'),
          relax: ['feeRateCap'],
        }),
      ),
    ).toBe('FEE_SHARE_CAP')
    const greedy = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(100_000n) }],
    }))
    expect(refusal(() => readSpend(funded[0]!, greedy))).toBe('FEE_RATE_CAP')
    expect(refusal(() => readSpend(funded[0]!, greedy, { relax: ['feeRateCap'] }))).toBe('FEE_SHARE_CAP')
    expect(refusal(() => readSpend(funded[0]!, greedy, { relax: ['feeRateCap', 'feeShareCap'] }))).toBe(
      'accepted',
    )
  })

  it('is refused by the library where an output is missing', () => {
    const { psbt } = settlement()
    for (const kept of [0, 1, 2]) {
      const missing = tamperedTransaction(psbt, ({ outputs }) => ({
        outputs: outputs.filter((_, at) => at === kept),
      }))
      expect(refusal(() => readSpend(funded[0]!, missing, { relax: ['feeRateCap'] }))).toMatch(
        /^(SPEND_OUTPUTS|FEE_SHARE_CAP)$/,
      )
    }
  })
})

describe('too little money', () => {
  it('is refused as dust, by the node and by the library', async () => {
    const tiny = forged(settlement(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 329n
      },
    })
    // Bitcoin Core says dust, Bitcoin Knots dust-nonanchor
    expect((await node.tryAccept(tiny)).reason).toMatch(/^dust/)
    const least = forged(settlement(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 330n
      },
    })
    await node.expectAccepted(least)
    expect(() =>
      settle(funded[0]!, { path: 'employerAndWorker', split: { employer: 3, worker: 9997 }, feeRate }),
    ).toThrowError(
      expect.objectContaining({ code: 'SPLIT_DUST', data: expect.objectContaining({ field: 'employer' }) }),
    )
  })

  it('is refused where outputs exceed inputs, by the node and by the library', async () => {
    const more = forged(releaseOf(), {
      change: (transaction) => {
        transaction.outs[0]!.value = 1_000_001n
      },
    })
    await node.expectRefused(more, 'bad-txns-in-belowout')
    const read = tamperedTransaction(releaseOf().psbt, ({ outputs: [only] }) => ({
      outputs: [{ ...only!, amount: sats(1_000_001n) }],
    }))
    expect(refusal(() => readSpend(funded[0]!, read))).toBe('SPEND_FEE_NEGATIVE')
  })

  it('is refused where fees exceed the inputs', () => {
    const poor = { ...funded[0]!, amount: sats(300n) }
    expect(refusal(() => refund(poor, { path: 'employerAndWorker', feeRate }))).toBe('FEE_OVER_AMOUNT')
  })

  it('or too much of it is neither released nor awarded without a word', () => {
    const over = { ...funded[0]!, amount: sats(1_000_001n), match: 'over' } as const
    expect(refusal(() => releaseOf(over))).toBe('FUNDED_AMOUNT')
    expect(
      refusal(() =>
        award(over, { path: 'arbiterAndWorker', split: { employer: 0, worker: 10_000 }, feeRate }),
      ),
    ).toBe('FUNDED_AMOUNT')
    expect(refusal(() => refund(over, { path: 'employerAndWorker', feeRate }))).toBe('accepted')
    expect(refusal(() => release(over, { path: 'employerAndWorker', feeRate, relax: ['amount'] }))).toBe(
      'accepted',
    )
  })
})
