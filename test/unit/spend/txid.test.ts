import { complete, finalize, readSpend, release, satsPerVb, spendTxid } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, signedByAll } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'

const [contract] = made(plainDocument()).contracts
const funded = fundedWith(contract!)

describe('the txid of a spend', () => {
  it.each(['employerAndWorker', 'key'] as const)(
    'by %s is known before anybody signs, and is that of what is sent',
    async (path) => {
      const draft = release(funded, { path, feeRate: satsPerVb('2') })
      const signed = await signedByAll(draft)
      const { txid } = finalize(complete(signed))
      expect([draft, signed, readSpend(funded, draft.psbt)].map(spendTxid)).toEqual([txid, txid, txid])
      expect(spendTxid(release(funded, { path, feeRate: satsPerVb('3') }))).not.toBe(txid)
    },
  )

  it('is asked of spends that this library made', () => {
    expect(() => spendTxid({ ...release(funded, { path: 'key', feeRate: '2' }) })).toThrow(
      expect.objectContaining({ code: 'SPEND_NOT_BUILT' }),
    )
  })
})
