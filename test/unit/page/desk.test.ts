import { expect, it } from 'vitest'
import { emptyDesk, withGiven, withoutGiven } from '../../../src/page/desk.js'

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
