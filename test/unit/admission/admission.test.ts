import { describe, expect, it } from 'vitest'
import { ADMISSION_RULES, type Admission, checkAdmission } from '../../../src/admission/admission.js'
import type { Contract } from '../../../src/contract/contract.js'
import { made } from '../../support/contracts.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { secretHashOf } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const at = { height: 1000, medianTime: 1_800_000_000 }
const contractOf = (document: Json): Contract => made({ ...plainDocument(), ...document }).contracts[0]!
const clocks = (silence: Json, rescue: Json | undefined): Contract =>
  contractOf({ silence: { pays: 'employer', after: silence }, ...(rescue && { rescue: { after: rescue } }) })

interface Asked extends Partial<Admission> {
  readonly relax?: readonly string[]
  readonly spent?: readonly Contract[]
}
const asked = (contract: Contract, options: Asked = {}) =>
  checkAdmission([{ contract, field: 'into' }], { at, known: [], relax: [], ...options })
const refusal = (contract: Contract, options?: Asked) => thrown(() => asked(contract, options))

describe('a contract that one party alone can take', () => {
  it.each([
    ['blocks', 144, 143, 400, 143],
    ['seconds', 86_528, 86_016, 512_000, 86_016],
    ['height', 1144, 1143, 1400, 143],
    ['time', 1_800_086_399, 1_800_086_398, 1_800_286_400, 86_399],
  ] as const)('is paid a day before, by %s, and not a moment later', (kind, day, less, rescue, left) => {
    asked(clocks({ [kind]: day }, { [kind]: rescue }))
    const late = clocks({ [kind]: less }, { [kind]: rescue })
    const error = refusal(late)
    expect(error).toMatchObject({
      code: 'FUNDING_DEADLINE_NEAR',
      kind: 'state',
      data: { field: 'into', milestone: 0, party: 'employer', agreement: late.agreement.id },
    })
    const unit = left < 1000 ? ['144', 'blocks'] : ['86400', 'seconds']
    expect(error.message).toBe(
      `into: expected at least ${unit.join(' ')} until one party alone can take it, or relax: ['targetOpen'], received ${left} until the employer can`,
    )
    asked(late, { relax: ['targetOpen'] })
  })

  it('is told by the party that can, and is never paid for a path that nobody opens by a clock', () => {
    const worker = contractOf({
      silence: { pays: 'worker', after: { blocks: 1 } },
      rescue: { after: { blocks: 145 } },
    })
    expect(refusal(worker).data['party']).toBe('worker')
    asked(
      contractOf({
        silence: { pays: 'employer', after: { blocks: 144 } },
        rescue: { after: { blocks: 288 } },
        milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }],
      }),
    )
  })
})

describe('a contract whose clocks are heights or times', () => {
  const byHeight = clocks({ height: 2000 }, { height: 3000 })

  it('is not judged without the tip, while one with relative clocks is', () => {
    const error = refusal(byHeight, { at: 'unknown' })
    expect([error.code, error.message]).toEqual([
      'FUNDING_HEIGHT',
      'at: expected the tip of the chain, as height 2000 in into may be over, received "unknown"',
    ])
    asked(clocks({ blocks: 144 }, { blocks: 300 }), { at: 'unknown' })
    expect(refusal(clocks({ blocks: 143 }, { blocks: 300 }), { at: 'unknown' }).code).toBe(
      'FUNDING_DEADLINE_NEAR',
    )
    expect(refusal(clocks({ blocks: 144 }, undefined), { at: 'unknown' }).code).toBe(
      'FUNDING_PARTY_LOCKED_OUT',
    )
  })

  it('is refused once they are over, and where its way out is too far', () => {
    const late = { at: { ...at, height: 2000 } }
    expect(refusal(byHeight, late).message).toBe(
      'milestones[0].silence: expected a moment after height 2000 and time 1800000000, received height 2000',
    )
    expect(refusal(byHeight, { ...late, relax: ['deadlinePast'] }).code).toBe('FUNDING_DEADLINE_NEAR')
    asked(byHeight, { ...late, relax: ['deadlinePast', 'targetOpen'] })
    const never = clocks({ height: 2000 }, { height: 1000 + 105_121 })
    const error = refusal(never)
    expect(error).toMatchObject({
      code: 'FUNDING_PARTY_LOCKED_OUT',
      data: { field: 'into', party: 'worker' },
    })
    expect(error.message).toBe(
      "into: expected an arbiter, a rescue at least 144 blocks after silence (height 2000), or relax: ['partyLockedOut'], received neither within two years: should the employer vanish, the worker could not be paid",
    )
    asked(never, { relax: ['partyLockedOut'] })
  })
})

describe('a secret', () => {
  const rescue = { rescue: { after: { blocks: 17_280 } } }
  const secret = (index: number, more: Json = {}) =>
    contractOf({
      ...rescue,
      index,
      milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }, { amount: '1000000' }],
      ...more,
    })
  const contract = secret(0)
  const other = secret(100)

  it('that opens a contract of another known agreement is refused, unless that is lifted by name', () => {
    const error = refusal(contract, { known: [other.agreement] })
    expect(error).toMatchObject({
      code: 'FUNDING_SECRET_REUSED',
      kind: 'state',
      data: { field: 'into', milestone: 0, agreement: contract.agreement.id, other: other.agreement.id },
    })
    expect(error.message).toBe(
      `into: expected the hash of a secret of its own, or relax: ['secretReused'], received the one of agreement ${other.agreement.id}`,
    )
    asked(contract, { known: [other.agreement], relax: ['secretReused'] })
  })

  it('may stand in the agreement itself, and others in others', () => {
    asked(contract, { known: [contract.agreement] })
    asked(contract, {
      known: [secret(200, { milestones: [{ amount: '1000000', secretHash: secretHashOf(2) }] }).agreement],
    })
    asked(contractOf({ ...rescue, milestones: [{ amount: '1000000' }] }), { known: [other.agreement] })
  })

  it('may go on from the very contract that the money comes from, not from another one', () => {
    asked(contract, { known: [other.agreement], spent: [other] })
    const sibling = made({
      ...plainDocument(),
      ...rescue,
      index: 100,
      milestones: [{ amount: '1000000', secretHash: secretHashOf(1) }, { amount: '1000000' }],
    }).contracts[1]!
    expect(refusal(contract, { known: [other.agreement], spent: [sibling] }).code).toBe(
      'FUNDING_SECRET_REUSED',
    )
    expect(refusal(contract, { known: [other.agreement], spent: [secret(300)] }).code).toBe(
      'FUNDING_SECRET_REUSED',
    )
  })
})

describe('from JavaScript', () => {
  const contract = clocks({ blocks: 8640 }, { blocks: 17_280 })
  // what no type allows
  const given = (options: Readonly<Record<string, unknown>>) => refusal(contract, options as Asked)

  it.each([
    [
      { at: undefined },
      'FUNDING_HEIGHT',
      'at: expected the tip of the chain: { height, medianTime }, received nothing',
    ],
    [
      { at: null },
      'FUNDING_HEIGHT',
      'at: expected the tip of the chain: { height, medianTime }, received null',
    ],
    [
      { at: 812_000 },
      'FUNDING_HEIGHT',
      'at: expected the tip of the chain: { height, medianTime }, received 812000',
    ],
    [{ at: {} }, 'FUNDING_HEIGHT', 'at.height: expected the height of the last block, received nothing'],
    [
      { at: { height: 1, medianTime: -1 } },
      'FUNDING_HEIGHT',
      'at.medianTime: expected the median time of the last 11 blocks, received -1',
    ],
    [
      { known: undefined },
      'FUNDING_KNOWN',
      'known: expected a list of all other agreements, empty where there are none, received nothing',
    ],
    [
      { known: contract.agreement },
      'FUNDING_KNOWN',
      'known: expected a list of all other agreements, empty where there are none, received an object',
    ],
    [
      { known: [contract.agreement, null] },
      'FUNDING_KNOWN',
      'known[1]: expected an agreement, as parsed, received null',
    ],
    [{ known: ['{}'] }, 'FUNDING_KNOWN', 'known[0]: expected an agreement, as parsed, received "{}"'],
  ])('%# is refused', (options, code, message) => {
    const error = given(options)
    expect([error.code, error.message]).toEqual([code, message])
  })
})

it('every rule is one that lifts something', () => {
  expect(ADMISSION_RULES).toEqual(['deadlinePast', 'targetOpen', 'partyLockedOut', 'secretReused'])
})
