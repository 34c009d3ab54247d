import { expect, it } from 'vitest'
import { audit } from '../../../src/audit/audit.js'
import { auditOptionsOf, emptyDesk, refusedOn, withGiven, withoutGiven } from '../../../src/page/desk.js'
import { proveTerms } from '../../../src/terms/proof.js'
import { viewToJson } from '../../../src/watch/json.js'
import { emptyView } from '../../../src/watch/view.js'
import { made } from '../../support/contracts.js'
import { plainDocument } from '../../support/documents.js'
import { provenDeposit } from '../../support/provenDeposit.js'

const agreement = { kind: 'agreement', text: '{}' } as const
const descriptor = { kind: 'descriptor', text: 'tr(A)' } as const
const psbt = { kind: 'psbt', text: 'cHNidP8B' } as const
const transactions = [
  { kind: 'transaction', text: '01' },
  { kind: 'transaction', text: '02' },
] as const

it('a desk holds one subject, one PSBT and any number of transactions', () => {
  const all = [agreement, psbt, ...transactions, transactions[0], descriptor]
  const desk = all.reduce(withGiven, emptyDesk)
  expect(desk.subject).toBe('tr(A)')
  expect(desk.options).toEqual({ psbt: 'cHNidP8B', transactions: ['02', '01'] })
  expect(desk.given).toEqual([psbt, transactions[1], transactions[0], descriptor])
})

it('a desk without its subject has nothing to audit', () => {
  const desk = withGiven(withGiven(emptyDesk, agreement), psbt)
  expect(withoutGiven(desk, agreement)).toMatchObject({ given: [psbt], subject: undefined })
})

it('a desk with a view audits as of its last block, in whichever file it came', () => {
  const view = viewToJson(
    emptyView({ network: 'regtest', checkpoint: { height: 800, hash: 'ab'.repeat(32) } }),
  )
  const files = [
    view,
    { format: 'taproot-escrow/watch', version: 1, agreements: [], confirmations: 6, view },
  ].map((file) => JSON.stringify(file))
  for (const text of files) {
    const desk = [
      { kind: 'agreement', text: JSON.stringify(plainDocument()) } as const,
      { kind: 'view', text: files[0]! } as const,
      { kind: 'view', text } as const,
    ].reduce(withGiven, emptyDesk)
    expect(desk.given).toHaveLength(2)
    const { now } = audit(desk.subject!, auditOptionsOf(desk, { now: 0 }))
    expect(now).toMatchObject({ at: { height: 800 }, contracts: [{ word: 'unfunded' }] })
  }
  const broken = withGiven(emptyDesk, { kind: 'view', text: '{"format":"taproot-escrow/view","version":2}' })
  expect(() => auditOptionsOf(broken, { now: 0 })).toThrow(
    expect.objectContaining({ code: 'JSON_FORM_VERSION' }),
  )
})

it('a desk tells which of its things is refused, however long ago it was given', () => {
  const broken = { kind: 'view', text: '{"format":"taproot-escrow/view","version":2}' } as const
  const desk = [broken, ...transactions, agreement].reduce(withGiven, emptyDesk)
  expect(refusedOn(desk, { now: 0 })).toBe(broken)
  expect(refusedOn(withoutGiven(desk, broken), { now: 0 })).toBeUndefined()
})

const drafts = ['1', '2', '3'].map((text) => ({ kind: 'agreement', text }) as const)

it('a desk with several agreements holds the last against the one before it', () => {
  const two = drafts.slice(0, 2).reduce(withGiven, emptyDesk)
  expect(two).toMatchObject({ subject: '2', options: { before: '1' } })
  const three = withGiven(two, drafts[2]!)
  expect(three).toMatchObject({ subject: '3', options: { before: '2' } })
  expect(three.given).toHaveLength(2)
  // the same again is no second one
  expect(withGiven(three, drafts[1]!)).toMatchObject({ subject: '2', options: { before: '3' } })
  expect(withoutGiven(three, drafts[2]!)).toMatchObject({ subject: '2', options: {} })
  expect(withGiven(three, descriptor)).toMatchObject({ given: [descriptor], subject: 'tr(A)', options: {} })
  expect(withGiven(withGiven(three, descriptor), agreement)).toMatchObject({
    given: [agreement],
    subject: '{}',
  })
})

it('a desk verifies what it was given as proofs', async () => {
  const { agreement: agreed, contracts } = made(plainDocument())
  const terms = { kind: 'terms', text: JSON.stringify(proveTerms(contracts[0]!)) } as const
  const acceptances = ['[{"role":1}]', '{"role":2}'].map((text) => ({ kind: 'acceptances', text }) as const)
  const { proof, checkpoint, now } = await provenDeposit(contracts[0]!)
  const funding = { kind: 'funding', text: JSON.stringify(proof) } as const
  const desk = [{ kind: 'agreement', text: agreed.text } as const, terms, ...acceptances, funding].reduce(
    withGiven,
    emptyDesk,
  )
  expect(desk.given).toHaveLength(5)
  const { proofs } = audit(desk.subject!, auditOptionsOf(desk, { checkpoint, now }))
  expect(proofs).toMatchObject([
    { kind: 'refused', of: 'acceptances' },
    { kind: 'terms' },
    { kind: 'funding', confirmations: 6 },
  ])
  const elsewhere = audit(desk.subject!, auditOptionsOf(desk, { checkpoint, now, address: 'bcrt1p' }))
  expect(elsewhere.proofs?.[1]).toMatchObject({ kind: 'refused', of: 'terms' })
  expect(() => auditOptionsOf(desk, { now })).toThrow(
    expect.objectContaining({ code: 'OPTION_MISSING', message: expect.stringContaining('checkpoint') }),
  )
})
