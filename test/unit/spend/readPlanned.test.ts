import { readSpend, release, type Spend, satsPerVb, sign } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { readPlanned } from '../../../src/spend/readPlanned.js'
import { sats } from '../../../src/units/sats.js'
import type { UnsignedTransaction } from '../../../src/units/transaction.js'
import { made, milestones, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { tampered, tamperedTransaction } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const { agreement, contracts } = made({ ...plainDocument(), milestones: milestones(2) })
const [first, second] = contracts
const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
/** Two outputs of one transaction, and two deposits of one contract at the same place of two transactions. */
const [milestonesOfOne, deposits] = [
  [fundedWith(first!), fundedWith(second!)],
  [fundedWith(first!, { amount: 600_000n }), fundedWith(first!, { amount: 400_000n, deposit: 2 })],
].map((funded) => release(funded, { path, feeRate })[0]!) as [Spend, Spend]

const REFUSED =
  'SPEND_DIFFERENT psbt: expected the very transaction of the spend that it answers, received another transaction'

describe('a PSBT that answers a spend', () => {
  it('is that spend with its signatures, whoever signed', async () => {
    const signed = await sign(milestonesOfOne, signerFor(agreement, 'worker'))
    const read = readPlanned(milestonesOfOne, signed.psbt)
    expect(read.state).toBe('partial')
    expect(read.plan).toBe(milestonesOfOne.plan)
    expect(read.psbt).toBe(signed.psbt)
    expect(readPlanned(milestonesOfOne, milestonesOfOne.psbt).state).toBe('unsigned')
  })

  it.each<[string, (transaction: UnsignedTransaction) => Partial<UnsignedTransaction>]>([
    ['version', ({ version }) => ({ version: version === 2 ? 3 : 2 })],
    ['locktime', () => ({ lockTime: 1 })],
    [
      'sequence, though of one input only',
      ({ inputs }) => ({ inputs: inputs.map((input, at) => (at === 1 ? { ...input, sequence: 0 } : input)) }),
    ],
    [
      'amount',
      ({ outputs }) => ({ outputs: outputs.map((one) => ({ ...one, amount: sats(one.amount - 1n) })) }),
    ],
    [
      'output',
      ({ outputs }) => ({ outputs: [...outputs, { script: Uint8Array.of(0x51), amount: sats(0n) }] }),
    ],
  ])('is not of another %s', (_, change) => {
    const other = tamperedTransaction(milestonesOfOne.psbt, change)
    expect(refusalOf(() => readPlanned(milestonesOfOne, other))).toBe(REFUSED)
  })

  it.each([
    ['of one transaction', milestonesOfOne],
    ['at the same place of two transactions', deposits],
  ])('spends the same outputs in the same order, where they are %s', (_, spend) => {
    const turned = tampered(spend.psbt, (psbt) => ({
      ...psbt,
      transaction: { ...psbt.transaction, inputs: psbt.transaction.inputs.toReversed() },
      inputs: psbt.inputs.toReversed(),
    }))
    expect(refusalOf(() => readPlanned(spend, turned))).toMatch(
      /^SPEND_(?:DIFFERENT|PREVIOUS_DIFFERENT|INTERNAL_KEY) /,
    )
    // and with rows that say nothing of the outputs
    const silent = tampered(turned, (psbt) => ({
      ...psbt,
      inputs: psbt.inputs.map(({ witnessUtxo: _, tapInternalKey: __, tapMerkleRoot: ___, ...input }) => ({
        ...input,
        tapLeafScripts: [],
      })),
    }))
    expect(refusalOf(() => readPlanned(spend, silent))).toBe(REFUSED)
    expect(
      refusalOf(() =>
        readSpend(
          spend.plan.inputs.map(({ funded }) => funded),
          silent,
          { draft: spend },
        ),
      ),
    ).toMatch(/^SPEND_/)
  })
})
