import { bech32 } from 'bech32'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EscrowError, refusedOr } from '../../src/errors.js'
import { parseInvoice } from '../../src/invoice/invoice.js'
import { EXAMPLE_NODE, type Field, hexField, invoiceOf, textField, USUAL } from '../support/invoices.js'
import { runs } from '../support/runs.js'

const bytes = (max: number) => fc.uint8Array({ minLength: 1, maxLength: max })

const extra: fc.Arbitrary<Field> = fc.oneof(
  fc.tuple(fc.constantFrom('m', 'f', '2', 'l'), bytes(40)),
  fc.tuple(fc.constantFrom('x', 'c'), fc.array(fc.integer({ min: 0, max: 31 }), { maxLength: 8 })),
  fc.constant(hexField('n', EXAMPLE_NODE)),
)
const invoices = fc
  .record({
    amount: fc.oneof(
      fc.constant(''),
      fc.tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom('m', 'u', 'n')),
    ),
    text: fc.string({ maxLength: 60 }),
    extras: fc.array(extra, { maxLength: 3 }),
  })
  .map(({ amount, text, extras }) =>
    invoiceOf({
      prefix: `lnbc${amount === '' ? '' : amount.join('')}`,
      fields: [...USUAL.filter(([name]) => name !== 'd'), textField('d', text), ...extras],
    }),
  )
const read = (text: string) => refusedOr(() => parseInvoice(text, { network: 'mainnet' }))

describe('an invoice', () => {
  it('is read again from its own text as the same, or was refused', () => {
    fc.assert(
      fc.property(invoices, (text) => {
        const invoice = read(text)
        if (!(invoice instanceof EscrowError)) expect(read(invoice.text)).toEqual(invoice)
      }),
      { numRuns: runs(200) },
    )
  })

  it('of which a letter was changed is refused', () => {
    fc.assert(
      fc.property(
        invoices,
        fc.nat(),
        fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7l1b'),
        (text, where, letter) => {
          const at = where % text.length
          fc.pre(text[at] !== letter)
          expect(read(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`)).toBeInstanceOf(EscrowError)
        },
      ),
      { numRuns: runs(500) },
    )
  })

  it('that was changed and given another checksum is refused, of another payee, or says the same', () => {
    fc.assert(
      fc.property(invoices, fc.nat(), fc.integer({ min: 1, max: 31 }), (text, where, change) => {
        const { prefix, words } = bech32.decode(text, 20_000)
        const at = where % words.length
        words[at] = (words[at] ?? 0) ^ change
        const [before, after] = [read(text), read(bech32.encode(prefix, words, 20_000))]
        if (before instanceof EscrowError || after instanceof EscrowError) return
        // which of four keys signed is not signed, and not needed where the payee is named
        if (after.payee === before.payee) expect({ ...after, text: '' }).toEqual({ ...before, text: '' })
      }),
      { numRuns: runs(500) },
    )
  })

  it('is never anything else than an invoice or an error, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `lnbc1${text}`),
        ),
        (text) => {
          expect(read(text)).toBeInstanceOf(EscrowError)
        },
      ),
      { numRuns: runs(300) },
    )
  })
})
