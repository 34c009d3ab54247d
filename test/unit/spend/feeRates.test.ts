import {
  bump,
  childPaysForParent,
  compile,
  type FeeRateInput,
  fallback,
  fund,
  refund,
  release,
  satsPerVb,
} from 'taproot-escrow'
import { audit, dryRun, outputOf } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { finished } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { addressOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const funded = firstFunded(plainDocument())
const { contract } = funded
const { agreement } = contract
const draft = release(funded, { feeRate: satsPerVb('2') })
const parent = await finished(release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('1') }))

const bumped = (options: { feeRate: FeeRateInput; incrementalFeeRate?: FeeRateInput }) => bump(draft, options)
const fundedAt = (rates: { feeRate: FeeRateInput; feeRateFloor?: FeeRateInput }) =>
  fund(compile(agreement), {
    utxos: [{ txid: '11'.repeat(32), vout: 0, amount: contract.amount, address: addressOf(50) }].flatMap(
      (coin) => [coin, { ...coin, vout: 1 }],
    ),
    change: addressOf(60),
    at: { height: 1000, medianTime: 1_800_000_000 },
    known: [],
    payer: [],
    relax: ['unacceptedAgreements', 'payerUnknown', 'partyLockedOut'],
    ...rates,
  })

/** Every option that takes a rate, and what comes of it. */
const WAYS: readonly (readonly [field: string, way: string, use: (rate: FeeRateInput) => unknown])[] = [
  ['feeRate', 'release', (feeRate) => release(funded, { feeRate }).plan.fee],
  ['feeRate', 'release of a list', (feeRate) => release([funded], { feeRate })[0]!.plan.fee],
  ['feeRate', 'refund', (feeRate) => refund(funded, { path: 'employerAlone', feeRate }).plan.fee],
  ['feeRateFloor', 'release', (feeRateFloor) => release(funded, { feeRate: '9', feeRateFloor }).plan.fee],
  ['feeRate', 'fallback', (feeRate) => fallback(draft, { feeRate }).plan.fee],
  ['feeRate', 'bump', (feeRate) => bumped({ feeRate }).plan.fee],
  [
    'incrementalFeeRate',
    'bump',
    (incrementalFeeRate) => bumped({ feeRate: '20', incrementalFeeRate }).plan.fee,
  ],
  ['feeRate', 'fund', (feeRate) => fundedAt({ feeRate }).transactions[0]!.fee],
  ['feeRateFloor', 'fund', (feeRateFloor) => fundedAt({ feeRate: '9', feeRateFloor }).transactions[0]!.fee],
  [
    'feeRate',
    'childPaysForParent',
    (feeRate) =>
      childPaysForParent({
        parent,
        parentFee: draft.plan.fee,
        vout: 0,
        to: addressOf(50),
        network: 'regtest',
        feeRate,
      }).fee,
  ],
  ['feeRates[0]', 'dryRun', (rate) => dryRun(outputOf(contract), { feeRates: [rate] })[0]!.costs],
  ['feeRates[0]', 'audit', (rate) => audit(agreement.text, { feeRates: [rate] }).contracts[0]!.dryRuns],
]

describe.each(WAYS)('the %s of %s', (field, _way, use) => {
  it('is a rate or its text', () => {
    expect(use('7.5')).toEqual(use(satsPerVb('7.5')))
  })

  it.each(['7,5', '1e1', ' 7', '', '7.5000'])('is not %j', (text) => {
    expect(thrown(() => use(text))).toMatchObject({ code: 'FEE_RATE_MALFORMED', data: { field } })
  })

  it('is no number, and not zero', () => {
    // callers from JavaScript pass anything
    expect(thrown(() => use(7.5 as unknown as string)).code).toBe('ARGUMENT_TYPE')
    expect(thrown(() => use('0')).code).toBe('FEE_RATE_OUT_OF_RANGE')
  })
})
