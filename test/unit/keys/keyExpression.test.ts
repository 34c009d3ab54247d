import { describe, expect, it } from 'vitest'
import { formatKeyExpression, parseKeyExpression } from '../../../src/keys/keyExpression.js'
import { toHex } from '../../../src/units/bytes.js'
import { accountText, master } from '../../support/accounts.js'
import { refusalOf } from '../../support/thrown.js'

const account = accountText(2)
const bare = toHex(master(2).publicKey)

describe('a key expression', () => {
  it.each([
    bare,
    `[d34db33f/1h]${bare.slice(2)}`,
    account,
    `${account}/0/*`,
    `${account}/<2;3>/*`,
    `${account}/1h/<0h;7;9>/3/*h`,
  ])('prints as it was written: %s', (text) => {
    expect(formatKeyExpression(parseKeyExpression(text))).toBe(text)
  })

  it('prints in its normal form', () => {
    expect(formatKeyExpression(parseKeyExpression(`${account.replaceAll(/h(?=.*\])/g, "'")}/07'/*'`))).toBe(
      `${account}/7h/*h`,
    )
    expect(formatKeyExpression(parseKeyExpression(`[D34DB33F]${bare.toUpperCase()}`))).toBe(
      `[d34db33f]${bare}`,
    )
  })

  it('takes hex in either case, and no H for hardened steps, as nodes take none', () => {
    const upper = bare.toUpperCase()
    for (const text of [upper, upper.slice(2), `[D34DB33F/1h]${upper}`])
      expect(formatKeyExpression(parseKeyExpression(text))).toBe(text.toLowerCase())
    expect(refusalOf(() => parseKeyExpression(account.replace('87h', '87H')))).toMatchInlineSnapshot(
      `"KEY_ORIGIN_MALFORMED key: expected steps of decimal digits, h behind a hardened one, received "87H""`,
    )
    expect(refusalOf(() => parseKeyExpression(`${account}/0H`))).toMatchInlineSnapshot(
      `"KEY_DERIVATION_MALFORMED key: expected steps of decimal digits, h behind a hardened one, received "0H""`,
    )
  })

  it('tells its steps, alternatives and wildcard', () => {
    expect(parseKeyExpression(`${account}/5/<2;3h>/*`).derivation).toEqual({
      steps: [5, [2, 0x80000003]],
      wildcard: 'unhardened',
    })
  })

  it.each([
    ['/', 'KEY_DERIVATION_MALFORMED'],
    ['/0/', 'KEY_DERIVATION_MALFORMED'],
    ['//0', 'KEY_DERIVATION_MALFORMED'],
    ['/*/0', 'KEY_DERIVATION_MALFORMED'],
    ['/-1', 'KEY_DERIVATION_MALFORMED'],
    ['/1H', 'KEY_DERIVATION_MALFORMED'],
    ["/1h'", 'KEY_DERIVATION_MALFORMED'],
    ['/**', 'KEY_DERIVATION_MALFORMED'],
    ['/1.5', 'KEY_DERIVATION_MALFORMED'],
    ['/2147483648', 'KEY_INDEX_OUT_OF_RANGE'],
    ['/2147483648h', 'KEY_INDEX_OUT_OF_RANGE'],
    ['/99999999999999999999', 'KEY_INDEX_OUT_OF_RANGE'],
    ['/<>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;1;>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;1', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;0>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;1>/<2;3>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;*>', 'KEY_MULTIPATH_MALFORMED'],
    ['/<0;2147483648>', 'KEY_INDEX_OUT_OF_RANGE'],
    ['/0'.repeat(256), 'KEY_DERIVATION_MALFORMED'],
  ])('with the derivation %s is refused', (derivation, code) => {
    expect(() => parseKeyExpression(`${account}${derivation}`)).toThrow(expect.objectContaining({ code }))
  })

  it('names the field that it came from', () => {
    expect(() => parseKeyExpression('', { field: 'arbiter.keys[2]' })).toThrow(
      /^arbiter\.keys\[2\]: expected/,
    )
  })
})
