import { describe, expect, it } from 'vitest'
import { type AmendmentChanges, amend } from '../../../src/terms/amend.js'
import { addedParties, compareAgreements, concerns, replacedParties } from '../../../src/terms/compare.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, plainDocument } from '../../support/documents.js'
import { addressOf, extendedHolder, secretHashOf } from '../../support/holders.js'

const plain = parseAgreement(JSON.stringify({ ...plainDocument(), rescue: { after: { blocks: 20_000 } } }))
const full = parseAgreement(JSON.stringify(fullDocument()))

const told = (agreement: typeof plain, changes: AmendmentChanges) =>
  compareAgreements(agreement, amend(agreement, changes)).map(
    ({ kind, field, worseFor }) => `${kind} ${field}: ${worseFor}`,
  )

const { milestones } = plain
const { silence } = milestones[0]!
const after = silence.after as { blocks: number }
const payee = silence.pays
const other = payee === 'employer' ? 'worker' : 'employer'
const amount = milestones[0]!.amount

describe('the difference between two agreements', () => {
  it.each<[string, AmendmentChanges, string]>([
    ['another key', { worker: { keys: [extendedHolder(9).text] } }, 'party worker.keys: all'],
    [
      "the employer's address",
      { employer: { address: addressOf(99) } },
      'address employer.address: employer',
    ],
    [
      "the worker's payees",
      { worker: { payees: [{ address: addressOf(98), share: 10_000 }] } },
      'address worker.payees: worker',
    ],
    ['the key path', { keyPath: plain.keyPath === 'musig2' ? 'closed' : 'musig2' }, 'keyPath keyPath: all'],
    ['less', { milestones: [{ of: 0, amount: amount - 1n }] }, 'amount milestones[0].amount: worker'],
    ['more', { milestones: [{ of: 0, amount: amount + 1n }] }, 'amount milestones[0].amount: employer'],
    ['a memo', { milestones: [{ of: 0, memo: 'in colour' }] }, 'text milestones[0].memo: all'],
    [
      'a secret',
      { milestones: [{ of: 0, secretHash: secretHashOf(1) }] },
      'secret milestones[0].secretHash: all',
    ],
    [
      'a later silence',
      { silence: { after: { blocks: after.blocks + 1 } } },
      `clock milestones[0].silence.after: ${payee}`,
    ],
    [
      'a sooner silence',
      { silence: { after: { blocks: after.blocks - 1 } } },
      `clock milestones[0].silence.after: ${other}`,
    ],
    ['no rescue', { rescue: null }, `clock milestones[0].rescue: ${other}`],
    ['a later rescue', { rescue: { after: { blocks: 20_001 } } }, `clock milestones[0].rescue: ${other}`],
    ['a sooner rescue', { rescue: { after: { blocks: 19_999 } } }, `clock milestones[0].rescue: ${payee}`],
    ['a text', { document: '11'.repeat(32) }, 'text document: all'],
    ['a salt', { salt: '22'.repeat(16) }, 'text salt: all'],
  ])('is told where it is %s', (_, changes, expected) => {
    expect(told(plain, changes)).toEqual([expected])
  })

  it('is told with what stood there and what stands there now', () => {
    const amended = amend(plain, {
      milestones: [
        { of: 0, amount: amount - 1n },
        { amount, memo: 'more' },
      ],
    })
    const [first, second] = compareAgreements(plain, amended)
    expect(first).toMatchObject({ before: `"${amount}"`, after: `"${amount - 1n}"` })
    expect(second).toMatchObject({ kind: 'milestone', field: 'milestones[1]', worseFor: 'all' })
    expect(second).not.toHaveProperty('before')
  })

  it('is of everybody where silence pays another party', () => {
    const turned = told(plain, { silence: { pays: other, after: { blocks: after.blocks + 1 } } })
    expect(turned).toContain(`clock milestones[0].silence.pays: ${payee}`)
    expect(turned).toContain('clock milestones[0].silence.after: all')
  })

  it('is of a role that comes or goes', () => {
    expect(told(full, { backupArbiter: null, dispute: { backupFrom: null }, weights: null })).toContain(
      'party backupArbiter: all',
    )
    expect(told(full, { arbiter: { fee: { bps: 50 } } })).toEqual(['arbiterFee arbiter.fee: all'])
  })

  it('is of two milestones only, where these are named', () => {
    const amended = amend(full, { milestones: [1, 0] })
    const pair = { milestones: { before: 0, after: 1 } }
    expect(compareAgreements(full, amended, pair)).toEqual([])
    expect(compareAgreements(full, amended).length).toBeGreaterThan(0)
  })

  it('concerns whom it is worse for', () => {
    const [difference] = compareAgreements(
      plain,
      amend(plain, { milestones: [{ of: 0, amount: amount - 1n }] }),
    )
    expect(concerns('worker')(difference!)).toBe(true)
    expect(concerns('employer')(difference!)).toBe(false)
    expect(concerns('employer')({ ...difference!, worseFor: 'all' })).toBe(true)
  })
})

describe('a party', () => {
  const keys = full.arbiter!.keys.map(({ text }) => text)

  it('is replaced where a key is gone or came in, or another number of keys is needed', () => {
    for (const arbiter of [
      { keys: [...keys.slice(1), extendedHolder(41).text] },
      { keys: [...keys, extendedHolder(41).text] },
      { threshold: full.arbiter!.threshold - 1 },
    ])
      expect(replacedParties(full, amend(full, { arbiter }))).toEqual(['arbiter'])
    expect(
      replacedParties(
        full,
        amend(full, { backupArbiter: null, dispute: { backupFrom: null }, weights: null }),
      ),
    ).toEqual(['backupArbiter'])
  })

  it('is the same where its keys stand in another order, and a new role replaces nobody', () => {
    expect(replacedParties(full, amend(full, { arbiter: { keys: keys.toReversed() } }))).toEqual([])
    const arbitrated = amend(plain, {
      arbiter: { threshold: 1, keys: [extendedHolder(42).text], address: addressOf(4), fee: { bps: 50 } },
      dispute: { decision: { blocks: 10 } },
      rescue: null,
    })
    expect(replacedParties(plain, arbitrated)).toEqual([])
    expect(addedParties(plain, arbitrated)).toEqual(['arbiter'])
    expect(addedParties(arbitrated, plain)).toEqual([])
  })
})
