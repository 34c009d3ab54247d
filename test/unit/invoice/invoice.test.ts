import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bech32m } from 'bech32'
import { describe, expect, it } from 'vitest'
import { EscrowError } from '../../../src/errors.js'
import { parseInvoice } from '../../../src/invoice/invoice.js'
import { fromHex, toHex } from '../../../src/units/bytes.js'
import type { NetworkName } from '../../../src/units/network.js'
import {
  EXAMPLE_HASH,
  EXAMPLE_KEY,
  EXAMPLE_NODE,
  EXAMPLE_SECRET,
  type Field,
  hexField,
  type InvoiceParts,
  invoiceOf,
  textField,
  USUAL,
} from '../../support/invoices.js'

const read = (parts: InvoiceParts, network: NetworkName = 'mainnet') =>
  parseInvoice(invoiceOf(parts), { network })
const withFields = (...fields: readonly Field[]) => read({ fields: [...USUAL, ...fields] })
const codeOf = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof EscrowError) return error.code
    throw error
  }
  return 'none'
}

const ORDER = 2n ** 256n - 0x14551231950b75fc4402da1732fc9bebfn
const highS = (bytes: Uint8Array): Uint8Array => {
  const s = ORDER - BigInt(`0x${toHex(bytes.subarray(32, 64))}`)
  return fromHex(
    `${toHex(bytes.subarray(0, 32))}${s.toString(16).padStart(64, '0')}0${(bytes[64] ?? 0) ^ 1}`,
  )!
}

describe('the chain and the amount of an invoice', () => {
  it.each([
    ['lnbc', 'mainnet'],
    ['lntb', 'testnet'],
    ['lntbs', 'signet'],
    ['lnbcrt', 'regtest'],
  ] as const)('%s is of %s', (prefix, network) => {
    expect(read({ prefix }, network)).toMatchObject({ network, amountMsat: null })
    expect(read({ prefix: `${prefix}1m` }, network)).toMatchObject({ amountMsat: 100_000_000n })
  })

  it.each([
    ['lntb', 'mainnet', 'an invoice of mainnet, starting with lnbc, received one of testnet'],
    ['lntbs', 'testnet', 'an invoice of testnet, starting with lntb, received one of signet'],
    ['lntb', 'signet', 'an invoice of signet, starting with lntbs, received one of testnet'],
    ['lnbcrt1m', 'mainnet', 'received one of regtest'],
    ['lnltc', 'mainnet', 'received "lnltc"'],
    ['lnbcx', 'mainnet', 'received "lnbcx"'],
    ['bc', 'mainnet', 'received "bc"'],
  ] as const)('%s is none of %s', (prefix, network, text) => {
    expect(() => read({ prefix }, network)).toThrow(text)
    expect(codeOf(() => read({ prefix }, network))).toBe('INVOICE_OTHER_NETWORK')
  })

  it.each([
    ['1', 100_000_000_000n],
    ['20m', 2_000_000_000n],
    ['1u', 100_000n],
    ['1n', 100n],
    ['10p', 1n],
    ['21000000', 2_100_000_000_000_000_000n],
    ['21000000000000000000p', 2_100_000_000_000_000_000n],
  ] as const)('%s is %s millisatoshis', (amount, amountMsat) => {
    expect(read({ prefix: `lnbc${amount}` }).amountMsat).toBe(amountMsat)
  })

  it.each([
    '0',
    '0m',
    '01m',
    '1x',
    '1M',
    '1mm',
    '1.5m',
    '1p',
    '11p',
    '21000001',
    '21000000000000000010p',
    '1'.repeat(30),
  ])('%s is no amount', (amount) => {
    // bech32 has one case: a prefix in both is none at all
    const code = amount === '1M' ? 'INVOICE_MALFORMED' : 'INVOICE_AMOUNT'
    const text =
      amount === '1M'
        ? invoiceOf({ prefix: 'lnbc1m' }).replace('lnbc1m', 'lnbc1M')
        : invoiceOf({ prefix: `lnbc${amount}` })
    expect(codeOf(() => parseInvoice(text, { network: 'mainnet' }))).toBe(code)
  })
})

describe('the text of an invoice', () => {
  it('may be a link, and is kept without it, in lower case', () => {
    const text = invoiceOf({})
    for (const form of [`lightning:${text}`, `LIGHTNING:${text.toUpperCase()}`, text.toUpperCase()])
      expect(parseInvoice(form, { network: 'mainnet' }).text).toBe(text)
  })

  it.each([
    '',
    'lightning:',
    'lnbc',
    ' ',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4x',
    `lnbc1${'q'.repeat(20_000)}`,
  ])('%j is none', (text) => {
    expect(codeOf(() => parseInvoice(text, { network: 'mainnet' }))).toBe('INVOICE_MALFORMED')
  })

  it('whose checksum does not fit is refused as that', () => {
    const text = invoiceOf({})
    const other = `${text.slice(0, -1)}${text.endsWith('q') ? 'p' : 'q'}`
    expect(codeOf(() => parseInvoice(other, { network: 'mainnet' }))).toBe('INVOICE_CHECKSUM')
    expect(codeOf(() => parseInvoice(text.slice(0, -1), { network: 'mainnet' }))).toBe('INVOICE_CHECKSUM')
  })

  it.each([
    ['one word', [1]],
    ['two words', [1, 0]],
    ['a field without its words', [13, 0, 1]],
  ])('with %s behind its fields is refused', (_, rest) => {
    expect(codeOf(() => read({ rest }))).toBe('INVOICE_MALFORMED')
  })

  it('with an empty field of a kind that nobody knows is read', () => {
    expect(read({ rest: [2, 0, 0] }).paymentHash).toBe(EXAMPLE_HASH)
  })
})

describe('the fields of an invoice', () => {
  it.each(['p', 's', 'd'])('%s must stand', (letter) => {
    const fields = USUAL.filter(([name]) => name !== letter)
    expect(codeOf(() => read({ fields }))).toBe('INVOICE_FIELD_MISSING')
  })

  it.each([
    ['p', hexField('p', '22'.repeat(32))],
    ['s', hexField('s', EXAMPLE_SECRET)],
    ['d', textField('d', 'tea')],
    ['h', hexField('h', '33'.repeat(32))],
  ] as const)('%s beside what stands already is refused', (_, field) => {
    expect(codeOf(() => withFields(field))).toBe('INVOICE_FIELD_REPEATED')
  })

  it.each([
    ['x', ['x', [1]]],
    ['c', ['c', [1]]],
    ['m', ['m', Uint8Array.of(1)]],
    ['9', ['9', [0]]],
    ['n', hexField('n', EXAMPLE_NODE)],
  ] as const)('%s stands once or not at all', (_, field) => {
    withFields(field)
    expect(codeOf(() => withFields(field, field))).toBe('INVOICE_FIELD_REPEATED')
  })

  it('bits that fill up are fewer than a word, and 0', () => {
    const words = [...new Array<number>(51).fill(0), 1]
    const fields = USUAL.filter(([name]) => name !== 'p')
    expect(codeOf(() => read({ fields: [...fields, ['p', words]] }))).toBe('INVOICE_FIELD_MALFORMED')
    const text = USUAL.filter(([name]) => name !== 'd')
    expect(codeOf(() => read({ fields: [...text, ['d', [0]]] }))).toBe('INVOICE_FIELD_MALFORMED')
  })

  it('numbers are counted exactly, with zeros in front or none, or refused', () => {
    expect(withFields(['x', [0, 0, 1]], ['c', [31, 31]])).toMatchObject({
      expiresAt: 1_496_314_658 + 1,
      minFinalCltvDelta: 1023,
    })
    expect(codeOf(() => withFields(['x', new Array<number>(11).fill(31)]))).toBe('INVOICE_FIELD_MALFORMED')
  })

  it('a description is UTF-8, and what nobody can see in it is shown', () => {
    const described = (bytes: Field[1]) =>
      read({ fields: [...USUAL.filter(([name]) => name !== 'd'), ['d', bytes]] }).description
    expect(described(textField('d', 'pay \u202eme\u001b[2J')[1])).toBe('pay [U+202E]me[U+001B][2J')
    expect(described(Uint8Array.of())).toBe('')
    expect(codeOf(() => described(Uint8Array.of(0xff)))).toBe('INVOICE_FIELD_MALFORMED')
  })

  it('a description that was expected is compared, hidden characters included', () => {
    const text = invoiceOf({})
    expect(parseInvoice(text, { network: 'mainnet', description: 'coffee' }).description).toBe('coffee')
    expect(codeOf(() => parseInvoice(text, { network: 'mainnet', description: 'tea' }))).toBe(
      'INVOICE_DESCRIPTION',
    )
  })

  it('an address to fall back to must be one', () => {
    const program = (version: number, bytes: number): Field => [
      'f',
      [version, ...new Array<number>(Math.ceil((bytes * 8) / 5)).fill(0)],
    ]
    const generator = '79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798'
    const taproot: Field = ['f', [1, ...bech32m.toWords(fromHex(generator)!)]]
    expect(withFields(program(0, 20), taproot, program(17, 20), program(2, 32)).fallbacks).toEqual([
      'bc1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq9e75rs',
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0',
      '1111111111111111111114oLvT2',
    ])
    for (const bad of [program(0, 21), program(17, 19), program(18, 21), program(1, 32)])
      expect(codeOf(() => withFields(bad))).toBe('INVOICE_FIELD_MALFORMED')
  })

  it('a way to the payee has whole hops, each from a node', () => {
    const hop = `${EXAMPLE_NODE}0000010000020003000000040000000500ff`
    expect(withFields(hexField('r', hop + hop)).routes[0]?.[1]).toEqual({
      node: EXAMPLE_NODE,
      channel: '1x2x3',
      feeBaseMsat: 4,
      feeMillionths: 5,
      cltvDelta: 255,
    })
    const far = `${EXAMPLE_NODE}ffffffffffffffffffffffffffffffffffff`
    expect(withFields(hexField('r', far)).routes).toEqual([
      [
        {
          node: EXAMPLE_NODE,
          channel: '16777215x16777215x65535',
          feeBaseMsat: 4_294_967_295,
          feeMillionths: 4_294_967_295,
          cltvDelta: 65_535,
        },
      ],
    ])
    for (const bad of ['', hop.slice(0, -2), `${'02'.padEnd(66, 'f')}${hop.slice(66)}`])
      expect(codeOf(() => withFields(hexField('r', bad)))).toBe('INVOICE_FIELD_MALFORMED')
  })
})

describe('the features of an invoice', () => {
  const bits = (...set: readonly number[]): Field => {
    const words = Array.from({ length: Math.floor(Math.max(...set) / 5) + 1 }, (_, at) =>
      set.filter((bit) => Math.floor(bit / 5) === at).reduce((sum, bit) => sum + 2 ** (bit % 5), 0),
    )
    return ['9', words.reverse()]
  }

  it.each([[[8, 14]], [[9, 15, 17]], [[8, 14, 16, 24, 36, 48]], [[1, 99, 263]]])('%j are fine', (set) => {
    expect(withFields(bits(...set)).features).toEqual(set)
  })

  it.each([[[14]], [[8, 16]], [[16, 14]], [[24]], [[8, 14, 100]], [[0]], [[8, 14, 10]]])(
    '%j need what is not there, or not known',
    (set) => {
      expect(codeOf(() => withFields(bits(...set)))).toBe('INVOICE_FEATURE')
    },
  )
})

describe('the signature of an invoice', () => {
  const named = [...USUAL, hexField('n', EXAMPLE_NODE)]

  it('shows the key that made it', () => {
    expect(read({})).toMatchObject({ payee: EXAMPLE_NODE, payeeNamed: false })
    const key = new Uint8Array(32).fill(7)
    expect(read({ key }).payee).toBe(toHex(secp256k1.getPublicKey(key)))
  })

  it('is that of the payee where one is named', () => {
    expect(read({ fields: named })).toMatchObject({ payee: EXAMPLE_NODE, payeeNamed: true })
    expect(codeOf(() => read({ fields: named, key: new Uint8Array(32).fill(7) }))).toBe('INVOICE_SIGNATURE')
    const off = hexField('n', '02'.padEnd(66, 'f'))
    expect(codeOf(() => read({ fields: [...USUAL, off] }))).toBe('INVOICE_SIGNATURE')
  })

  it('with the higher s counts where the key is recovered, and not where the payee is named', () => {
    expect(read({ signature: highS }).payee).toBe(EXAMPLE_NODE)
    expect(codeOf(() => read({ fields: named, signature: highS }))).toBe('INVOICE_SIGNATURE')
  })

  it.each([
    ['zeros', () => new Uint8Array(65)],
    ['a fifth key', (bytes: Uint8Array) => Uint8Array.from([...bytes.subarray(0, 64), 4])],
    [
      'an r that is none',
      (bytes: Uint8Array) => Uint8Array.from([...new Array<number>(32).fill(255), ...bytes.subarray(32)]),
    ],
  ])('of %s is refused', (_, signature) => {
    expect(codeOf(() => read({ signature }))).toBe('INVOICE_SIGNATURE')
    expect(codeOf(() => read({ fields: named, signature }))).toBe('INVOICE_SIGNATURE')
  })

  it('of the examples is made by their key', () => {
    expect(toHex(secp256k1.getPublicKey(EXAMPLE_KEY))).toBe(EXAMPLE_NODE)
  })
})
