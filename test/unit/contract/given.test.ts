import { describe, expect, it } from 'vitest'
import { aContract } from '../../../src/contract/contract.js'
import { listOf } from '../../../src/given/check.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { refusalOf } from '../../support/thrown.js'

const COUNT = 50
const milestones = Array.from({ length: COUNT }, () => ({ amount: '1000000' }))
const { agreement, contracts } = made({ ...plainDocument(), milestones })

describe('contracts that are given', () => {
  it('are looked at with one milestone each: a thousand contracts do not cost a million looks', () => {
    let looks = 0
    const counted = new Proxy(agreement.milestones, {
      get: (target, name) => {
        if (/^\d+$/.test(String(name))) looks++
        return Reflect.get(target, name)
      },
    })
    const whole = { descriptor: '', outputKey: new Uint8Array(32), leaves: [], paths: [] }
    listOf(aContract)(
      contracts.map(({ milestone }) => ({
        ...whole,
        milestone,
        agreement: { ...agreement, milestones: counted },
      })),
      'contracts',
    )
    expect(looks).toBe(COUNT)
  })

  it('are refused where their agreement has no such milestone', () => {
    const [contract] = contracts
    for (const milestone of [COUNT, -1, '0', undefined])
      expect(
        refusalOf(() =>
          aContract(
            { descriptor: '', outputKey: contract!.outputKey, leaves: [], paths: [], milestone, agreement },
            'contract',
          ),
        ),
      ).toMatch(/^ARGUMENT_TYPE contract\.agreement: expected an agreement that was read/)
  })
})
