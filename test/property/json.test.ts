import * as fc from 'fast-check'
import {
  compile,
  contractFromJson,
  contractToJson,
  fundedFromJson,
  fundedToJson,
  parseAgreement,
  planFromJson,
  planToJson,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  spendFromJson,
  spendToJson,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { agreementDocuments } from '../support/arbitraries.js'
import { fundedWith } from '../support/funded.js'
import { runs } from '../support/runs.js'

const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const feeRate = satsPerVb('1')
const path = 'employerAndWorker'

describe('random agreements', () => {
  it('lead from the JSON form of contracts, fundings, plans and spends back to them', () => {
    fc.assert(
      fc.property(agreementDocuments(), fc.integer({ min: 0, max: 10_000 }), (document, employer) => {
        const contracts = compile(parseAgreement(JSON.stringify(document)))
        const funded = fundedWith(contracts.at(-1)!, { amount: 50_000_000n })
        expect(contractFromJson(contracts, throughText(contractToJson(funded.contract)))).toBe(
          funded.contract,
        )
        expect(fundedFromJson(contracts, throughText(fundedToJson(funded)))).toEqual(funded)
        const drafts: readonly Spend[] = [
          release(funded, { path, feeRate, relax: ['amount'] }),
          refund(funded, { path, feeRate }),
          settle(funded, { path, split: { employer: 5000, worker: 5000 }, feeRate }),
        ]
        const draft = drafts[employer % drafts.length]!
        expect(planFromJson(contracts, throughText(planToJson(draft.plan)))).toEqual(draft.plan)
        const again = spendFromJson(contracts, throughText(spendToJson(draft)), { relax: ['amount'] })
        expect(again.psbt).toBe(draft.psbt)
      }),
      { numRuns: runs(40) },
    )
  })
})
