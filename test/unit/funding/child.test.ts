import {
  type ChildOptions,
  childPaysForParent,
  type FinalTransaction,
  feeFor,
  release,
  type Sats,
  sats,
  satsPerVb,
  settle,
} from 'taproot-escrow'
import { beforeAll, describe, expect, it } from 'vitest'
import { decodePsbt } from '../../../src/psbt/codec.js'
import { parseTransaction } from '../../../src/psbt/transaction.js'
import { finished } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const feeRate = satsPerVb('20')
const path = 'employerAndWorker'
let parent: FinalTransaction
let parentFee: Sats

const options = (changes: Partial<ChildOptions> = {}): ChildOptions => ({
  parent,
  parentFee,
  vout: 0,
  to: addressOf(50),
  network: 'regtest',
  feeRate,
  ...changes,
})

beforeAll(async () => {
  const draft = release(firstFunded(plainDocument()), { path, feeRate: satsPerVb('1') })
  parentFee = draft.plan.fee
  parent = await finished(draft)
})

describe('a child that pays for its parent', () => {
  it('makes both pay the rate together, to the satoshi', () => {
    const child = childPaysForParent(options())
    // one key-path input, one P2TR output
    expect(child).toMatchObject({ version: 2, weight: 444, vsize: 111 })
    expect(child.fee + parentFee).toBe(feeFor(4 * (parent.vsize + child.vsize), feeRate))
    expect(child.amount + child.fee).toBe(parseTransaction(parent.hex).outputs[0]?.amount)
  })

  it('spends the receiver’s output, replaceably, to the address given', () => {
    const { transaction, inputs } = decodePsbt(childPaysForParent(options()).psbt)
    expect(transaction).toMatchObject({
      version: 2,
      lockTime: 0,
      inputs: [{ outpoint: { txid: parent.txid, vout: 0 }, sequence: 0xfffffffd }],
    })
    expect(inputs[0]?.witnessUtxo).toEqual(parseTransaction(parent.hex).outputs[0])
  })

  it('takes the parent as hex and as bytes', () => {
    const child = childPaysForParent(options())
    expect(childPaysForParent(options({ parent: parent.hex }))).toEqual(child)
    expect(childPaysForParent(options({ parent: Uint8Array.from(Buffer.from(parent.hex, 'hex')) }))).toEqual(
      child,
    )
  })

  it('is of version 3 where its parent is', async () => {
    const draft = settle(firstFunded(plainDocument()), {
      path,
      split: { employer: 5000, worker: 5000 },
      feeRate: satsPerVb('1'),
    })
    const split = await finished(draft)
    for (const vout of [0, 1])
      expect(childPaysForParent(options({ parent: split, parentFee: draft.plan.fee, vout })).version).toBe(3)
  })

  it('shows the whole parent where the output is P2WPKH', async () => {
    const document = plainDocument()
    document.worker.payees[0].address = addressOf(51, { kind: 'p2wpkh' })
    const paid = await finished(release(firstFunded(document), { path, feeRate: satsPerVb('1') }))
    const child = childPaysForParent(options({ parent: paid, parentFee }))
    expect(Buffer.from(decodePsbt(child.psbt).inputs[0]!.nonWitnessUtxo!).toString('hex')).toBe(paid.hex)
    expect(child.weight).toBe(444 + 42)
  })
})

describe('no child is made', () => {
  const refused = (changes: Partial<ChildOptions>) => thrown(() => childPaysForParent(options(changes)))

  it('of a parent that pays the rate already', () => {
    const due = feeFor(parent.weight, feeRate)
    expect(refused({ parentFee: due })).toMatchObject({ code: 'CHILD_NOT_NEEDED', kind: 'state' })
    expect(childPaysForParent(options({ parentFee: sats(due - 1n) })).fee).toBeGreaterThan(1n)
  })

  it('of a parent without its signatures', () => {
    const { transaction } = decodePsbt(
      release(firstFunded(plainDocument()), { path, feeRate: satsPerVb('1') }).psbt,
    )
    expect(transaction.inputs).toHaveLength(1)
    const bare = parent.hex.replace(/^(.{8})0001(.*)(.{8})$/, '$1$2$3')
    const stripped = bare.slice(0, 8 + 2 * (1 + 41 + 1 + 43)) + bare.slice(-8)
    expect(refused({ parent: stripped })).toMatchObject({ code: 'CHILD_PARENT_UNSIGNED', kind: 'input' })
  })

  it.each([1, -1, 0.5])('of an output %s that there is not', (vout) => {
    expect(refused({ vout })).toMatchObject({ code: 'CHILD_OUTPUT_MISSING', kind: 'input' })
  })

  it('of an output that cannot pay for both', async () => {
    const draft = release(firstFunded(plainDocument(), { amount: 3000n }), {
      path,
      feeRate: satsPerVb('1'),
      relax: ['amount'],
    })
    const small = await finished(draft)
    expect(refused({ parent: small, parentFee: draft.plan.fee })).toMatchObject({
      code: 'CHILD_AMOUNT',
      kind: 'state',
      data: { missing: expect.any(BigInt) },
    })
  })

  it('at a fee that nobody can mean', () => {
    expect(refused({ feeRate: satsPerVb('600') }).code).toBe('FEE_RATE_CAP')
    expect(refused({ feeRate: satsPerVb('499') }).code).toBe('FEE_SHARE_CAP')
    expect(
      childPaysForParent(options({ feeRate: satsPerVb('600'), relax: ['feeRateCap', 'feeShareCap'] })).fee,
    ).toBeGreaterThan(100_000n)
  })

  it('to an address of another chain', () => {
    expect(refused({ to: addressOf(50, { network: 'mainnet' }) }).code).toBe('ADDRESS_OTHER_NETWORK')
  })
})
