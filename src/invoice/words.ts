import { bytesOfWords } from '../units/bech32.js'
import { invoiceError } from './errors.js'

/** Bech32 has 5 bits a word. */
const WORD = 32

/** Whole bytes of words; what is left over is less than a word, and zero. */
export const bytesOf = (words: readonly number[], field: string): Uint8Array => {
  const bytes = bytesOfWords(words)
  if (bytes === undefined)
    throw invoiceError('INVOICE_FIELD_MALFORMED', {
      field,
      expected: 'whole bytes, filled up with fewer than 5 bits, all 0',
      received: `${words.length * 5} bits`,
    })
  return bytes
}

/** A number, its highest word first. */
export const numberOf = (words: readonly number[], field: string): number => {
  const value = words.reduce((sum, word) => sum * WORD + word, 0)
  if (!Number.isSafeInteger(value))
    throw invoiceError('INVOICE_FIELD_MALFORMED', {
      field,
      expected: 'a number that can be counted exactly',
      received: `one of ${words.length * 5} bits`,
    })
  return value
}
