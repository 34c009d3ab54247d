import {
  combine,
  complete,
  nextStep,
  psbtOf,
  type Role,
  readSpend,
  release,
  review,
  type Spend,
  satsPerVb,
  sign,
  startMusig,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, milestones, secretsOf, signerFor } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { tamperedInput } from '../../support/forgery.js'
import { fundedWith } from '../../support/funded.js'
import { refusalOf } from '../../support/thrown.js'

const feeRate = satsPerVb('2')
const { agreement, contracts } = made({ ...plainDocument(), milestones: milestones(8) })
const funded = fundedWith(contracts[0]!)
const employer = signerFor(agreement, 'employer')
const worker = signerFor(agreement, 'worker')

const stepOf = (spend: Spend, role: Role) => nextStep(spend, role, { reviewed: review(spend, { as: role }) })

/** The same PSBT as a wallet sends it that reveals every leaf it knows. */
const revealing = (psbt: string, contract = contracts[0]!): string =>
  tamperedInput(psbt, () => ({
    tapLeafScripts: contract.leaves.map(({ script, controlBlock }) => ({
      script,
      controlBlock,
      leafVersion: 0xc0,
    })),
  }))

describe('the next step', () => {
  it('of the key path is told by role and round', async () => {
    const draft = release(funded, { feeRate })
    expect(nextStep(draft, 'employer')).toEqual({ step: 'review' })
    expect(nextStep(draft, 'employer', { reviewed: review(draft, { as: 'worker' }) })).toEqual({
      step: 'review',
    })
    expect(
      nextStep(draft, 'employer', { reviewed: review(release(funded, { feeRate }), { as: 'employer' }) }),
    ).toEqual({ step: 'review' })
    expect(stepOf(draft, 'arbiter')).toEqual({ step: 'wait', for: ['employer', 'worker'] })
    const mine = await startMusig(draft, employer)
    expect(mine.spend.progress).toEqual([
      { role: 'employer', needed: 1, signed: [], announced: [0] },
      { role: 'worker', needed: 1, signed: [], announced: [] },
    ])
    expect(stepOf(mine.spend, 'employer')).toEqual({ step: 'wait', for: ['worker'] })
    expect(stepOf(mine.spend, 'worker')).toEqual({ step: 'startMusig' })
    const theirs = await startMusig(mine.spend, worker)
    expect(stepOf(theirs.spend, 'worker')).toEqual({ step: 'signMusig' })
    const half = await theirs.sign(theirs.spend)
    expect(half.progress.map(({ signed }) => signed)).toEqual([[], [0]])
    expect(stepOf(half, 'worker')).toEqual({ step: 'wait', for: ['employer'] })
    expect(stepOf(half, 'employer')).toEqual({ step: 'signMusig' })
    const both = await mine.sign(half)
    expect(nextStep(both, 'worker')).toEqual({ step: 'finalize' })
    expect(nextStep(complete(both), 'employer')).toEqual({ step: 'finalize' })
  })

  it('of a leaf is to sign it, once it was reviewed', async () => {
    const draft = release(funded, { path: 'employerAndWorker', feeRate })
    expect(nextStep(draft, 'worker')).toEqual({ step: 'review' })
    expect(stepOf(draft, 'worker')).toEqual({ step: 'sign' })
    const signed = await sign(draft, worker)
    expect(signed.progress[0]).not.toHaveProperty('announced')
    expect(stepOf(signed, 'worker')).toEqual({ step: 'wait', for: ['employer'] })
    expect(nextStep(combine(signed, await sign(draft, employer)), 'worker')).toEqual({ step: 'finalize' })
  })
})

describe('the next step of what is none', () => {
  const draft = release(funded, { feeRate })

  it('is refused by the name of what is wrong', () => {
    expect(refusalOf(() => nextStep({ ...draft } as Spend, 'worker'))).toMatch(/^SPEND_NOT_BUILT spend: /)
    expect(refusalOf(() => nextStep(draft, 'boss' as Role))).toMatch(/^\w+ role: /)
    expect(refusalOf(() => nextStep(draft, 'worker', { reviewed: 7 as never }))).toMatch(/^\w+ reviewed: /)
    expect(refusalOf(() => nextStep(draft, 'worker', { review: {} } as never))).toMatch(/^\w+ review: /)
  })
})

describe('the next step of a leaf whose secret nobody has told', () => {
  it('is to wait for whoever signs by it, once it is signed', async () => {
    const [secret] = made({ ...plainDocument(), milestones: milestones(1, { firstSecret: 3 }) }).contracts
    const draft = release(fundedWith(secret!), { path: 'workerWithSecret', feeRate })
    const signed = await sign(draft, worker)
    expect(nextStep(signed, 'worker')).toEqual({ step: 'wait', for: ['worker'] })
    expect(nextStep(signed, 'employer')).toEqual({ step: 'wait', for: ['worker'] })
    const open = release(fundedWith(secret!), {
      path: 'workerWithSecret',
      secrets: secretsOf([secret!]),
      feeRate,
    })
    expect(nextStep(combine(signed, open), 'worker')).toEqual({ step: 'finalize' })
  })
})

describe('the next step of two leaves of which one still lacks its secret', () => {
  it('is to wait', async () => {
    const two = made({ ...plainDocument(), milestones: milestones(2, { firstSecret: 3 }) }).contracts
    const secrets = secretsOf([two[0]!])
    const [draft] = release(
      two.map((contract) => fundedWith(contract)),
      { path: 'workerWithSecret', secrets, feeRate },
    )
    expect(nextStep(await sign(draft!, worker), 'worker')).toEqual({ step: 'wait', for: ['worker'] })
  })
})

describe('a PSBT as it came', () => {
  it.each(contracts.map((contract) => ({ contract, parity: contract.parity })))(
    'is signed by the session, though it reveals every leaf (parity $parity)',
    async ({ contract }) => {
      const one = fundedWith(contract)
      const draft = release(one, { feeRate })
      const mine = await startMusig(draft, employer)
      const theirs = await startMusig(readSpend(one, revealing(mine.spend.psbt, contract)), worker)
      const half = await theirs.sign(theirs.spend)
      const both = await mine.sign(revealing(psbtOf(half), contract))
      expect(complete(both).state).toBe('complete')
      const rows = rowKeys(half.psbt)
      expect(rows).toEqual([2 + contract.parity, 2 + contract.parity, 2 + contract.parity])
    },
  )

  it('is refused where it is another transaction, and nothing is used up', async () => {
    const mine = await startMusig(release(funded, { feeRate }), employer)
    const other = await startMusig(release(funded, { feeRate: satsPerVb('3') }), worker)
    await expect(mine.sign(other.spend.psbt)).rejects.toMatchObject({
      code: 'SPEND_DIFFERENT',
      message:
        'psbt: expected the very transaction of the spend that it answers, received another transaction',
    })
    const theirs = await startMusig(mine.spend, worker)
    expect((await mine.sign(theirs.spend.psbt)).state).toBe('partial')
  })

  it('is signed after a review of its own time', async () => {
    const mine = await startMusig(release(funded, { feeRate }), employer)
    const theirs = await startMusig(mine.spend, worker)
    await expect(mine.sign(theirs.spend, { expect: 'refund' })).rejects.toMatchObject({
      code: 'REVIEW_REFUSED',
    })
    expect((await mine.sign(theirs.spend)).state).toBe('partial')
  })
})

/** The first bytes of the keys that nonces and partial signatures are for. */
const rowKeys = (psbt: string): readonly number[] => {
  const seen: number[] = []
  tamperedInput(psbt, ({ musigPublicNonces, musigPartialSignatures }) => {
    seen.push(...[...musigPublicNonces, ...musigPartialSignatures].map(({ aggregate }) => aggregate[0]!))
    return {}
  })
  return seen
}
