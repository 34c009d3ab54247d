import {
  award,
  combine,
  type Role,
  refund,
  release,
  review,
  type Spend,
  satsPerVb,
  settle,
  sign,
} from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, secretsOf, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { fundedWith } from '../../support/funded.js'
import { said } from '../../support/said.js'

const feeRate = satsPerVb('2')
const path = 'employerAndWorker'
const split = { employer: 5000, worker: 5000 }
const told = (spend: Spend, as: Role, words: RegExp): readonly string[] =>
  review(spend, { as }).text.filter((sentence) => words.test(sentence))

describe('an address that is somebody else’s, too', () => {
  const shared = fullDocument()
  shared.arbiter.address = shared.employer.address
  shared.backupArbiter.address = shared.employer.address
  shared.worker.payees[0].address = shared.employer.address
  const [contract] = made(shared).contracts
  const spend = award(fundedWith(contract!), { path: 'arbiterAndWorker', split, feeRate })
  const { amount } = spend.plan.outputs[0]!

  it.each<[Role, string]>([
    ['employer', 'the worker, the arbiter and the backup arbiter'],
    ['worker', 'the employer, the arbiter and the backup arbiter'],
    ['arbiter', 'the employer, the worker and the backup arbiter'],
  ])('is told to the %s with all the others, each once', (as, others) => {
    expect(told(spend, as, /^Of that/)).toEqual([
      `Of that, ${said.amount(amount)} go to an address that is also the address of ${others}.`,
    ])
  })

  it('is told to nobody whom it does not pay', () => {
    expect(told(spend, 'backupArbiter', /^Of that/)).toEqual([])
  })

  it('is not an address of one’s own alone', () => {
    const own = award(fundedWith(made(fullDocument()).contracts[0]!), {
      path: 'arbiterAndWorker',
      split,
      feeRate,
    })
    for (const as of ['employer', 'worker', 'arbiter'] as const) expect(told(own, as, /^Of that/)).toEqual([])
    // nor where there is no arbiter at all
    const plain = settle(fundedWith(made(plainDocument()).contracts[0]!), { path, split, feeRate })
    expect(told(plain, 'worker', /^Of that/)).toEqual([])
  })
})

describe('what is missing after one’s own signature', () => {
  const { agreement, contracts } = made(fullDocument())
  const funded = fundedWith(contracts[1]!)
  const worker = signerFor(agreement, 'worker')
  const missing = /wait|broadcast/

  it('is the secret, where nobody has told it', () => {
    const draft = release(funded, { path: 'workerWithSecret', feeRate })
    expect(told(draft, 'worker', missing)).toEqual(['After you it still waits for: the secret.'])
    expect(told(draft, 'employer', missing)).toEqual([
      'Your signature is not asked for; it waits for: the worker and the secret.',
    ])
    const open = release(funded, { path: 'workerWithSecret', secrets: secretsOf([contracts[1]!]), feeRate })
    expect(told(open, 'worker', missing)).toEqual([
      'With your signature it can be broadcast by anybody who has it.',
    ])
  })

  it('is a lock that has not opened, on a path that has one', () => {
    const alone = refund(funded, { path: 'employerAlone', feeRate })
    expect(told(alone, 'employer', missing)).toEqual([
      'With your signature it can be broadcast by anybody who has it, once its lock has opened.',
    ])
  })

  it('is the lock of one deposit, where another of them has none', async () => {
    const document = fullDocument()
    document.milestones[1].dispute = { decision: { blocks: 1008 }, backupFrom: { blocks: 4320 } }
    document.arbiter = { ...document.arbiter, threshold: 1, keys: document.arbiter.keys.slice(0, 1) }
    const mixed = made(document)
    const deposits = mixed.contracts.map((contract) => fundedWith(contract))
    const [decided] = award(deposits, { path: 'arbiterAndWorker', split, feeRate })
    const signed = await sign(decided!, signerFor(mixed.agreement, 'arbiter'))
    expect(told(signed, 'worker', missing)).toEqual([
      'With your signature it can be broadcast by anybody who has it, once its lock has opened.',
    ])
  })

  it('is nothing, also for whoever is not asked', async () => {
    const draft = release(funded, { path, feeRate })
    const signed = combine(await sign(draft, worker), await sign(draft, signerFor(agreement, 'employer')))
    expect(told(signed, 'arbiter', missing)).toEqual([
      'It can be broadcast by anybody who has it, without your signature.',
    ])
  })
})

describe('the advice not to spend what is not confirmed', () => {
  const [contract] = made(plainDocument()).contracts
  const funded = fundedWith(contract!)
  const advice = /^Do not spend/

  it('is for whoever is paid beside others', () => {
    const settled = settle(funded, { path, split, feeRate })
    for (const as of ['employer', 'worker'] as const)
      expect(told(settled, as, advice)).toEqual([
        'Do not spend that before this is confirmed: those who are paid beside you could not speed it up.',
      ])
    expect(told(settled, 'arbiter', advice)).toEqual([])
  })

  it('is not for whoever is paid alone', () => {
    expect(told(release(funded, { path, feeRate }), 'worker', advice)).toEqual([])
  })
})

describe('sentences as data', () => {
  const full = fundedWith(made(fullDocument()).contracts[0]!)
  const dataOf = (spend: Spend, code: string) =>
    review(spend, { as: 'worker' }).sentences.flatMap((one) => (one.code === code ? [one.data] : []))

  it.each([
    ['arbiterAndWorker', 'arbiter'],
    ['arbiterAndEmployer', 'arbiter'],
    ['backupAndWorker', 'backupArbiter'],
    ['backupAndEmployer', 'backupArbiter'],
  ] as const)('of an award by %s say that the fee is for the %s', (by, role) => {
    const spend = award(full, { path: by, split, feeRate })
    expect(dataOf(spend, 'arbiterTakes')).toEqual([{ amount: spend.plan.arbiterFee, role }])
  })

  it('name payees by their positions where there are several', () => {
    const [one, ...others] = fullDocument().worker.payees
    expect(others.length).toBeGreaterThan(0)
    const spend = settle(full, { path, split, feeRate })
    expect(dataOf(spend, 'paysOut')).toMatchObject([
      { to: [{ role: 'employer' }] },
      ...[one, ...others].map((_, payee) => ({ to: [{ role: 'worker', payee }] })),
    ])
    const alone = settle(fundedWith(made(plainDocument()).contracts[0]!), { path, split, feeRate })
    expect(dataOf(alone, 'paysOut').at(-1)).toMatchObject({ to: [{ role: 'worker' }] })
  })

  it('of two deposits say that a lock has to open where one of them has one', () => {
    const { agreement, contracts } = made({
      ...plainDocument(),
      milestones: [{ amount: '1000000' }, { amount: '1000000' }],
    })
    expect(agreement.milestones).toHaveLength(2)
    const [spend] = refund(
      contracts.map((contract, at) => fundedWith(contract, { deposit: at + 1 })),
      { path: 'employerAlone', feeRate },
    )
    const { sentences } = review(spend!, { as: 'employer' })
    expect(sentences).toContainEqual({ code: 'broadcastWithYou', data: { locked: true } })
  })
})
