import {
  combine,
  complete,
  finalize,
  type MusigRequest,
  type MusigSession,
  readSpend,
  release,
  type Signer,
  type Spend,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { finished, made, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { flipped } from '../../support/flipped.js'
import { tamperedInput } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { extendedHolder } from '../../support/holders.js'
import { pinned, thrown } from '../../support/thrown.js'

const feeRate = satsPerVb('2')
const { agreement, contracts } = made(plainDocument())
const funded = fundedWith(contracts[0]!)
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')

const draft = release(funded, { feeRate })
const sent = (spend: Spend): Spend => readSpend(funded, spend.psbt)

const bothStarted = async (): Promise<readonly [MusigSession, MusigSession]> => [
  await startMusig(draft, employer),
  await startMusig(draft, worker),
]

/** What a signer is asked in the first round. */
const musigRequests = async (signer: Signer): Promise<readonly MusigRequest[]> => {
  const asked: MusigRequest[] = []
  await startMusig(draft, {
    ...signer,
    startMusig: async (requests) => {
      asked.push(...requests)
      return signer.startMusig!(requests)
    },
  })
  return asked
}

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error) => error.code,
  )

describe('a session of MuSig2', () => {
  it('signs once', async () => {
    const [mine, theirs] = await bothStarted()
    await mine.sign(theirs.spend)
    await expect(mine.sign(theirs.spend)).rejects.toMatchObject({
      code: 'SPEND_SESSION_USED',
      message:
        'session: expected a session that nobody tried to sign with yet, received a used one: start again with new nonces',
    })
  })

  it('signs once even when it is asked twice at the same time', async () => {
    const [mine, theirs] = await bothStarted()
    const answers = await Promise.all([codeOf(mine.sign(theirs.spend)), codeOf(mine.sign(theirs.spend))])
    expect(answers.sort()).toEqual(['SPEND_SESSION_USED', 'accepted'])
  })

  it('is void after a failed attempt: no second partial signature comes from its nonce', async () => {
    const [mine, theirs] = await bothStarted()
    const forgedNonce = tamperedInput(theirs.spend.psbt, ({ musigPublicNonces: [nonce] }) => ({
      musigPublicNonces: [{ ...nonce!, nonce: new Uint8Array(66).fill(2) }],
    }))
    await mine.sign(readSpend(funded, forgedNonce)).catch(() => undefined)
    expect(await codeOf(mine.sign(theirs.spend))).toBe('SPEND_SESSION_USED')
  })

  it('waits for the nonce of the other side without being used up', async () => {
    const [mine, theirs] = await bothStarted()
    await expect(mine.sign(draft)).rejects.toMatchObject({
      code: 'SPEND_NONCE_MISSING',
      message: 'inputs[0]: expected the nonces of employer and worker, received none of worker',
      data: { missing: ['worker'] },
    })
    expect(await codeOf(mine.sign(theirs.spend))).toBe('accepted')
  })

  it('is bound to its transaction', async () => {
    const [mine] = await bothStarted()
    const other = await startMusig(release(funded, { feeRate: satsPerVb('3') }), worker)
    expect(await codeOf(mine.sign(other.spend))).toBe('SPEND_DIFFERENT')
  })

  it('refuses nonces of its own signer that it did not make', async () => {
    const [mine, theirs] = await bothStarted()
    const again = await startMusig(draft, employer)
    const replayed = combine(again.spend, theirs.spend)
    await expect(mine.sign(replayed)).rejects.toMatchObject({
      code: 'SPEND_NONCE_CHANGED',
      data: { roles: ['employer'] },
    })
    expect(await codeOf(mine.sign(theirs.spend))).toBe('accepted')
  })

  it('has no form that could be stored and used again', async () => {
    const [mine] = await bothStarted()
    expect(() => structuredClone(mine)).toThrow()
    expect(JSON.stringify({ sign: mine.sign })).toBe('{}')
  })

  it('is for the key path, and for those who take part in it', async () => {
    const leaf = release(funded, { path: 'employerAndWorker', feeRate })
    await expect(startMusig(leaf, employer)).rejects.toMatchObject({
      code: 'SPEND_PATH_NOT_KEY',
      message: 'path: expected the key path; leaves are signed by sign, received employerAndWorker',
    })
    expect(await codeOf(sign(draft, employer))).toBe('SPEND_PATH_IS_KEY')
    const withoutMusig = { sign: async () => [] }
    for (const nobody of [withoutMusig, { ...withoutMusig, startMusig: async () => [undefined] }])
      await expect(startMusig(draft, nobody)).rejects.toMatchObject({
        code: 'SIGNER_NO_KEY',
        message: 'signer: expected the account of employer or worker, and MuSig2, received neither',
      })
  })

  it('gives partial spends in both rounds, and signs every input under nonces of its own', async () => {
    const [both] = release([funded, fundedWith(contracts[0]!, { deposit: 2 })], {
      feeRate,
      relax: ['amount'],
    })
    const [mine, theirs] = [await startMusig(both!, employer), await startMusig(both!, worker)]
    expect(mine.spend.state).toBe('partial')
    const nonces = mine.spend.inputs.map((input) => input.kind === 'key' && String(input.nonces[0]))
    expect(new Set(nonces).size).toBe(2)
    const half = await mine.sign(theirs.spend)
    expect(half.state).toBe('partial')
    const done = complete(combine(half, await theirs.sign(mine.spend)))
    expect(done.state).toBe('complete')
    expect(finalize(done).weight).toBe(both!.plan.weight)
  })

  it.each([
    [1, 4, 2],
    [3, 4, 3],
  ])('signs for the accounts %i and %i, whose aggregate begins with 0%i', async (mine, theirs, first) => {
    const document = plainDocument()
    document.employer.keys = [extendedHolder(mine).text]
    document.worker.keys = [extendedHolder(theirs).text]
    const [contract] = made(document).contracts
    expect(contract!.internal.node.publicKey[0]).toBe(first)
    const keyed = release(fundedWith(contract!), { feeRate })
    expect((await finished(keyed)).weight).toBe(keyed.plan.weight)
  })

  it('refuses a partial signature of its own signer that is wrong', async () => {
    const theirs = await startMusig(draft, worker)
    for (const [wrong, received] of [
      [new Uint8Array(32).fill(1), 'one that does not'],
      [new Uint8Array(31), '31 bytes'],
    ] as const) {
      const mine = await startMusig(draft, {
        ...employer,
        startMusig: async (requests) =>
          (await employer.startMusig!(requests)).map(
            (part) => part && { publicNonce: part.publicNonce, sign: async () => wrong },
          ),
      })
      await expect(mine.sign(theirs.spend)).rejects.toMatchObject({
        code: 'SPEND_PARTIAL_INVALID',
        message: expect.stringMatching(
          new RegExp(`^signer \\(input 0\\): expected .* \\(employer\\), received ${received}$`),
        ),
        data: { roles: ['employer'] },
      })
    }
  })
})

describe('what the other side sends', () => {
  it('is refused where a partial signature is wrong, and named', async () => {
    const [mine, theirs] = await bothStarted()
    const half = await theirs.sign(combine(mine.spend, theirs.spend))
    const bad = tamperedInput(half.psbt, ({ musigPartialSignatures: [partial] }) => ({
      musigPartialSignatures: [{ ...partial!, signature: flipped(partial!.signature, 31) }],
    }))
    expect(() => readSpend(funded, bad)).toThrowError(
      expect.objectContaining({
        code: 'SPEND_PARTIAL_INVALID',
        data: expect.objectContaining({ roles: ['worker'] }),
      }),
    )
  })

  it('is refused where a partial signature was made under other nonces', async () => {
    const [mine, theirs] = await bothStarted()
    const half = await theirs.sign(combine(mine.spend, theirs.spend))
    const newNonces = await startMusig(draft, employer)
    const mixed = tamperedInput(half.psbt, ({ musigPublicNonces }) => ({
      musigPublicNonces: musigPublicNonces.map((row) => {
        const input = newNonces.spend.inputs[0]!
        const mineNow = input.kind === 'key' ? input.nonces[0]! : row.nonce
        const known = half.inputs[0]!
        return known.kind === 'key' && String(row.nonce) === String(known.nonces[0])
          ? { ...row, nonce: mineNow }
          : row
      }),
    }))
    expect(pinned(() => readSpend(funded, mixed)).code).toBe('SPEND_PARTIAL_INVALID')
  })

  it('is refused where a partial signature comes without the nonces', async () => {
    const [mine, theirs] = await bothStarted()
    const half = await theirs.sign(combine(mine.spend, theirs.spend))
    const bare = tamperedInput(half.psbt, () => ({ musigPublicNonces: [] }))
    expect(pinned(() => readSpend(funded, bare)).code).toBe('SPEND_NONCE_MISSING')
  })

  it.each([
    ['bytes that are no points', new Uint8Array(66).fill(2, 0, 33).fill(9, 33)],
    ['the point at infinity', new Uint8Array(66)],
    ['an x coordinate over the field', new Uint8Array(66).fill(255).fill(2, 0, 1).fill(3, 33, 34)],
  ])('is refused where a nonce is %s, and named', async (_, nonce) => {
    const [mine, theirs] = await bothStarted()
    const bad = tamperedInput(theirs.spend.psbt, ({ musigPublicNonces: [row] }) => ({
      musigPublicNonces: [{ ...row!, nonce }],
    }))
    const attempt = async () => mine.sign(readSpend(funded, bad))
    await expect(attempt()).rejects.toMatchObject({
      code: 'SPEND_NONCE_INVALID',
      message: expect.stringMatching(
        /^inputs\[0\]\.musigPublicNonces: expected two compressed points, 66 bytes \(worker\), received /,
      ),
      data: { roles: ['worker'] },
    })
  })

  it('is refused where rows belong to somebody else, another key or a leaf', async () => {
    const [, theirs] = await bothStarted()
    const changes = [
      { participant: theirs.spend.plan.inputs[0]!.funded.contract.internal.node.publicKey },
      { aggregate: theirs.spend.plan.inputs[0]!.funded.contract.internal.node.publicKey },
      { leafHash: contracts[0]!.leaves[0]!.leafHash },
    ]
    for (const change of changes) {
      const foreign = tamperedInput(theirs.spend.psbt, ({ musigPublicNonces: [row] }) => ({
        musigPublicNonces: [{ ...row!, ...change }],
      }))
      expect(pinned(() => readSpend(funded, foreign)).code).toBe('SPEND_PARTICIPANTS')
    }
    const others = tamperedInput(theirs.spend.psbt, ({ musigParticipants: [row] }) => ({
      musigParticipants: [{ ...row!, participants: row!.participants.toReversed() }],
    }))
    expect(pinned(() => readSpend(funded, others)).code).toBe('SPEND_PARTICIPANTS')
  })

  it('is refused where the finished signature does not verify', async () => {
    const [mine, theirs] = await bothStarted()
    const half = await theirs.sign(combine(mine.spend, theirs.spend))
    const done = complete(await mine.sign(sent(half)))
    const bad = tamperedInput(done.psbt, ({ tapKeySignature }) => ({
      tapKeySignature: flipped(tapKeySignature!),
    }))
    expect(pinned(() => readSpend(funded, bad)).code).toBe('SIGNATURE_INVALID')
    expect(finalize(complete(sent(done))).hex).toBe(finalize(done).hex)
  })
})

describe('a spend that was signed once and is signed again from its draft, with new nonces', () => {
  const rounds = async (first: Signer = worker) => {
    const [mine, theirs] = [await startMusig(draft, employer), await startMusig(draft, first)]
    const half = await mine.sign(theirs.spend)
    return { theirs, half }
  }

  it('has another signature', async () => {
    const signatures: unknown[] = []
    for (let round = 0; round < 2; round++) {
      const { theirs, half } = await rounds()
      const done = complete(await theirs.sign(half))
      expect(complete(sent(done)).state).toBe('complete')
      signatures.push(done.inputs.map((input) => input.kind === 'key' && input.signature))
    }
    expect(signatures[0]).not.toEqual(signatures[1])
  })

  it('is not complete by the signature of before, while one of the new parts is missing', async () => {
    const { theirs, half } = await rounds()
    await theirs.sign(half)
    const again = await rounds()
    expect(thrown(() => complete(again.half))).toMatchObject({
      code: 'SIGNATURE_MISSING',
      data: { missing: ['worker'] },
    })
  })

  it('is refused where the last part is wrong, with whose it is', async () => {
    const { theirs, half } = await rounds()
    await theirs.sign(half)
    const faulty: Signer = {
      ...worker,
      startMusig: async (requests) =>
        (await worker.startMusig!(requests)).map(
          (part) => part && { ...part, sign: async (nonce) => flipped(await part.sign(nonce)) },
        ),
    }
    const again = await rounds(faulty)
    await expect(again.theirs.sign(again.half)).rejects.toMatchObject({
      code: 'SPEND_PARTIAL_INVALID',
      data: { field: 'signer (input 0)', roles: ['worker'] },
    })
  })
})

describe('a signer that gives one nonce twice, as none should', () => {
  it('is refused where its second part is wrong, though the first one made a signature', async () => {
    const [mine, part] = [
      await startMusig(draft, employer),
      (await worker.startMusig!(await musigRequests(worker))).find((one) => one !== undefined)!,
    ]
    let made: Uint8Array | undefined
    const careless: Signer = {
      ...worker,
      startMusig: async (requests) =>
        requests.map(({ role }) =>
          role === 'worker'
            ? {
                publicNonce: part.publicNonce,
                sign: async (nonce) => {
                  if (made !== undefined) return flipped(made)
                  made = await part.sign(nonce)
                  return made
                },
              }
            : undefined,
        ),
    }
    const [first, second] = [await startMusig(draft, careless), await startMusig(draft, careless)]
    const half = await mine.sign(first.spend)
    expect(complete(await first.sign(half)).state).toBe('complete')
    await expect(second.sign(half)).rejects.toMatchObject({ code: 'SPEND_PARTIAL_INVALID' })
  })
})

describe('a signer of the key path', () => {
  it('is refused by that name where it is none', async () => {
    await expect(startMusig(draft, {} as Signer)).rejects.toThrow(/^signer: expected a signer/)
  })
})

describe('combining nonces', () => {
  it('is refused where one signer has sent two', async () => {
    const [mine, theirs] = await bothStarted()
    const again = await startMusig(draft, worker)
    expect(() => combine(mine.spend, theirs.spend, again.spend)).toThrowError(
      expect.objectContaining({
        code: 'SPEND_NONCE_CHANGED',
        data: expect.objectContaining({ field: 'spends[2].inputs[0].nonces', roles: ['worker'] }),
      }),
    )
  })

  it('does not turn them into a complete spend', async () => {
    const [mine, theirs] = await bothStarted()
    expect(() => complete(combine(mine.spend, theirs.spend))).toThrowError(
      expect.objectContaining({
        code: 'SIGNATURE_MISSING',
        data: expect.objectContaining({ missing: ['employer', 'worker'] }),
      }),
    )
  })
})
