import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt } from '../../../src/psbt/codec.js'
import { psbtBytes, transactionBytes } from '../../../src/psbt/forms.js'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { toHex } from '../../../src/units/bytes.js'
import { fullPsbt } from '../../support/psbtSample.js'
import { refusalOf } from '../../support/thrown.js'

const full = fullPsbt()
const bytes = encodePsbt(full)
const base64 = Buffer.from(bytes).toString('base64')
const hex = toHex(bytes)
const transaction = serializeTransaction(full.transaction)

const FILES = (text: string): readonly (string | Uint8Array)[] => [
  text,
  Buffer.from(text),
  `\ufeff${text}`,
  Buffer.from(`\ufeff${text}`),
  Buffer.from(`\ufeff${text}`, 'utf16le'),
]

describe('a PSBT', () => {
  it.each([
    ['base64', base64],
    ['base64 that e-mail wrapped and set off', `  ${base64.replace(/.{64}/g, '$&\r\n\t')}\n`],
    ['hex', hex],
    ['hex in upper case', hex.toUpperCase()],
    ['hex over lines', hex.replace(/.{80}/g, '$&\n')],
    ["a node's answer", JSON.stringify({ complete: false, psbt: base64, label: 'Büro' }, undefined, 2)],
    ["a node's text", JSON.stringify(base64)],
    ['hex in JSON', JSON.stringify({ psbt: hex })],
  ])('is read as %s, from text and from a file', (_, text) => {
    for (const form of FILES(text)) expect(psbtBytes(form)).toEqual(bytes)
  })

  it('is read as bytes, which are not copied', () => {
    expect(psbtBytes(bytes)).toBe(bytes)
  })

  it('that is a transaction is told what it is', () => {
    const told =
      'PSBT_MAGIC psbt: expected bytes that start with 70736274ff, received a transaction, which is signed and final'
    for (const form of [transaction, toHex(transaction), JSON.stringify({ hex: toHex(transaction) })])
      expect(refusalOf(() => decodePsbt(form))).toBe(told)
  })

  it.each(['{', '{"psbt":', '{"psbt":7}', '{"psbt":null}', 'null', '"', '[]', '\ufeff', '{"__proto__":"x"}'])(
    'is none in the text %s',
    (text) => {
      for (const form of FILES(text)) expect(refusalOf(() => decodePsbt(form))).toMatch(/^PSBT_/)
    },
  )
})

describe('a transaction', () => {
  it.each([
    ['hex', toHex(transaction)],
    ['a hex text in JSON', JSON.stringify(toHex(transaction))],
    ['hex over lines', toHex(transaction).replace(/.{80}/g, '$&\n')],
    [
      "a wallet's answer with any label in it",
      JSON.stringify({ details: [{ label: 'Büro 東京' }], hex: toHex(transaction) }),
    ],
  ])('is read as %s', (_, text) => {
    const { txid } = parseTransaction(transaction)
    for (const form of FILES(text)) {
      expect(transactionBytes(form)).toEqual(transaction)
      expect(parseTransaction(form).txid).toBe(txid)
    }
  })

  it('is none in other text', () => {
    for (const text of ['{', '{"hex":7}', '{"hex":"xyz"}', 'xyz', '"'])
      expect(refusalOf(() => parseTransaction(text))).toMatch(/^TRANSACTION_MALFORMED /)
  })
})
