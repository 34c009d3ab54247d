import { type Funded, freeze, type LeafName, leafOf, release, type Spend, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { bodyOf } from '../../../src/spend/collected.js'
import { toHex } from '../../../src/units/bytes.js'
import { everyPathDocument, made, milestones } from '../../support/contracts.js'
import { digestOf, transactionOf } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const { contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 40, rescue: 60 }),
  milestones: milestones(2, { firstSecret: 1100 }),
})
const funded: readonly Funded[] = contracts.map((contract) => fundedWith(contract))
const feeRate = satsPerVb('2')

const leafIn = (spend: Spend, input: number, name: LeafName) =>
  leafOf(spend.plan.inputs[input]!.funded.contract, name)

/** What an input signs by a leaf, or by the key path without one: here, and in bitcoinjs-lib. */
const ours = (spend: Spend, input: number, name?: LeafName) =>
  toHex(bodyOf(spend).digest(input, name && leafIn(spend, input, name)))
const theirs = (spend: Spend, input: number, name?: LeafName) =>
  toHex(
    digestOf(spend, transactionOf(spend), {
      input,
      ...(name && { leafHash: leafIn(spend, input, name).leafHash }),
    }),
  )

describe('what the inputs of a spend sign', () => {
  it.each<[string, () => Spend]>([
    ['a release by a leaf', () => release(funded, { path: 'employerAndWorker', feeRate })[0]!],
    ['a release by the key path', () => release(funded, { path: 'key', feeRate })[0]!],
    [
      'a freeze by the arbiter',
      () => freeze(funded, { at: 'unknown', path: 'arbiterAndWorker', feeRate })[0]!,
    ],
  ])('is what bitcoinjs-lib computes for %s, in whatever order it is asked', (_, draft) => {
    const names = [undefined, 'employerAndWorker', 'arbiterAndWorker', 'workerAlone'] as const
    const asked = [0, 1].flatMap((input) => names.map((name) => [input, name] as const))
    const expected = asked.map(([input, name]) => theirs(draft(), input, name))
    expect(new Set(expected).size).toBe(asked.length)
    for (const order of [asked, asked.toReversed()]) {
      const spend = draft()
      // asked twice, since what was computed once may be kept
      for (const [input, name] of [...order, ...order])
        expect([input, name, ours(spend, input, name)]).toEqual([input, name, theirs(spend, input, name)])
    }
  })

  it('is nothing for an input that there is not', () => {
    const [byKey] = release(funded, { path: 'key', feeRate })
    expect(refusalOf(() => bodyOf(byKey!).musigContext(2))).toBe(
      'SPEND_INPUT_FOREIGN inputs[2]: expected an input of the plan, received another one',
    )
  })

  it('is not told by a copy or a proxy of a spend', () => {
    const [byKey] = release(funded, { path: 'key', feeRate })
    for (const other of [{ ...byKey! }, new Proxy(byKey!, {}), structuredClone({ psbt: byKey!.psbt }), null])
      expect(refusalOf(() => bodyOf(other as Spend, 'spends[1]'))).toMatch(
        /^SPEND_NOT_BUILT spends\[1\]: expected a spend that this library built or read, no copy or proxy of one: its psbt travels, and readSpend reads it, received /,
      )
  })

  it('is computed once for the path of the plan, however many sign', () => {
    const [byKey] = release(funded, { path: 'key', feeRate })
    const body = bodyOf(byKey!)
    expect(body.digest(1, undefined)).toBe(body.digest(1, undefined))
    const [byLeaf] = release(funded, { path: 'employerAndWorker', feeRate })
    const leaf = leafIn(byLeaf!, 1, 'employerAndWorker')
    expect(bodyOf(byLeaf!).digest(1, leaf)).toBe(bodyOf(byLeaf!).digest(1, leaf))
  })
})
