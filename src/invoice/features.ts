import { invoiceError } from './errors.js'

/**
 * Features of invoices that a payer of today knows, by their even bit, with the one that each needs (BOLT 9, those
 * marked for invoices).
 */
const KNOWN: Readonly<Record<number, { readonly name: string; readonly needs?: number }>> = {
  8: { name: 'var_onion_optin' },
  14: { name: 'payment_secret', needs: 8 },
  16: { name: 'basic_mpp', needs: 14 },
  24: { name: 'option_route_blinding', needs: 8 },
  36: { name: 'option_attribution_data' },
  48: { name: 'option_payment_metadata' },
}

/** Bits that are set, from the lowest: the last word holds bits 0 to 4. */
const bitsOf = (words: readonly number[]): readonly number[] => {
  const bits: number[] = []
  for (const [at, word] of [...words].reverse().entries())
    for (let bit = 0; bit < 5; bit++) if ((word >> bit) % 2 === 1) bits.push(at * 5 + bit)
  return bits
}

const refused = (expected: string, received: string): never => {
  throw invoiceError('INVOICE_FEATURE', { field: 'invoice.features', expected, received })
}

/** The features of an invoice: an even bit asks for what the payer must know, an odd one for nothing. */
export const featuresOf = (words: readonly number[]): readonly number[] => {
  const bits = bitsOf(words)
  const has = (even: number): boolean => bits.includes(even) || bits.includes(even + 1)
  for (const bit of bits) {
    const feature = KNOWN[bit - (bit % 2)]
    if (feature === undefined && bit % 2 === 0) refused('no required feature but known ones', `bit ${bit}`)
    if (feature?.needs !== undefined && !has(feature.needs))
      refused(`${feature.name} together with ${KNOWN[feature.needs]?.name}`, `bit ${bit} without it`)
  }
  return bits
}
