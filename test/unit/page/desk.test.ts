import { expect, it } from 'vitest'
import { audit } from '../../../src/audit/audit.js'
import { auditOptionsOf, emptyDesk, withGiven, withoutGiven } from '../../../src/page/desk.js'
import { viewToJson } from '../../../src/watch/json.js'
import { emptyView } from '../../../src/watch/view.js'
import { plainDocument } from '../../support/documents.js'

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
    const { now } = audit(desk.subject!, auditOptionsOf(desk))
    expect(now).toMatchObject({ at: { height: 800 }, contracts: [{ word: 'unfunded' }] })
  }
  const broken = withGiven(emptyDesk, { kind: 'view', text: '{"format":"taproot-escrow/view","version":2}' })
  expect(() => auditOptionsOf(broken)).toThrow(expect.objectContaining({ code: 'JSON_FORM_VERSION' }))
})
