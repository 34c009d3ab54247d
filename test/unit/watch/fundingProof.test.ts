import { afterEach, describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { verifyFundingOf } from '../../../src/watch/fundingProof.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { provenDeposit } from '../../support/provenDeposit.js'
import { thrown } from '../../support/thrown.js'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a proof of funding, held against many contracts', () => {
  it('is verified once, whether it pays one of them or none', async () => {
    const { contracts } = made({
      ...plainDocument(),
      milestones: Array.from({ length: 50 }, () => ({ amount: '1000000' })),
    })
    const { proof, checkpoint, now } = await provenDeposit(contracts.at(-1)!)
    const hashes = (count: number): number => {
      const spy = vi.spyOn(backend, 'sha256')
      const options = { contracts: contracts.slice(-count), checkpoint, now }
      expect(verifyFundingOf(proof, options).funded.contract).toBe(contracts.at(-1))
      const calls = spy.mock.calls.length
      vi.restoreAllMocks()
      return calls
    }
    expect(hashes(50)).toBe(hashes(1))
  })

  it('is refused by their number where it pays none of them', async () => {
    const { contracts } = made({
      ...plainDocument(),
      milestones: Array.from({ length: 3 }, () => ({ amount: '1000000' })),
    })
    const { proof, checkpoint, now } = await provenDeposit(contracts[2]!)
    const refused = (count: number) =>
      thrown(() => verifyFundingOf(proof, { contracts: contracts.slice(0, count), checkpoint, now }))
    expect([refused(1).code, refused(1).data.expected]).toEqual([
      'PROOF_OUTPUT',
      `an output that pays ${contracts[0]!.address}`,
    ])
    expect(refused(2).data.expected).toBe('an output that pays one of 2 contracts')
    expect(refused(0).code).toBe('PROOF_OUTPUT')
  })
})
