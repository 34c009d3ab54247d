import {
  complete,
  finalize,
  readSpend,
  release,
  type Spend,
  type SpendInput,
  satsPerVb,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../../src/units/bytes.js'
import { made, signedByAll } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { witnessOf } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const { contracts } = made(plainDocument())
const [contract] = contracts
const funded = fundedWith(contract!)
const draft = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2') })
const byKey = release(funded, { path: 'key', feeRate: satsPerVb('2') })

const done = async (spend: Spend = draft): Promise<Spend<'complete'>> => complete(await signedByAll(spend))

describe('the witness of a finished transaction', () => {
  it('is one signature on the key path', async () => {
    const finished = await done(byKey)
    const [input] = finished.inputs
    expect(input).toMatchObject({ kind: 'key', signature: { length: 64 } })
    expect(witnessOf(finalize(finished).hex)).toEqual([
      input?.kind === 'key' && input.signature && toHex(input.signature),
    ])
  })

  it('is the signatures, the last key first, then the script and its control block', async () => {
    const finished = await done()
    const [input] = finished.inputs
    const signatures = input?.kind === 'leaf' ? input.signatures.map((signature) => toHex(signature!)) : []
    const { script, controlBlock } = contract!.leaves.find(({ path }) => path.name === 'employerAndWorker')!
    expect(signatures).toHaveLength(2)
    expect(witnessOf(finalize(finished).hex)).toEqual([
      ...signatures.toReversed(),
      toHex(script),
      toHex(controlBlock),
    ])
  })
})

describe('a spend whose type was lied to', () => {
  // the types say no; this is for callers without types
  const claimed = (spend: Spend) => spend as Spend<'complete'>
  const incomplete = 'expected a spend that went through complete, received an input without its signatures'

  it.each<[string, () => Spend]>([
    ['nobody signed by a leaf', () => draft],
    ['nobody signed by the key path', () => byKey],
    [
      'inputs were taken away',
      () => Object.defineProperty(readSpend(funded, draft.psbt), 'inputs', { value: [] }),
    ],
  ])('is not finished where %s', (_, spend) => {
    expect(thrown(() => finalize(claimed(spend())))).toMatchObject({
      code: 'SPEND_NOT_COMPLETE',
      message: `inputs[0]: ${incomplete}`,
    })
  })

  it('is not handed out at another weight than the plan says', async () => {
    const finished = await done(byKey)
    const longer: SpendInput = {
      kind: 'key',
      nonces: [],
      partials: [],
      signature: new Uint8Array(65),
    }
    expect(
      thrown(() => finalize(Object.defineProperty(finished, 'inputs', { value: [longer] }))),
    ).toMatchObject({
      code: 'SPEND_PLAN_BROKEN',
      kind: 'internal',
      message: `transaction: expected ${byKey.plan.weight} weight units and a fee of ${byKey.plan.fee} sat, received ${byKey.plan.weight + 1} and ${byKey.plan.fee} sat`,
    })
  })

  it('is not handed out at another fee than the plan says', async () => {
    const finished = await done(readSpend(funded, byKey.psbt))
    const { weight, fee } = finished.plan
    Object.assign(finished.plan, { fee: fee - 1n })
    expect(thrown(() => finalize(finished))).toMatchObject({
      code: 'SPEND_PLAN_BROKEN',
      message: `transaction: expected ${weight} weight units and a fee of ${fee - 1n} sat, received ${weight} and ${fee} sat`,
    })
  })
})
