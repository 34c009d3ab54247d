import {
  award,
  bump,
  combine,
  complete,
  finalize,
  readSpend,
  refund,
  release,
  review,
  type Spend,
  type Split,
  satsPerVb,
  settle,
  sign,
  spendFromJson,
  spendToJson,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { sats } from '../../../src/units/sats.js'
import { signedByAll, signerFor } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'
import { tamperedTransaction } from '../../support/forgery.js'
import { firstFunded } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const funded = firstFunded(fullDocument())
const { agreement } = funded.contract
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const shares = (employer: number): Split => ({ employer, worker: 10_000 - employer })
const exactly: Split = { worker: sats('600001') }
const settled = (split: Split) => settle(funded, { path, split, feeRate })

/** A satoshi from the worker's first payee to the employer, the fee untouched. */
const satoshiMoved = (psbt: string): string =>
  tamperedTransaction(psbt, ({ outputs }) => ({
    outputs: outputs.map(({ script, amount }, at) => ({ script, amount: sats(amount + [1n, -1n, 0n][at]!) })),
  }))

describe('a satoshi that somebody moved', () => {
  it('makes another split, for which no signature that came with it counts', async () => {
    for (const split of [exactly, shares(3333)]) {
      const signed = await sign(settled(split), signerFor(agreement, 'worker'))
      expect(refusalOf(() => readSpend(funded, satoshiMoved(signed.psbt)))).toMatch(/^SIGNATURE_INVALID /)
    }
  })

  it('before anybody signed is read as what it is, and is not what was expected', () => {
    const tampered = readSpend(funded, satoshiMoved(settled(exactly).psbt))
    expect(tampered.plan.outcome).toEqual({ kind: 'settle', split: { worker: 600_000n } })
    const seen = (spend: Spend, split: Split) =>
      review(spend, { as: 'worker', expect: { outcome: { kind: 'settle', split } } }).passes
    expect(seen(tampered, exactly)).toBe(false)
    expect(seen(settled(exactly), exactly)).toBe(true)
    expect(seen(readSpend(funded, satoshiMoved(settled(shares(3333)).psbt)), shares(3333))).toBe(false)
  })

  it('makes a spend that is not combined with the other', () => {
    const draft = settled(exactly)
    expect(refusalOf(() => combine(draft, readSpend(funded, satoshiMoved(draft.psbt))))).toMatch(
      /^SPEND_DIFFERENT /,
    )
  })
})

describe('the same outputs are one spend, whatever its author called it', () => {
  const rest = (spend: Spend) => spend.plan.pot - spend.plan.fee - spend.plan.arbiterFee
  const common = { path, feeRate } as const
  const quarter = settled(shares(2500))
  const quarterOf = rest(quarter) / 4n
  const byArbiter = { path: 'arbiterAndWorker', feeRate } as const
  const half = award(funded, { ...byArbiter, split: shares(5000) })
  it.each<[string, Spend, Spend]>([
    ['a release and a settlement', release(funded, common), settled(shares(0))],
    [
      'a release and a settlement of nothing to the employer',
      release(funded, common),
      settled({ employer: sats(0n) }),
    ],
    ['a refund and a settlement', refund(funded, common), settled(shares(10_000))],
    [
      'a refund and a settlement of nothing to the worker',
      refund(funded, common),
      settled({ worker: sats(0n) }),
    ],
    ["basis points and the employer's satoshis", quarter, settled({ employer: sats(quarterOf) })],
    ["basis points and the worker's satoshis", quarter, settled({ worker: sats(rest(quarter) - quarterOf) })],
    [
      'awards of everything to the worker',
      award(funded, { ...byArbiter, split: shares(0) }),
      award(funded, { ...byArbiter, split: { employer: sats(0n) } }),
    ],
    ['awards of a half', half, award(funded, { ...byArbiter, split: { employer: sats(rest(half) / 2n) } })],
  ])('%s', async (_, one, other) => {
    expect(other.plan.outputs).toEqual(one.plan.outputs)
    for (const [mine, theirs] of [
      [one, other],
      [other, one],
    ] as const) {
      const both = combine(await sign(mine, signerFor(agreement, 'worker')), await signedByAll(theirs))
      expect(finalize(complete(both)).weight).toBe(one.plan.weight)
      expect(review(mine, { as: 'worker', outstanding: [theirs] }).outstanding).toEqual([])
      const { outcome } = theirs.plan
      expect(review(mine, { as: 'worker', expect: { outcome } }).passes).toBe(true)
    }
  })
})

describe('a spend to the satoshi', () => {
  it.each<[string, Split]>([
    ["the worker's part", exactly],
    ["the employer's part", { employer: sats('600001') }],
  ])('keeps %s when it is bumped, and the other side bears the fee', (_, split) => {
    const draft = settled(split)
    const dearer = bump(draft, { feeRate: satsPerVb('20') })
    const sides = ({ plan: { outputs } }: Spend) => ({
      employer: outputs[0]!.amount,
      worker: outputs[1]!.amount + outputs[2]!.amount,
    })
    const more = dearer.plan.fee - draft.plan.fee
    const { employer, worker } = sides(draft)
    expect(sides(dearer)).toEqual(
      split.worker === undefined
        ? { employer, worker: worker - more }
        : { employer: employer - more, worker },
    )
  })

  it('is the same after its JSON form, signatures and all', async () => {
    const signed = await signedByAll(settled(exactly))
    const again = spendFromJson([funded.contract], JSON.parse(JSON.stringify(spendToJson(signed))))
    expect([again.plan, again.psbt]).toEqual([signed.plan, signed.psbt])
  })
})
