import {
  complete,
  readSpend,
  release,
  review,
  type Signer,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, milestones, secretsOf, signedByAll, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { tampered } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'

const { agreement, contracts } = made({ ...plainDocument(), milestones: milestones(2, { firstSecret: 60 }) })
const funded = contracts.map((contract) => fundedWith(contract))
const feeRate = satsPerVb('2')
const [worker, employer] = [signerFor(agreement, 'worker'), signerFor(agreement, 'employer')]

describe('how far a spend by the key path is', () => {
  const [draft] = release(funded, { path: 'key', feeRate })

  it('is told of a role that has sent its nonce for every input, and not for some', async () => {
    const { spend } = await startMusig(draft!, worker)
    expect(spend.progress.map(({ announced }) => announced)).toEqual([[], [0]])
    const some = readSpend(
      funded,
      tampered(spend.psbt, (psbt) => ({
        ...psbt,
        inputs: psbt.inputs.map((input, at) => (at === 1 ? { ...input, musigPublicNonces: [] } : input)),
      })),
    )
    expect(some.progress.map(({ announced }) => announced)).toEqual([[], []])
    expect(some.state).toBe('partial')
  })

  it('needs no nonce any more where the aggregate has signed', async () => {
    const signed = complete(await signedByAll(draft!))
    const alone = readSpend(
      funded,
      tampered(signed.psbt, (psbt) => ({
        ...psbt,
        inputs: psbt.inputs.map((input) => ({
          ...input,
          musigPublicNonces: [],
          musigPartialSignatures: [],
        })),
      })),
    )
    expect(alone.progress).toEqual([
      { role: 'employer', needed: 1, signed: [0], announced: [0] },
      { role: 'worker', needed: 1, signed: [0], announced: [0] },
    ])
  })
})

describe('how far a spend of two leaves is', () => {
  it('waits for whoever has signed one of them only', async () => {
    const [draft] = release(funded, { path: 'employerAndWorker', feeRate })
    const once: Signer = {
      sign: async (job) =>
        (await worker.sign(job)).map((answer, at) => (job.requests[at]!.input === 0 ? answer : undefined)),
    }
    const half = await sign(draft!, once)
    expect(half.progress.map(({ signed }) => signed)).toEqual([[], []])
    expect(review(half, { as: 'employer' }).waitingFor).toEqual(['worker'])
    const whole = await sign(half, worker)
    expect(whole.progress.map(({ signed }) => signed)).toEqual([[], [0]])
    expect(review(whole, { as: 'employer' }).waitingFor).toEqual([])
    expect(review(whole, { as: 'worker' }).waitingFor).toEqual(['employer'])
    expect(review(await sign(whole, employer), { as: 'worker' }).waitingFor).toEqual([])
  })

  it('waits for the secret of either', () => {
    const told = (secrets: readonly Uint8Array[]) => {
      const [draft] = release(funded, { path: 'workerWithSecret', secrets, feeRate })
      return review(draft!, { as: 'worker' }).text.some((sentence) =>
        sentence.endsWith('waits for: the secret.'),
      )
    }
    const [first, second] = secretsOf(contracts)
    expect([[], [first!], [second!], [first!, second!]].map(told)).toEqual([true, true, true, false])
  })
})
