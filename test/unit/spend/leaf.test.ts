import { inspect } from 'node:util'
import {
  award,
  combine,
  complete,
  finalize,
  readSpend,
  refund,
  release,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { sats } from '../../../src/units/sats.js'
import {
  everyPathDocument,
  made,
  milestones,
  secretsOf,
  signedByAll,
  signerFor,
} from '../../support/contracts.js'
import { tampered, tamperedInput, tamperedTransaction } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { pinned } from '../../support/thrown.js'

const feeRate = satsPerVb('2')
const { agreement, contracts } = made({
  ...everyPathDocument('blocks', { decision: 10, backupFrom: 20, silence: 40, rescue: 60 }),
  milestones: milestones(3, { firstSecret: 500 }),
})
const [funded, second] = contracts.map((contract) => fundedWith(contract))
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')
const arbiter = signerFor(agreement, 'arbiter')

const releaseOf = () => release(funded!, { path: 'employerAndWorker', feeRate })

const messageOf = (attempt: () => unknown): string => {
  try {
    attempt()
    return 'accepted'
  } catch (error) {
    return (error as Error).message
  }
}

describe('sign', () => {
  it('leaves the spend that it was given as it was', async () => {
    const draft = releaseOf()
    const before = draft.psbt
    const signed = await sign(draft, employer)
    expect([draft.state, draft.psbt]).toEqual(['unsigned', before])
    expect(signed.state).toBe('partial')
    expect(signed.progress).toEqual([
      { role: 'employer', needed: 1, signed: [0] },
      { role: 'worker', needed: 1, signed: [] },
    ])
  })

  it('asks for the keys of the plan and nothing else, each with its origin', async () => {
    const asked: string[] = []
    await sign(releaseOf(), {
      sign: async (job) => {
        asked.push(...job.requests.map(({ role, path, input }) => `${role} ${path} ${input}`))
        return employer.sign(job)
      },
    })
    expect(asked).toEqual(['employer employerAndWorker 0', 'worker employerAndWorker 0'])
  })

  it('asks nobody twice, and says so', async () => {
    const signed = await sign(releaseOf(), employer)
    await expect(sign(signed, employer)).rejects.toMatchObject({ code: 'SIGNER_NOT_NEEDED' })
    await expect(sign(await sign(signed, worker), worker)).rejects.toMatchObject({
      code: 'SIGNER_NOT_NEEDED',
    })
  })

  it.each([
    ['text', 'a signature'],
    ['63 bytes', new Uint8Array(63)],
    ['a signature that does not verify', new Uint8Array(64).fill(1)],
  ])('is refused where the signer answers with %s, and names whose it should be', async (_, answer) => {
    // signers are strangers: what they answer need not be what the type says
    const careless = { sign: async () => [answer as Uint8Array] }
    await expect(sign(releaseOf(), careless)).rejects.toMatchObject({
      code: 'SIGNER_FAILED',
      data: { roles: ['employer'] },
    })
  })

  it('hands on what a signer itself says', async () => {
    const broken = { sign: async () => Promise.reject(new Error('device unplugged')) }
    await expect(sign(releaseOf(), broken)).rejects.toThrow('device unplugged')
  })
})

describe('combine', () => {
  it('gives the same spend in every order', async () => {
    const [one, other] = [await sign(releaseOf(), employer), await sign(releaseOf(), worker)]
    expect(combine(one, other).psbt).toBe(combine(other, one).psbt)
    expect(combine(one, other, one).psbt).toBe(combine(one, other).psbt)
    expect(combine(releaseOf(), releaseOf()).state).toBe('unsigned')
  })

  it.each([
    ['fee', () => release(funded!, { path: 'employerAndWorker', feeRate: satsPerVb('3') })],
    ['outcome', () => refund(funded!, { path: 'employerAndWorker', feeRate })],
    ['path', () => release(funded!, { path: 'key', feeRate })],
    ['contract', () => release(second!, { path: 'employerAndWorker', feeRate })],
    [
      'amount',
      () =>
        release(fundedWith(contracts[0]!, { amount: 900_000n }), {
          path: 'employerAndWorker',
          feeRate,
          relax: ['amount'],
        }),
    ],
  ])('refuses a spend with another %s', (_, other) => {
    expect(messageOf(() => combine(releaseOf(), other()))).toBe(
      'spends[1]: expected the same transaction, spent outputs and path as the first, received another transaction',
    )
  })

  it('refuses the same transaction over another amount, which no signature covers too', () => {
    const more = { ...funded!, amount: sats(funded!.amount + 100n), match: 'over' } as const
    const shown = tamperedInput(releaseOf().psbt, ({ witnessUtxo }) => ({
      witnessUtxo: { ...witnessUtxo!, amount: more.amount },
    }))
    const read = readSpend(more, shown, { relax: ['amount'] })
    expect(read.plan.outputs).toEqual(releaseOf().plan.outputs)
    expect(pinned(() => combine(releaseOf(), read)).code).toBe('SPEND_DIFFERENT')
  })

  it('refuses the same transaction through another leaf', () => {
    const bySecret = release(funded!, { path: 'workerWithSecret', feeRate })
    const moved = tamperedTransaction(bySecret.psbt, () => ({ outputs: releaseOf().plan.outputs }))
    const read = readSpend(funded!, moved)
    expect([read.plan.path, read.plan.outputs]).toEqual(['workerWithSecret', releaseOf().plan.outputs])
    expect(pinned(() => combine(releaseOf(), read)).code).toBe('SPEND_DIFFERENT')
  })

  it('brings the secret and the signature together', async () => {
    const secrets = secretsOf([contracts[0]!])
    const withSecret = release(funded!, { path: 'workerWithSecret', feeRate, secrets })
    const signed = await sign(release(funded!, { path: 'workerWithSecret', feeRate }), worker)
    expect(pinned(() => complete(withSecret)).code).toBe('SIGNATURE_MISSING')
    expect(pinned(() => complete(signed)).code).toBe('SIGNATURE_PREIMAGE_MISSING')
    expect(finalize(complete(combine(withSecret, signed))).weight).toBe(withSecret.plan.weight)
  })
})

describe('complete', () => {
  it('names everybody who is missing', async () => {
    expect(messageOf(() => complete(releaseOf()))).toBe(
      'spend: expected signatures of employer (1) and worker (1), received not enough of employer and worker',
    )
    const signed = await sign(releaseOf(), worker)
    expect(messageOf(() => complete(signed))).toBe(
      'spend: expected signatures of employer (1) and worker (1), received not enough of employer',
    )
  })

  it('wants every input signed', async () => {
    const [both] = release([funded!, second!], { path: 'employerAndWorker', feeRate })
    const half = {
      sign: async (job: Parameters<typeof worker.sign>[0]) =>
        (await worker.sign(job)).map((signature, at) =>
          job.requests[at]!.input === 0 ? signature : undefined,
        ),
    }
    const signed = combine(await sign(both!, employer), await sign(both!, half))
    expect(signed.progress).toEqual([
      { role: 'employer', needed: 1, signed: [0] },
      { role: 'worker', needed: 1, signed: [] },
    ])
    expect(pinned(() => complete(signed)).code).toBe('SIGNATURE_MISSING')
  })
})

describe('finalize', () => {
  it('refuses what did not go through complete', () => {
    // the type says no; this is for callers without types
    expect(pinned(() => finalize(releaseOf() as Spend as Spend<'complete'>)).code).toBe('SPEND_NOT_COMPLETE')
  })

  it.each([null, undefined, {}, 'psbt', { state: 'complete', inputs: [] }])(
    'refuses %j, which this library did not build',
    (value) => {
      const foreign = value as unknown as Spend<'complete'>
      expect(pinned(() => finalize(foreign)).code).toBe('SPEND_NOT_BUILT')
      expect(pinned(() => complete(foreign)).code).toBe('SPEND_NOT_BUILT')
      expect(pinned(() => combine(foreign)).code).toBe('SPEND_NOT_BUILT')
    },
  )

  it('gives the same transaction for the same signatures, and its id', async () => {
    const done = complete(await signedByAll(releaseOf()))
    const { hex, txid, vsize, weight } = finalize(done)
    expect(finalize(done)).toEqual({ hex, txid, vsize, weight })
    expect(txid).toMatch(/^[0-9a-f]{64}$/)
    expect([vsize, weight]).toEqual([done.plan.vsize, done.plan.weight])
  })
})

describe('readSpend', () => {
  it.each([
    ['release', () => releaseOf()],
    ['refund', () => refund(funded!, { path: 'employerAlone', feeRate })],
    [
      'award',
      () => award(funded!, { path: 'backupAndWorker', split: { employer: 1234, worker: 8766 }, feeRate }),
    ],
    [
      'settlement',
      () => settle(funded!, { path: 'employerAndWorker', split: { employer: 9000, worker: 1000 }, feeRate }),
    ],
    ['key path', () => release(funded!, { feeRate })],
  ])('reads back what it wrote: %s', (_, draft) => {
    const read = readSpend(funded!, draft().psbt)
    expect(read.psbt).toBe(draft().psbt)
    expect(read.plan).toEqual(draft().plan)
    expect(read.state).toBe('unsigned')
  })

  it('takes several inputs in the order of the PSBT, whatever the order of the caller', () => {
    const [draft] = release([second!, funded!], { path: 'employerAndWorker', feeRate })
    const read = readSpend([funded!, second!], draft!.psbt)
    expect(read.plan.inputs.map((input) => input.funded)).toEqual([second, funded])
  })

  it('keeps rows that mean nothing here', () => {
    const row = { key: Uint8Array.of(0xfc, 3, 1, 2, 3, 0), value: Uint8Array.of(7) }
    const marked = tampered(releaseOf().psbt, (psbt) => ({
      ...psbt,
      others: [row],
      inputs: psbt.inputs.map((input) => ({ ...input, others: [row] })),
      outputs: psbt.outputs.map((output) => ({ ...output, others: [row] })),
    }))
    expect(readSpend(funded!, marked).psbt).toBe(marked)
  })

  it('says who has signed already, and lets the others go on', async () => {
    const read = readSpend(funded!, (await sign(releaseOf(), employer)).psbt)
    expect(read.state).toBe('partial')
    expect(finalize(complete(await sign(read, worker))).weight).toBe(read.plan.weight)
  })

  it('wants at least one funded contract', () => {
    expect(pinned(() => readSpend([], releaseOf().psbt)).code).toBe('SPEND_INPUT_FOREIGN')
  })

  it.each(['', 'cHNidP8=', 'not base64!', new Uint8Array(0), Uint8Array.of(0x70, 0x73, 0x62, 0x74, 0xff)])(
    'refuses %j with an error of its own',
    (bytes) => {
      expect(pinned(() => readSpend(funded!, bytes)).code).toMatch(/^PSBT_/)
    },
  )

  it('does not let an arbiter settle, nor the parties award', () => {
    const split = { employer: 5000, worker: 5000 }
    // the types say no; this is for callers without types
    const byArbiter = 'arbiterAndWorker' as 'employerAndWorker'
    expect(pinned(() => settle(funded!, { path: byArbiter, split, feeRate })).code).toBe('OUTCOME_PATH')
    const byParties = 'employerAndWorker' as 'arbiterAndWorker'
    expect(pinned(() => award(funded!, { path: byParties, split, feeRate })).code).toBe('OUTCOME_PATH')
  })

  it('has a JSON form that holds its PSBT', async () => {
    const signed = await sign(
      award(funded!, { path: 'arbiterAndWorker', split: { employer: 0, worker: 10_000 }, feeRate }),
      arbiter,
    )
    expect(JSON.parse(JSON.stringify(signed))).toEqual({ state: 'partial', psbt: signed.psbt })
  })

  it('shows no secret when it is logged or becomes JSON by itself', async () => {
    const secrets = secretsOf([contracts[0]!])
    const draft = release(funded!, { path: 'workerWithSecret', feeRate, secrets })
    const hex = Buffer.from(secrets[0]!).toString('hex')
    for (const spend of [draft, complete(await sign(draft, worker))]) {
      // the PSBT that is asked for has it
      expect(Buffer.from(spend.psbt, 'base64').toString('hex')).toContain(hex)
      const { psbt } = JSON.parse(JSON.stringify(spend))
      expect(Buffer.from(psbt, 'base64').toString('hex')).not.toContain(hex)
      const bytes = inspect(secrets[0]).replace(/^\S+ \[|\]$/g, '')
      for (const options of [{ depth: null }, { depth: null, maxArrayLength: null, breakLength: Infinity }])
        expect(inspect(spend, options).replace(/\s+/g, ' ')).not.toContain(bytes.replace(/\s+/g, ' ').trim())
      expect(inspect(spend, { depth: null })).not.toContain('preimage')
    }
  })
})
