import { award, release, type Signer, satsPerVb, sign } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { flipped } from '../../support/flipped.js'
import { fundedOf, fundedWith } from '../../support/funded.js'

const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')
const draft = release(funded, { path, feeRate })
const [both] = release([funded, fundedWith(contracts[0]!, { deposit: 2 })], {
  path,
  feeRate,
  relax: ['amount'],
})

type Answer = Awaited<ReturnType<Signer['sign']>>[number]

/** A signer whose answers another one changes on their way. */
const answering = (
  signer: Signer,
  change: (answer: Answer, place: { role: string; input: number; at: number }) => Answer,
): Signer => ({
  sign: async (job) =>
    (await signer.sign(job)).map((answer, at) => {
      const { role, input } = job.requests[at]!
      return change(answer, { role, input, at })
    }),
})

describe('who cannot sign is told what is wanted', () => {
  it('on the key path: two rounds', async () => {
    await expect(sign(release(funded, { feeRate }), employer)).rejects.toMatchObject({
      code: 'SPEND_PATH_IS_KEY',
      message: 'path: expected a leaf; the key path is signed in two rounds, by startMusig, received key',
    })
  })

  it('where the signer holds no key of the path: the roles that are needed, each once', async () => {
    const nobody: Signer = { sign: async () => [] }
    await expect(sign(both!, nobody)).rejects.toMatchObject({
      code: 'SIGNER_NO_KEY',
      message: 'signer: expected a key of employer or worker, received none of them',
    })
  })

  it('where it has signed: that, and who is still missing', async () => {
    await expect(sign(await sign(draft, employer), employer)).rejects.toMatchObject({
      code: 'SIGNER_NOT_NEEDED',
      kind: 'state',
      message: 'signer: expected a key of worker, received none that has not signed',
    })
  })

  it('where everybody has signed: that', async () => {
    const done = await sign(await sign(draft, employer), worker)
    await expect(sign(done, worker)).rejects.toMatchObject({
      code: 'SIGNER_NOT_NEEDED',
      message: 'signer: expected a key of nobody, received none that has not signed',
    })
  })
})

describe('a signer', () => {
  it('gets the PSBT of the spend beside the requests, for those that show it to somebody', async () => {
    const seen: string[] = []
    await sign(draft, {
      sign: async (job) => {
        seen.push(job.psbt)
        return employer.sign(job)
      },
    })
    expect(seen).toEqual([draft.psbt])
  })

  it.each([
    ['text', 'a signature', 'a signature of 64 bytes', '"a signature"'],
    [
      'too few bytes',
      new Uint8Array(63),
      '64 bytes: a signature of everything (SIGHASH_DEFAULT)',
      '63 bytes',
    ],
    [
      'a signature of something else',
      new Uint8Array(64).fill(1),
      'a signature by employer of this very transaction',
      'one that does not verify',
    ],
  ])(
    'that answers with %s is refused, with the input and the role',
    async (_, answer, expected, received) => {
      // signers are strangers: what they answer need not be what the type says
      const careless: Signer = { sign: async () => [undefined, undefined, answer as Uint8Array] }
      await expect(sign(both!, careless)).rejects.toMatchObject({
        code: 'SIGNER_FAILED',
        message: `signer (input 1): expected ${expected}, received ${received}`,
        data: { roles: ['employer'] },
      })
    },
  )

  it('that answers with no list is refused', async () => {
    const careless = { sign: async () => 'yes' } as unknown as Signer
    await expect(sign(draft, careless)).rejects.toMatchObject({
      code: 'SIGNER_FAILED',
      message: 'signer: expected a list with one answer for each request, received "yes"',
      data: { roles: [] },
    })
  })

  it('is refused by that name where it is none, and so is what the review does not know', async () => {
    await expect(sign(draft, {} as Signer)).rejects.toThrow(/^signer: expected a signer/)
    await expect(sign(draft, employer, { atTip: 7 } as never)).rejects.toMatchObject({
      data: { field: 'atTip' },
    })
  })

  it('that fails while its answer is looked at is heard with its own words', async () => {
    class Unplugged extends Uint8Array {
      override get length(): number {
        throw new Error('device unplugged')
      }
    }
    await expect(sign(draft, { sign: async () => [new Unplugged(64)] })).rejects.toThrow('device unplugged')
  })

  it('may answer wrongly for keys that are not its own, which is left out', async () => {
    const eager = answering(employer, (answer, { role }) =>
      role === 'worker' ? new Uint8Array(64).fill(7) : answer,
    )
    expect((await sign(draft, eager)).progress).toEqual([
      { role: 'employer', needed: 1, signed: [0] },
      { role: 'worker', needed: 1, signed: [] },
    ])
  })

  it('may answer wrongly for another key of its own role’s quorum, which is left out', async () => {
    const [disputed] = fundedOf(fullDocument())
    const agreed = disputed!.contract.agreement
    const split = { employer: 5000, worker: 5000 }
    const decided = award(disputed!, { path: 'arbiterAndWorker', split, feeRate })
    const first = signerFor(agreed, 'arbiter', 0)
    const eager = answering(first, (answer, { role }) =>
      role === 'arbiter' ? (answer ?? new Uint8Array(64).fill(7)) : answer,
    )
    expect((await sign(decided, eager)).progress).toEqual([
      { role: 'arbiter', needed: 2, signed: [0] },
      { role: 'worker', needed: 1, signed: [] },
    ])
  })

  it('must not answer wrongly for a key that it has proven to hold', async () => {
    const faulty = answering(employer, (answer, { input }) =>
      answer !== undefined && input === 1 ? flipped(answer) : answer,
    )
    await expect(sign(both!, faulty)).rejects.toMatchObject({
      code: 'SIGNER_FAILED',
      message:
        'signer (input 1): expected a signature by employer of this very transaction, received one that does not verify',
      data: { roles: ['employer'] },
    })
  })
})
