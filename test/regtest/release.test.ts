import {
  combine,
  compile,
  complete,
  fallback,
  finalize,
  matchFunding,
  parseAgreement,
  readSpend,
  release,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { signerFromExtendedKey } from 'taproot-escrow/signers'
import { describe, expect, it } from 'vitest'
import { plainDocument } from '../support/documents.js'
import { extendedHolder } from '../support/holders.js'
import { startNode } from '../support/node.js'

const node = await startNode()
const agreement = parseAgreement(JSON.stringify(plainDocument()))
const [contract] = compile(agreement)
const signer = (seed: number) =>
  signerFromExtendedKey(extendedHolder(seed).root.toBase58(), { network: 'regtest' })

describe('release', () => {
  it('pays the worker by the leaf of both parties', async () => {
    const [deposit] = await node.fund([{ address: contract!.address, amount: contract!.amount }])
    const [funded] = matchFunding(agreement, deposit!.hex)
    const draft = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('2.5') })
    const signed = await sign(draft, signer(1))
    const theirs = readSpend(funded, signed.psbt)
    const final = finalize(complete(combine(theirs, await sign(theirs, signer(2)))))
    const mined = await node.broadcastAndMine(final.hex)
    expect(mined.weight).toBe(draft.plan.weight)
  })

  it('pays the worker by the key path in two rounds', async () => {
    const [deposit] = await node.fund([{ address: contract!.address, amount: contract!.amount }])
    const [funded] = matchFunding(agreement, deposit!.hex)
    const draft = release(funded, { feeRate: satsPerVb('2.5') })
    const mine = await startMusig(draft, signer(1))
    const theirs = await startMusig(readSpend(funded, mine.spend.psbt), signer(2))
    const half = await theirs.sign(theirs.spend)
    const both = await mine.sign(readSpend(funded, half.psbt))
    const final = finalize(complete(both))
    const mined = await node.broadcastAndMine(final.hex)
    expect(mined.weight).toBe(draft.plan.weight)
    expect(fallback(draft).plan.fee).toBeGreaterThan(draft.plan.fee)
  })
})
