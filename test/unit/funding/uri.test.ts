import { describe, expect, it } from 'vitest'
import { compile } from '../../../src/contract/compile.js'
import { parsePaymentUri, paymentUri } from '../../../src/funding/uri.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { sats } from '../../../src/units/sats.js'
import { plainDocument } from '../../support/documents.js'
import { addressOf } from '../../support/holders.js'
import { codeOf, thrown } from '../../support/thrown.js'

const [contract] = compile(parseAgreement(JSON.stringify(plainDocument())))
const { address } = contract!
const network = 'regtest'
const parse = (text: string) => parsePaymentUri(text, { network })

describe('the payment URI of a contract', () => {
  it('asks for the agreed amount', () => {
    expect(paymentUri(contract!)).toBe(`bitcoin:${address}?amount=0.01`)
  })

  it.each([
    [1n, '0.00000001'],
    [100_000_000n, '1'],
    [2_000_000_000n, '20'],
    [123_456_789n, '1.23456789'],
    [10n, '0.0000001'],
  ])('writes %d sat as %s coins', (amount, text) => {
    expect(paymentUri(contract!, { amount: sats(amount) })).toBe(`bitcoin:${address}?amount=${text}`)
  })

  it('encodes what people read', () => {
    const uri = paymentUri(contract!, { label: 'A & B = 100 %', message: 'für Ж?#' })
    expect(uri).toBe(
      `bitcoin:${address}?amount=0.01&label=A%20%26%20B%20%3D%20100%20%25&message=f%C3%BCr%20%D0%96%3F%23`,
    )
    expect(parse(uri)).toMatchObject({ amount: 1_000_000n, label: 'A & B = 100 %', message: 'für Ж?#' })
    expect(parse(uri).addresses[0].text).toBe(address)
  })

  it('refuses half a character', () => {
    expect(codeOf(() => paymentUri(contract!, { label: '\ud800' }))).toBe('URI_MALFORMED')
  })
})

describe('reading a payment URI', () => {
  it('takes upper case, as QR codes have it', () => {
    const request = parse(`BITCOIN:${address.toUpperCase()}?AMOUNT=.5`)
    expect([request.addresses[0].text, request.amount]).toEqual([address, 50_000_000n])
  })

  it('takes addresses from the parameters of their chain', () => {
    const other = addressOf(3, { kind: 'p2wpkh' })
    const request = parse(`bitcoin:${address}?bcrt=${other}&bcrt=${addressOf(4)}`)
    expect(request.addresses.map(({ text }) => text)).toEqual([address, other, addressOf(4)])
    expect(codeOf(() => parse(`bitcoin:?bc=${address}`))).toBe('URI_MALFORMED')
    expect(codeOf(() => parse(`bitcoin:?tb=${addressOf(1, { network: 'testnet' })}`))).toBe(
      'ADDRESS_OTHER_NETWORK',
    )
  })

  it.each([
    ['litecoin:x', 'URI_MALFORMED'],
    [`bitcoin:${address}?label=%zz`, 'URI_MALFORMED'],
    [`bitcoin:${address}?label=%ff`, 'URI_MALFORMED'],
    [`bitcoin:${address}?=1`, 'URI_MALFORMED'],
    [`bitcoin:${address}?amount=1&amount=1`, 'URI_PARAMETER_REPEATED'],
    [`bitcoin:${address}?amount=1&AMOUNT=2`, 'URI_PARAMETER_REPEATED'],
    [`bitcoin:${address}?req-escrow=1`, 'URI_REQUIRED_UNKNOWN'],
    [`bitcoin:${address}?amount=1,5`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=.`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=1e3`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=-1`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=0.000000001`, 'URI_AMOUNT'],
    [`bitcoin:${address}?amount=21000001`, 'URI_AMOUNT'],
    ['bitcoin:', 'URI_ADDRESS_MISSING'],
    ['bitcoin:?lightning=lnbc1', 'URI_ADDRESS_MISSING'],
    [`bitcoin:${address.slice(0, -1)}q`, 'ADDRESS_CHECKSUM'],
  ])('refuses %s', (text, code) => {
    expect(codeOf(() => parse(text))).toBe(code)
  })

  it('passes over what is not required', () => {
    expect(parse(`bitcoin:${address}?&lightning=x&pop=app%3a&&y`).amount).toBeUndefined()
  })

  it('is quick about long text', () => {
    const error = thrown(() => parse(`bitcoin:${address}?${'a&'.repeat(1_000_000)}`))
    expect(error.code).toBe('URI_MALFORMED')
    expect(error.message.length).toBeLessThan(300)
  })
})
