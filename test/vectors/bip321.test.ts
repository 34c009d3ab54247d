import { expect, it } from 'vitest'
import { EscrowError } from '../../src/errors.js'
import { parsePaymentUri } from '../../src/funding/uri.js'
import { describeVectors } from '../support/vectors.js'

interface Vectors {
  readonly examples: readonly { readonly uri: string; readonly context: string }[]
}

/** The addresses of the examples have wrong checksums on purpose: who gets as far as them has passed the grammar. */
const GRAMMAR_PASSED = /^ADDRESS_(CHECKSUM|MALFORMED|OTHER_NETWORK|NOT_NORMAL)$/

/** What an example shows, by what stands in it; without a line here, that its grammar is right. */
const refused: readonly (readonly [part: string, code: string])[] = [
  ['req-', 'URI_REQUIRED_UNKNOWN'],
  ['label=Luke-Jr&label=Matt', 'URI_PARAMETER_REPEATED'],
  ['amount=42&amount=10', 'URI_PARAMETER_REPEATED'],
  ['amount=42&amount=42', 'URI_PARAMETER_REPEATED'],
  ['pop=callback%3a&req-pop', 'URI_PARAMETER_REPEATED'],
  ['?bc=tb1', 'URI_MALFORMED'],
  // nothing in them is paid on chain
  ['bitcoin:?lightning=', 'URI_ADDRESS_MISSING'],
  ['bitcoin:?lno=', 'URI_ADDRESS_MISSING'],
  ['bitcoin:?sp=', 'URI_ADDRESS_MISSING'],
]

const codeFor = (uri: string): string => {
  try {
    parsePaymentUri(uri, { network: uri.includes('tb1') ? 'testnet' : 'mainnet' })
    return 'read'
  } catch (error) {
    if (error instanceof EscrowError) return error.code
    throw error
  }
}

describeVectors<Vectors>('bip321-uri-examples.json', 'BIP 321', ({ examples }) => {
  it.each(examples)('$uri', ({ uri }) => {
    const expected = refused.findLast(([part]) => uri.includes(part))?.[1]
    if (expected === undefined) expect(codeFor(uri)).toMatch(GRAMMAR_PASSED)
    else expect(codeFor(uri)).toBe(expected)
  })

  it('shows every refusal', () => {
    expect(refused.filter(([part]) => !examples.some(({ uri }) => uri.includes(part)))).toEqual([])
  })
})
