import {
  combine,
  complete,
  readSpend,
  release,
  type Spend,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { decodePsbt } from '../../../src/psbt/codec.js'
import { made, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { tamperedInput } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'

const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const feeRate = satsPerVb('2')
const read = (spend: Spend) => readSpend(funded, spend.psbt)

describe('a spend by the key path is partial', () => {
  const draft = release(funded, { feeRate })

  it('as soon as one of both has sent a nonce', async () => {
    expect([draft.state, combine(draft).state, read(draft).state]).toEqual(Array(3).fill('unsigned'))
    for (const role of ['employer', 'worker'] as const) {
      const { spend } = await startMusig(draft, signerFor(agreement, role))
      expect([spend.state, combine(draft, spend).state, read(spend).state]).toEqual(Array(3).fill('partial'))
    }
  })

  it('where nothing but the finished signature is shown', async () => {
    const done = complete(await signedByAll(draft))
    const bare = tamperedInput(draft.psbt, () => {
      const [input] = decodePsbt(done.psbt).inputs
      return { tapKeySignature: input!.tapKeySignature! }
    })
    const shown = readSpend(funded, bare)
    expect(shown.state).toBe('partial')
    expect(shown.inputs).toMatchObject([{ nonces: [undefined, undefined], partials: [undefined, undefined] }])
  })
})

describe('a spend by a leaf is partial', () => {
  it('as soon as one of its keys has signed', async () => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    expect(read(draft).state).toBe('unsigned')
    expect(read(await sign(draft, signerFor(agreement, 'worker'))).state).toBe('partial')
  })
})
