import { accept, acceptedTerms, amend } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { made, signerFor } from '../../support/contracts.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { secretHashOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const { agreement, contracts } = made({
  ...fullDocument(),
  milestones: [
    { amount: '1000000', memo: 'design' },
    { amount: '2000000' },
    {
      amount: '3000000',
      secretHash: secretHashOf(1),
      silence: { pays: 'worker', after: { height: 900_000 } },
      rescue: { after: { height: 910_000 } },
      dispute: { from: { height: 800_000 }, decision: { blocks: 1008 }, backupFrom: { height: 850_000 } },
    },
  ],
})
const lonely = made(plainDocument())

describe('what a role accepts', () => {
  it('is said in data: own keys, addresses, amounts, ways out', () => {
    const terms = acceptedTerms(agreement, { role: 'worker' })
    expect(terms).toMatchObject({
      agreement: agreement.id,
      role: 'worker',
      keys: agreement.worker.keys.map(({ text }) => text),
      threshold: agreement.worker.threshold,
      differences: [],
    })
    expect(
      terms.contracts.map(({ milestone, memo, index, address, amount }) => [
        milestone,
        memo,
        index,
        address,
        amount,
      ]),
    ).toEqual(
      contracts.map(({ milestone, index, address, amount }) => [
        milestone,
        milestone === 0 ? 'design' : undefined,
        index,
        address,
        amount,
      ]),
    )
    expect(terms.contracts[2]!.ways).toContainEqual({
      path: 'workerWithSecret',
      parties: ['worker'],
      secretHash: secretHashOf(1),
    })
    expect(terms.contracts[2]!.ways).toContainEqual({
      path: 'workerAlone',
      parties: ['worker'],
      lock: { height: 900_000 },
    })
    expect(terms.contracts.every(({ ways }) => ways.every(({ path }) => (path as string) !== 'terms'))).toBe(
      true,
    )
  })

  it('is said in plain sentences, to each by its own name', () => {
    for (const role of ['employer', 'worker', 'arbiter'] as const)
      expect(acceptedTerms(agreement, { role }).text).toMatchSnapshot()
  })

  it('says who would get nothing should the other one vanish', () => {
    const { contracts: told, text } = acceptedTerms(lonely.agreement, { role: 'worker' })
    expect(told[0]!.lockedOut).toBe('worker')
    expect(text.at(-1)).toBe('Should the employer vanish, the worker never gets anything.')
  })

  it('says what an amendment changes for the reader, also one whose role is gone', () => {
    const next = amend(agreement, {
      backupArbiter: null,
      dispute: { backupFrom: null },
      milestones: [{ of: 0, amount: 900_000n }],
    })
    const changes = (role: 'worker' | 'employer' | 'backupArbiter') =>
      acceptedTerms(next, { role, amends: agreement }).text.filter((text) => text.startsWith('The amendment'))
    expect(changes('worker').join('\n')).toContain(
      'the amount (milestone 0) from 1,000,000 sat (0.01 BTC) to 900,000 sat (0.009 BTC), which is worse for the worker',
    )
    expect(changes('employer').join('\n')).not.toContain('the amount')
    expect(changes('backupArbiter')[0]).toContain('changes everything about the backup arbiter from')
    expect(thrown(() => acceptedTerms(next, { role: 'backupArbiter' })).code).toBe('ACCEPTANCE_ROLE')
    expect(thrown(() => acceptedTerms(next, { role: 'worker', amends: lonely.agreement })).code).toBe(
      'ACCEPTANCE_AMENDS',
    )
  })

  it('is nothing for a role that is none', () => {
    // what no type allows
    // what no type allows
    for (const role of ['boss', '__proto__', undefined])
      expect(thrown(() => acceptedTerms(lonely.agreement, { role: role as never })).data.field).toBe('role')
    expect(thrown(() => acceptedTerms(lonely.agreement, { role: 'arbiter' })).message).toBe(
      'options.role: expected one of employer, worker, received "arbiter"',
    )
  })
})

describe('accept', () => {
  it('shows it before the signer is asked, and signs nothing where that throws', async () => {
    const signer = signerFor(agreement, 'employer')
    const order: string[] = []
    const watched = {
      sign: async (job: Parameters<typeof signer.sign>[0]) => {
        order.push('signed')
        return signer.sign(job)
      },
    }
    await accept(agreement, watched, { role: 'employer', show: ({ text }) => void order.push(text[0]!) })
    expect(order[0]).toBe(`You accept agreement ${agreement.id} on regtest as the employer.`)
    expect(new Set(order.slice(1))).toEqual(new Set(['signed']))
    order.length = 0
    const refuse = () => Promise.reject(new Error('no'))
    await expect(accept(agreement, watched, { role: 'employer', show: refuse })).rejects.toThrow('no')
    expect(order).toEqual([])
  })
})
