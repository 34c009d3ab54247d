import fc from 'fast-check'
import { type FundOptions, fund, type RelockOptions, relock, sats, satsPerVb } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { ADMISSION_RULES } from '../../src/admission/admission.js'
import { made } from '../support/contracts.js'
import { fullDocument, plainDocument } from '../support/documents.js'
import { fundedWith } from '../support/funded.js'
import { addressOf } from '../support/holders.js'
import { refusalOf } from '../support/thrown.js'

/** Whatever a funding refuses of a contract, a relock into it refuses, by the same code, text and names. */

const TIP = { height: 1000, medianTime: 1_800_000_000 }
const feeRate = satsPerVb('2')

/** Clocks around the margins, before and behind the tip. */
const clocks = fc.record({
  kind: fc.constantFrom('blocks', 'height'),
  from: fc.integer({ min: 1, max: 200 }),
  silence: fc.oneof(fc.integer({ min: 100, max: 300 }), fc.integer({ min: 900, max: 1400 })),
  gap: fc.constantFrom(undefined, 144, 20_000, 105_000, 105_200),
  arbiter: fc.boolean(),
})

describe('money goes into a contract', () => {
  it('by a relock as by a deposit: refused for the same reason, or not at all', () => {
    fc.assert(
      fc.property(
        clocks,
        fc.uniqueArray(fc.constantFrom(...ADMISSION_RULES)),
        ({ kind, from, silence, gap, arbiter }, lifted) => {
          const rescue = gap === undefined ? undefined : silence + gap
          fc.pre(kind === 'height' || rescue === undefined || rescue < 65_536)
          const { arbiter: panel } = fullDocument()
          const terms = {
            silence: { pays: 'employer', after: { [kind]: silence + from } },
            ...(rescue !== undefined && { rescue: { after: { [kind]: rescue + from } } }),
            ...(arbiter && { dispute: { from: { [kind]: from }, decision: { blocks: 1 } } }),
          }
          const { contracts } = made({
            ...plainDocument(),
            ...(arbiter && { arbiter: panel }),
            milestones: [
              { amount: '1000000', ...terms },
              { amount: '1000000', ...terms },
            ],
          })
          const [first, into] = [contracts[0]!, contracts[1]!]
          const paying: FundOptions = {
            utxos: [{ txid: '11'.repeat(32), vout: 0, amount: sats(9_000_000n), address: addressOf(50) }],
            change: addressOf(60),
            ...{ feeRate, at: TIP, known: [], payer: [] },
            relax: [...lifted, 'unacceptedAgreements', 'payerUnknown'],
          }
          const moving: RelockOptions = {
            into,
            keep: 'everything',
            feeRate,
            at: TIP,
            known: [],
            relax: lifted,
          }
          const deposit = refusalOf(() => fund([into], paying))
          const relocked = refusalOf(() => relock(fundedWith(first), moving))
          expect(relocked.replace('into:', 'contracts[0]:')).toBe(deposit)
        },
      ),
      { numRuns: 60 },
    )
  })
})
