import { combine, complete, finalize, psbtOf, readSpend, release, satsPerVb, sign } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { decodePsbt, psbtToBase64 } from '../../../src/psbt/codec.js'
import { made, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const feeRate = satsPerVb('2')

describe('a spend as a PSBT of version 2', () => {
  it('is signed, read, combined and finalized like the one of version 0', async () => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    const asked = readSpend(funded, psbtOf(draft, { version: 2 }))
    expect(asked.psbt).toBe(draft.psbt)
    const mine = await sign(asked, signerFor(agreement, 'employer'))
    const theirs = await sign(
      readSpend(funded, psbtOf(draft, { version: 2 })),
      signerFor(agreement, 'worker'),
    )
    const both = combine(
      readSpend(funded, psbtOf(mine, { version: 2 })),
      readSpend(funded, psbtOf(theirs, { version: 0 })),
    )
    expect(finalize(complete(both)).weight).toBe(draft.plan.weight)
  })

  it('carries nonces and partial signatures', async () => {
    const signed = await signedByAll(release(funded, { feeRate }))
    const read = readSpend(funded, psbtOf(signed, { version: 2 }))
    expect(read.inputs).toEqual(signed.inputs)
  })

  it('is version 0 where nothing is said', () => {
    const draft = release(funded, { feeRate })
    expect(psbtOf(draft)).toBe(draft.psbt)
  })

  it.each([1, 2, 4, 128])('is refused with the modifiable flags %i', (modifiable) => {
    const { psbt } = release(funded, { feeRate })
    const flagged = psbtToBase64({ ...decodePsbt(psbt), modifiable }, { version: 2 })
    expect(pinned(() => readSpend(funded, flagged)).code).toBe('SPEND_MODIFIABLE')
  })

  it('is read where it says that nothing may change', () => {
    const { psbt } = release(funded, { feeRate })
    const fixed = psbtToBase64({ ...decodePsbt(psbt), modifiable: 0 }, { version: 2 })
    expect(readSpend(funded, fixed).psbt).toBe(psbt)
  })
})
