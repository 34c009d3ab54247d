import {
  combine,
  type Funded,
  readSpend,
  release,
  review,
  type Spend,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { SpendBody } from '../../../src/spend/body.js'
import { bodyOf } from '../../../src/spend/collected.js'
import { sameTransaction } from '../../../src/spend/same.js'
import { sats } from '../../../src/units/sats.js'
import { made, milestones } from '../../support/contracts.js'
import { fullDocument } from '../../support/documents.js'
import { tamperedTransaction, thief } from '../../support/forgery.js'
import { firstFunded, fundedWith } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const { contracts } = made({ ...fullDocument(), milestones: milestones(3) })
const [first, second, third] = contracts.map((contract) => fundedWith(contract))
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const drafted = (...funded: readonly Funded[]): Spend => release(funded, { path, feeRate })[0]!

const DIFFERENT =
  'spends[1]: expected the same transaction, spent outputs and path as the first, received another transaction'

describe('two spends are different transactions', () => {
  it('where only one of several inputs differs, though the outputs are the same', () => {
    const [one, other] = [drafted(first!, second!), drafted(first!, third!)]
    expect(one.plan.outputs).toEqual(other.plan.outputs)
    expect(thrown(() => combine(one, other))).toMatchObject({ code: 'SPEND_DIFFERENT', message: DIFFERENT })
  })

  it('where one spends another input besides, all of which goes to the miners', () => {
    const small = drafted(first!)
    const large = readSpend(
      [first!, second!],
      tamperedTransaction(drafted(first!, second!).psbt, () => ({ outputs: small.plan.outputs })),
      { relax: ['feeRateCap', 'feeShareCap'] },
    )
    expect(large.plan.outputs).toEqual(small.plan.outputs)
    expect(large.plan.fee).toBe(small.plan.fee + 1_000_000n)
    for (const attempt of [() => combine(small, large), () => combine(large, small)])
      expect(thrown(attempt)).toMatchObject({ code: 'SPEND_DIFFERENT', message: DIFFERENT })
  })

  it('where they only say something else of what one of their inputs spends, or by which path', () => {
    const body = bodyOf(drafted(first!, second!))
    const changed = (at: number, change: Partial<Funded>) =>
      new SpendBody({
        ...body.plan,
        inputs: body.plan.inputs.map((input, position) =>
          position === at ? { ...input, funded: { ...input.funded, ...change } } : input,
        ),
      })
    expect(sameTransaction(body, changed(0, {}))).toBe(true)
    for (const at of [0, 1]) {
      expect(sameTransaction(body, changed(at, { amount: sats(999_999n) }))).toBe(false)
      expect(sameTransaction(body, changed(at, { contract: third!.contract }))).toBe(false)
    }
    expect(sameTransaction(body, new SpendBody({ ...body.plan, path: 'key' }))).toBe(false)
  })

  it('so that a review tells of the earlier one, and not of the same one read again', () => {
    const [now, earlier] = [drafted(first!, second!), drafted(first!, third!)]
    const again = readSpend([first!, second!], now.psbt)
    expect(review(now, { as: 'worker', outstanding: [earlier, again, now] }).outstanding).toEqual([earlier])
  })
})

describe('outputs from outside are those of a plan', () => {
  const funded = firstFunded(fullDocument())
  const refused = (draft: Spend, change: Parameters<typeof tamperedTransaction>[1]) =>
    thrown(() => readSpend(funded, tamperedTransaction(draft.psbt, change))).message

  it('only where there is no other besides, not even one of nothing', () => {
    const more = { script: thief, amount: sats(0n) }
    const draft = release(funded, { path, feeRate })
    expect(refused(draft, ({ outputs }) => ({ outputs: [...outputs, more] }))).toBe(
      'outputs: expected outputs of an outcome that employerAndWorker allows under the agreement, to the satoshi, received 3 outputs of another meaning',
    )
  })

  it('only where every one is, the last as well as the first', () => {
    const draft = settle(funded, { path, split: { employer: 5000, worker: 5000 }, feeRate })
    const moved = [0n, 1n, -1n]
    expect(draft.plan.outputs).toHaveLength(moved.length)
    expect(
      refused(draft, ({ outputs }) => ({
        outputs: outputs.map(({ script, amount }, at) => ({ script, amount: sats(amount + moved[at]!) })),
      })),
    ).toBe(
      'outputs: expected outputs of an outcome that employerAndWorker allows under the agreement, to the satoshi, received 3 outputs of another meaning',
    )
  })
})
