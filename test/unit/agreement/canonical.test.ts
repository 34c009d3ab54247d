import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { agreementId, assertAgreementId, canonicalText } from '../../../src/agreement/canonical.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument } from '../../support/documents.js'

describe('canonical text', () => {
  it('sorts members by UTF-16 code units and escapes as little as it can', () => {
    // the order of RFC 8785, "Sorting of Object Properties", differs from that of code points beyond U+FFFF
    expect(canonicalText({ '\ufb33': 1, '\u{1f600}': 2, a: '€"\\\u000f/' })).toBe(
      '{"a":"€\\"\\\\\\u000f/","\u{1f600}":2,"\ufb33":1}',
    )
  })

  it('is what JSON.stringify says of every single character', () => {
    for (let code = 0; code < 0x300; code++) {
      const text = `a${String.fromCharCode(code)}`
      expect(canonicalText({ [text]: [text], absent: undefined })).toBe(JSON.stringify({ [text]: [text] }))
    }
  })

  it('refuses half a surrogate pair', () => {
    expect(() => canonicalText({ a: '\ud800' })).toThrow(
      expect.objectContaining({ code: 'TEXT_LONE_SURROGATE' }),
    )
  })
})

describe('the id of an agreement', () => {
  const text = JSON.stringify(fullDocument(), null, 2)

  it('is the tagged hash of the canonical bytes', () => {
    const tag = createHash('sha256').update('taproot-escrow/agreement').digest()
    const expected = createHash('sha256')
      .update(tag)
      .update(tag)
      .update(parseAgreement(text).text)
      .digest('hex')
    expect(agreementId(text)).toBe(expected)
    expect(parseAgreement(text).id).toBe(expected)
  })

  it('is not given to text that hides something', () => {
    expect(() => agreementId('{"a":1,"a":2}')).toThrow(
      expect.objectContaining({ code: 'JSON_DUPLICATE_KEY' }),
    )
    expect(() => agreementId('{"a":1.0}')).toThrow(expect.objectContaining({ code: 'JSON_NUMBER_SPELLING' }))
    expect(() => agreementId('"\\ud800"')).toThrow(expect.objectContaining({ code: 'TEXT_LONE_SURROGATE' }))
  })

  it('is compared to what was promised', () => {
    const id = agreementId(text)
    expect(() => assertAgreementId({ id }, id)).not.toThrow()
    expect(() => assertAgreementId({ id }, id.toUpperCase())).toThrow(
      expect.objectContaining({ code: 'AGREEMENT_ID_MISMATCH', kind: 'mismatch' }),
    )
  })
})
