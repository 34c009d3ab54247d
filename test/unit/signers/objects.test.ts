import { ECPairFactory } from 'ecpair'
import {
  combine,
  complete,
  finalize,
  refund,
  release,
  type Signer,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { signerFromBip32, signerFromFunction, signerFromKeyPair } from 'taproot-escrow/signers'
import * as tiny from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { codeOf } from '../../support/thrown.js'

const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const feeRate = satsPerVb('2')
const { root, account, text } = extendedHolder(1)
const origin = text.slice(0, text.indexOf(']') + 1)

const refunds = async (employer: Signer): Promise<number> =>
  finalize(complete(await sign(refund(funded, { path: 'employerAlone', feeRate }), employer))).weight

describe('a bip32 object', () => {
  it('signs as a master key, and as an account behind its origin', async () => {
    const { weight } = refund(funded, { path: 'employerAlone', feeRate }).plan
    expect(await refunds(signerFromBip32(root))).toBe(weight)
    expect(await refunds(signerFromBip32(account, { origin }))).toBe(weight)
  })

  it('takes part in MuSig2', async () => {
    const draft = release(funded, { feeRate })
    const mine = await startMusig(draft, signerFromBip32(root))
    const theirs = await startMusig(draft, signerFor(agreement, 'worker'))
    const both = combine(await mine.sign(theirs.spend), await theirs.sign(mine.spend))
    expect(finalize(complete(both)).weight).toBe(444)
  })

  it('is refused where it holds the public half only, or its origin is none or untrue', () => {
    expect(codeOf(() => signerFromBip32(root.neutered()))).toBe('EXTENDED_PRIVATE_KEY_PUBLIC')
    for (const wrong of [{ origin: 'm/87h' }, { origin: '[00000000/87h/1h/2h]' }])
      expect(codeOf(() => signerFromBip32(account, wrong))).toBe('EXTENDED_PRIVATE_KEY_ORIGIN')
  })
})

describe('an ecpair object', () => {
  it('signs for its bare key and for no other', async () => {
    const bare = made({
      ...plainDocument(),
      keyPath: 'closed',
      employer: { ...plainDocument().employer, keys: [bareHolder(8).text] },
    })
    const draft = refund(fundedWith(bare.contracts[0]!), { path: 'employerAlone', feeRate })
    const pair = (seed: number) => ECPairFactory(tiny).fromPrivateKey(bareHolder(seed).secret)
    expect(finalize(complete(await sign(draft, signerFromKeyPair(pair(8))))).weight).toBe(draft.plan.weight)
    await expect(sign(draft, signerFromKeyPair(pair(9)))).rejects.toMatchObject({ code: 'SIGNER_NO_KEY' })
  })
})

describe('an asynchronous function', () => {
  it('is asked key by key, with the origin', async () => {
    const employer = signerFor(agreement, 'employer')
    const asked: (string | undefined)[] = []
    const server = signerFromFunction(async (request) => {
      asked.push(request.origin?.path.join('/'))
      return (await employer.sign({ requests: [request], psbt: '' }))[0]
    })
    expect(await refunds(server)).toBe(refund(funded, { path: 'employerAlone', feeRate }).plan.weight)
    expect(asked).toEqual([
      [
        ...agreement.employer.keys.flatMap((key) => (key.kind === 'extended' ? key.origin.path : [])),
        2,
        7,
      ].join('/'),
    ])
  })

  it('that answers with something else than a signature is named', async () => {
    const broken = signerFromFunction(async () => new Uint8Array(64))
    await expect(refunds(broken)).rejects.toMatchObject({ code: 'SIGNER_FAILED' })
  })
})
