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
import { made, milestones, secretsOf, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...plainDocument(),
  milestones: milestones(1, { firstSecret: 1200 }),
})
const funded = fundedWith(contracts[0]!)
const feeRate = satsPerVb('2')
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')

/** Both orders of two spends. */
const bothWays = (one: Spend, other: Spend) => [combine(one, other), combine(other, one)]

describe('combining spends by a leaf', () => {
  const path = 'workerWithSecret'
  const [preimage] = secretsOf(contracts)
  const withSecret = () => release(funded, { path, secrets: [preimage!], feeRate })
  const withoutSecret = () => release(funded, { path, feeRate })

  it('keeps the secret and the signature, whoever brings which', async () => {
    const signed = await sign(withoutSecret(), worker)
    for (const both of [...bothWays(withSecret(), signed), combine(withSecret(), signed, withSecret())]) {
      expect(both.inputs).toStrictEqual([{ ...signed.inputs[0], preimage }])
      expect(complete(both).state).toBe('complete')
    }
  })

  it('adds nothing that nobody brought', () => {
    expect(combine(withoutSecret(), withoutSecret()).inputs).toStrictEqual(withoutSecret().inputs)
  })

  it('keeps a signature that all of them have', async () => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    const both = combine(await sign(draft, employer), await sign(draft, worker))
    for (const again of bothWays(both, draft)) expect(again.inputs).toStrictEqual(both.inputs)
  })
})

describe('combining spends by the key path', () => {
  const draft = release(funded, { path: 'key', feeRate })

  it('brings the nonces together in the places of employer and worker', async () => {
    const [one, other] = [await startMusig(draft, employer), await startMusig(draft, worker)]
    const nonces = [one, other].map(({ spend: { inputs } }, at) => {
      const [input] = inputs
      return input?.kind === 'key' ? input.nonces[at] : undefined
    })
    expect(nonces.map((nonce) => nonce?.length)).toEqual([66, 66])
    for (const both of bothWays(one.spend, other.spend))
      expect(both.inputs).toStrictEqual([{ kind: 'key', nonces, partials: [undefined, undefined] }])
  })

  it('keeps the finished signature, whoever has it', async () => {
    const done = readSpend(funded, complete(await signedByAll(draft)).psbt)
    expect(done.inputs[0]).toHaveProperty('signature')
    for (const both of [...bothWays(done, draft), combine(done, done)])
      expect(both.inputs).toStrictEqual(done.inputs)
  })

  it('is refused where one signer has sent two nonces, and names it', async () => {
    const [mine, again] = [await startMusig(draft, worker), await startMusig(draft, worker)]
    expect(thrown(() => combine(draft, mine.spend, again.spend))).toMatchObject({
      code: 'SPEND_NONCE_CHANGED',
      message: 'spends[2].inputs[0].nonces: expected the nonce that worker sent before, received another one',
      data: { roles: ['worker'] },
    })
    expect(combine(mine.spend, mine.spend).inputs).toStrictEqual(mine.spend.inputs)
  })
})

it('what was collected for another path is refused, whatever the spend says of itself', () => {
  const leaf = () => release(funded, { path: 'employerAndWorker', feeRate })
  const key = () => release(funded, { path: 'key', feeRate })
  // the types say no; this is for callers without types
  const [falseLeaf, falseKey] = [
    Object.defineProperty(leaf(), 'inputs', { value: key().inputs }),
    Object.defineProperty(key(), 'inputs', { value: leaf().inputs }),
  ]
  for (const attempt of [() => combine(leaf(), falseLeaf), () => combine(key(), falseKey)])
    expect(thrown(attempt)).toMatchObject({
      code: 'SPEND_DIFFERENT',
      message: 'spends[1].inputs[0]: expected the same path, received another path',
    })
})
