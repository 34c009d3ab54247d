import * as fc from 'fast-check'
import {
  type Coin,
  compile,
  EscrowError,
  type FundingTransaction,
  type FundOptions,
  feeFor,
  fund,
  parseAgreement,
  sats,
  satsPerVb,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { milestones } from '../support/contracts.js'
import { plainDocument } from '../support/documents.js'
import { addressOf } from '../support/holders.js'

const contracts = compile(
  parseAgreement(
    JSON.stringify({
      ...plainDocument(),
      rescue: { after: { blocks: 17_280 } },
      milestones: milestones(2, { amount: 100_000n }),
    }),
  ),
)

const coin = (amount: bigint, at: number, kind: 'p2tr' | 'p2wpkh' = 'p2tr'): Coin => ({
  txid: at.toString(16).padStart(64, '0'),
  vout: 0,
  amount: sats(amount),
  address: addressOf(50, { kind }),
})

const funding = (changes: Pick<FundOptions, 'utxos' | 'feeRate'>): FundingTransaction =>
  fund(contracts, {
    ...changes,
    change: addressOf(60),
    at: { height: 1000, medianTime: 1_800_000_000 },
    known: [],
    payer: [],
    relax: ['payerUnknown', 'unacceptedAgreements', 'feeRateFloor', 'feeShareCap', 'unpayable'],
  }).transactions[0]!

describe('whatever coins there are', () => {
  const amounts = fc.oneof(
    fc.bigInt({ min: 0n, max: 2000n }),
    fc.bigInt({ min: 0n, max: 150_000n }),
    fc.constant(200_000n),
  )
  const coinsOf = fc.array(fc.record({ amount: amounts, kind: fc.constantFrom('p2tr', 'p2wpkh') }), {
    maxLength: 12,
  })

  it('a funding adds up and pays its rate, or coins are missing', () => {
    fc.assert(
      fc.property(coinsOf, fc.integer({ min: 100, max: 60_000 }), (drawn, rate) => {
        const utxos = drawn.map(({ amount, kind }, at) => coin(amount, at + 1, kind))
        const feeRate = satsPerVb((rate / 1000).toFixed(3))
        const amountOf = ({ txid }: { txid: string }) => utxos.find((one) => one.txid === txid)!.amount
        try {
          const { inputs, fee, weight, change: left, dustToFee } = funding({ utxos, feeRate })
          expect(inputs.reduce((sum, input) => sum + amountOf(input), 0n)).toBe(
            200_000n + fee + (left?.amount ?? 0n),
          )
          expect(fee).toBe(feeFor(weight, feeRate) + dustToFee)
          if (left !== undefined) expect(left.amount).toBeGreaterThanOrEqual(330n)
          expect(dustToFee).toBeLessThan(330n + feeFor(172, feeRate))
        } catch (error) {
          if (!(error instanceof EscrowError)) throw error
          expect(error.code).toBe('FUNDING_NOT_ENOUGH')
          const { missing } = error.data as unknown as { missing: bigint }
          // one more coin that holds this and pays for itself is enough
          const more = coin(missing + feeFor(230, feeRate) + 1n, 99)
          expect(funding({ utxos: [...utxos, more], feeRate }).outputs).toHaveLength(2)
        }
      }),
      { numRuns: 200 },
    )
  })
})
