import { describe, expect, it } from 'vitest'
import type { EscrowError } from '../../../src/errors.js'
import { encodeExtendedPublicKey } from '../../../src/keys/extendedKey.js'
import { parseRoleKey, type RoleKeyOptions } from '../../../src/keys/roleKey.js'
import { unspendableNode } from '../../../src/keys/unspendable.js'
import { toHex } from '../../../src/units/bytes.js'
import { accountText, master } from '../../support/accounts.js'

const options: RoleKeyOptions = { network: 'regtest', field: 'worker.keys[0]' }

const refusal = (text: string, more: Partial<RoleKeyOptions> = {}): EscrowError => {
  try {
    parseRoleKey(text, { ...options, ...more })
  } catch (error) {
    // whatever is thrown is looked at by the caller's expectations
    return error as EscrowError
  }
  throw new Error(`accepted ${text}`)
}

const code = (text: string, more: Partial<RoleKeyOptions> = {}): string => {
  const { code, data } = refusal(text, more)
  expect(data.field).toBe('worker.keys[0]')
  return code
}

const root = master(1)
const fingerprint = toHex(root.fingerprint)
const account = accountText(1)
const tpub = account.slice(account.indexOf(']') + 1)
const bare = toHex(root.publicKey)

describe('the key of a role', () => {
  it('is an extended key with its origin', () => {
    const key = parseRoleKey(account, options)
    expect(key).toMatchObject({
      kind: 'extended',
      text: account,
      origin: { fingerprint, path: [0x80000057, 0x80000001, 0x80000005] },
      depth: 3,
      childNumber: 0x80000005,
      chain: 'test',
    })
    const account3 = root.derivePath("m/87'/1'/5'")
    if (key.kind !== 'extended') throw new Error('bare')
    expect(toHex(key.publicKey)).toBe(toHex(account3.publicKey))
    expect(toHex(key.chainCode)).toBe(toHex(account3.chainCode))
  })

  it('may be a master key, whose origin is its own fingerprint', () => {
    expect(parseRoleKey(accountText(1, ''), options)).toMatchObject({ depth: 0, origin: { path: [] } })
  })

  it('is a bare key in either hex form, of which only x counts', () => {
    expect(parseRoleKey(bare, options)).toEqual({ kind: 'bare', text: bare, xOnly: root.publicKey.slice(1) })
    const x = bare.slice(2)
    expect(parseRoleKey(x, options)).toEqual({ kind: 'bare', text: x, xOnly: root.publicKey.slice(1) })
  })
})

describe('the key of a role is refused', () => {
  it.each([
    ['empty', '', 'KEY_MALFORMED'],
    ['no key', 'hello, world', 'KEY_MALFORMED'],
    ['not ASCII', 'ключ', 'KEY_MALFORMED'],
    ['endless', '1'.repeat(5000), 'KEY_TOO_LONG'],
    ['a base58 text of another length', 'z'.repeat(120), 'KEY_CHECKSUM'],
    [
      'mistyped',
      `[${fingerprint}/87h/1h/5h]${tpub.slice(0, -1)}${tpub.endsWith('1') ? '2' : '1'}`,
      'KEY_CHECKSUM',
    ],
    ['cut off', account.slice(0, -1), 'KEY_CHECKSUM'],
    ['hex of 31 bytes', bare.slice(4), 'KEY_LENGTH'],
    ['hex of half a byte more', `${bare}0`, 'KEY_LENGTH'],
    ['an address', 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn', 'KEY_LENGTH'],
    ['uncompressed', `04${'11'.repeat(64)}`, 'KEY_UNCOMPRESSED'],
    ['x of no point', `${'00'.repeat(31)}05`, 'KEY_NOT_ON_CURVE'],
    ['compressed form of no point', `02${'00'.repeat(31)}05`, 'KEY_NOT_ON_CURVE'],
    ['not compressed by its first byte', `05${bare.slice(2)}`, 'KEY_NOT_ON_CURVE'],
    ['without origin', tpub, 'KEY_ORIGIN_MISSING'],
    ['with an open bracket', account.replace(']', ''), 'KEY_ORIGIN_MALFORMED'],
    ['with two origins', `[${fingerprint}]${account}`, 'KEY_ORIGIN_MALFORMED'],
    [
      'with 7 digits of fingerprint',
      account.replace(fingerprint, fingerprint.slice(1)),
      'KEY_ORIGIN_MALFORMED',
    ],
    ['with a step that is no number', account.replace('87h', '87x'), 'KEY_ORIGIN_MALFORMED'],
    ['with H', account.replace('87h', '87H'), 'KEY_ORIGIN_MALFORMED'],
    ['with a step beyond 2^31 - 1', account.replace('87h', '2147483648'), 'KEY_INDEX_OUT_OF_RANGE'],
    ['with an origin too short', account.replace('/1h', ''), 'KEY_ORIGIN_DEPTH'],
    ['with an origin that ends elsewhere', account.replace('/5h]', '/6h]'), 'KEY_ORIGIN_CHILD'],
    ['with an origin that ends unhardened', account.replace('/5h]', '/5]'), 'KEY_ORIGIN_CHILD'],
    [
      'a master key under a foreign fingerprint',
      accountText(1, '').replace(fingerprint, 'd34db33f'),
      'KEY_ORIGIN_FINGERPRINT',
    ],
    [
      'a child of another master',
      accountText(1, '87h').replace(fingerprint, 'd34db33f'),
      'KEY_ORIGIN_FINGERPRINT',
    ],
    ['with a derivation', `${account}/0`, 'KEY_DERIVATION_UNEXPECTED'],
    ['with a wildcard', `${account}/<0;1>/*`, 'KEY_DERIVATION_UNEXPECTED'],
    ['bare with a derivation', `${bare}/0`, 'KEY_DERIVATION_UNEXPECTED'],
    ['bare with an origin', `[${fingerprint}/87h]${bare}`, 'KEY_ORIGIN_UNEXPECTED'],
    ["with ' for h", account.replaceAll(/h(?=.*\])/g, "'"), 'KEY_NOT_NORMAL_FORM'],
    ['with a leading zero', account.replace('87h', '087h'), 'KEY_NOT_NORMAL_FORM'],
    [
      'with an upper-case fingerprint',
      account.replace(fingerprint, fingerprint.toUpperCase()),
      'KEY_NOT_NORMAL_FORM',
    ],
    ['upper-case', bare.toUpperCase(), 'KEY_NOT_NORMAL_FORM'],
    ['the point H', '50929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0', 'KEY_UNSPENDABLE'],
    [
      'the point H negated',
      '0350929b74c1a04954b78b4b6035e97a5e078a5a0f28ec96d547bfee9ace803ac0',
      'KEY_UNSPENDABLE',
    ],
    [
      'the point H as an extended key',
      encodeExtendedPublicKey({ node: unspendableNode(new Uint8Array(32)), network: 'regtest' }),
      'KEY_UNSPENDABLE',
    ],
  ])('%s', (_, text, expected) => {
    expect(code(text)).toBe(expected)
  })

  it('so deep that two steps more would not fit', () => {
    const deep = (steps: number): string => accountText(1, Array(steps).fill('0').join('/'))
    expect(parseRoleKey(deep(253), options)).toMatchObject({ depth: 253 })
    const error = refusal(deep(254))
    expect(error.code).toBe('KEY_TOO_DEEP')
    expect(error.message).toBe(
      'worker.keys[0]: expected an extended key of depth 253 or less: contracts take two steps more, received depth 254',
    )
  })

  it.each(['44h', '49h', '84h', '86h'])(
    'the account of an ordinary wallet (%s), unless allowed by name',
    (purpose) => {
      const text = accountText(1, `${purpose}/1h/0h`)
      expect(code(text)).toBe('KEY_ORDINARY_WALLET')
      expect(parseRoleKey(text, { ...options, allow: ['ordinaryWallets'] }).kind).toBe('extended')
    },
  )

  it('of another chain, told by which prefix belongs here', () => {
    expect(code(account, { network: 'mainnet' })).toBe('KEY_NETWORK')
    expect(refusal(account, { network: 'mainnet' }).data.expected).toBe('a key for mainnet (xpub)')
    for (const network of ['testnet', 'signet'] as const)
      expect(parseRoleKey(account, { ...options, network }).text).toBe(account)
  })

  it('in another spelling, told the normal form', () => {
    expect(refusal(account.replaceAll(/h(?=.*\])/g, "'")).data.expected).toBe(account)
  })

  it('whatever is no text', () => {
    // callers in JavaScript pass anything
    for (const value of [undefined, null, 7, {}, [], new Uint8Array(33)])
      expect(code(value as unknown as string)).toBe('KEY_MALFORMED')
  })
})

describe('a private key where a public one belongs', () => {
  const tprv = root.derivePath("m/87'/1'/5'").toBase58()
  const wif = root.toWIF()
  const words = `${'abandon '.repeat(11)}about`

  it.each([
    ['an extended private key', tprv],
    ['one with an origin', `[${fingerprint}/87h/1h/5h]${tprv}`],
    ['one with a derivation', `${tprv}/0/*`],
    ['a mistyped one', `${tprv.slice(0, -1)}1`],
    ['one of another wallet', tprv.replace('tprv', 'zprv')],
    ['a WIF', wif],
    ['a WIF with an origin', `[${fingerprint}]${wif}`],
    ['a WIF with a derivation', `${wif}/0`],
    ['an uncompressed WIF', '5KYZdUEo39z3FPrtuX2QbbwGnNP5zTd7yyr2SC1j299sBCnWjss'],
    ['a mnemonic', words],
  ])('%s is recognised', (_, text) => {
    expect(code(text)).toBe('KEY_PRIVATE')
  })

  it('never appears in the error, right, cut off or mistyped', () => {
    const x = toHex(root.privateKey!)
    for (const secret of [tprv, wif, words, x, `${x}00`, x.toUpperCase()])
      for (const text of [
        secret,
        secret.slice(1),
        secret.slice(0, -1),
        `${secret}0`,
        `${secret}/0`,
        `[${secret}]`,
        ` ${secret}`,
      ])
        try {
          parseRoleKey(text, options)
        } catch (error) {
          const { message, data } = error as EscrowError
          for (let at = 0; at + 25 <= text.length; at++) {
            expect(message).not.toContain(text.slice(at, at + 25))
            expect(JSON.stringify(data)).not.toContain(text.slice(at, at + 25))
          }
        }
  })
})
