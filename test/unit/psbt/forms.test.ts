import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt } from '../../../src/psbt/codec.js'
import {
  answerIn,
  descriptorIn,
  lineIn,
  memberOf,
  PSBT_TEXT,
  psbtBytes,
  textOfBytes,
  transactionBytes,
  trimmed,
} from '../../../src/psbt/forms.js'
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
    ['an answer whose first member begins like the bytes of one', JSON.stringify({ base: 7, psbt: base64 })],
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

  it('is not told to be a transaction where it only has such bytes further in', () => {
    for (const other of [
      [0xa0, 0x20, 0, 0, 0, 0],
      [0, 2, 0, 0, 0, 0],
      [4, 0, 0, 0, 0, 0],
    ])
      expect(refusalOf(() => decodePsbt(Uint8Array.from(other)))).toBe(
        'PSBT_MAGIC psbt: expected bytes that start with 70736274ff, received other bytes',
      )
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

describe('a transaction in bytes', () => {
  it('is a copy of them, whoever changes them then', () => {
    const given = Uint8Array.from(transaction)
    const read = transactionBytes(given)!
    expect(read).toEqual(transaction)
    given.fill(0)
    expect(read).toEqual(transaction)
  })

  it('is told by what it begins with: a version of four bytes below sixteen is hex or none', () => {
    const text = (beginning: string): Uint8Array => Buffer.from(`${beginning}00`)
    for (const hexText of ['02000000', '0a000000', '0F000000'])
      expect(transactionBytes(text(hexText))).toEqual(Uint8Array.from(Buffer.from(`${hexText}00`, 'hex')))
    for (const other of ['12000000', '02000', ' 0x02000000', '0g000000'])
      expect(transactionBytes(text(other))).toEqual(Uint8Array.from(text(other)))
  })
})

describe('a text', () => {
  it('is that of bytes in UTF-8 or, with its mark, in UTF-16, without the mark', () => {
    expect(textOfBytes(Buffer.from('ab'))).toBe('ab')
    expect(textOfBytes(Buffer.from('\ufeffab'))).toBe('ab')
    expect(textOfBytes(Buffer.from('\ufeffab', 'utf16le'))).toBe('ab')
    // without a mark nothing says that it is UTF-16
    expect(textOfBytes(Buffer.from('ab', 'utf16le'))).toBe('a\0b\0')
    expect(textOfBytes(new Uint8Array())).toBe('')
  })

  it('keeps what looks like a mark elsewhere', () => {
    expect(textOfBytes(Buffer.from('a\ufeffb'))).toBe('a\ufeffb')
    expect(trimmed('a\ufeffb')).toBe('a\ufeffb')
  })

  it('is in no bytes that are neither', () => {
    for (const other of [[0xff], [0xff, 0xff], [0xfe, 0xff], [0x41, 0xfe], [0xc3]])
      expect(textOfBytes(Uint8Array.from(other))).toBeUndefined()
  })

  it('is pasted with white space and a mark around', () => {
    expect(trimmed('\ufeff \n a b \t')).toBe('a b')
  })

  it.each(['cHNidP8B', '70736274ff', '{', '"', 'CHNIDP', '70736274FF'])(
    'that begins like %s may hold a PSBT',
    (text) => {
      expect(PSBT_TEXT.test(text)).toBe(true)
      expect(PSBT_TEXT.test(`x${text}`)).toBe(false)
    },
  )
})

describe('an answer of a node', () => {
  it('is what its JSON says, pasted or not; nothing where it is none', () => {
    expect(answerIn(' \ufeff{"a":1}\n')).toEqual({ a: 1 })
    expect(answerIn('\ufeff {"a":1}\n')).toEqual({ a: 1 })
    expect(answerIn('null')).toBeNull()
    expect(answerIn('{')).toBeUndefined()
  })

  it('has fewer than fifty thousand values, whatever else it says', () => {
    const answer = (zeros: number): string => `{"a":[${'0,'.repeat(zeros)}0]}`
    expect(memberOf(answerIn(answer(49_996)), 'a')).toHaveLength(49_997)
    expect(answerIn(answer(49_997))).toBeUndefined()
    expect(answerIn(`[${'{},'.repeat(20_000)}0]`)).toHaveLength(20_001)
    expect(answerIn(`[${'{},'.repeat(25_000)}0]`)).toBeUndefined()
    expect(answerIn(`${'['.repeat(49_998)}${']'.repeat(49_998)}`)).toHaveLength(1)
    expect(answerIn('['.repeat(1_000_000))).toBeUndefined()
  })

  it('has members of its own only', () => {
    expect(memberOf({ a: 1 }, 'a')).toBe(1)
    for (const none of [{}, null, undefined, 'a', 7, []]) expect(memberOf(none, 'a')).toBeUndefined()
    expect(memberOf({}, 'toString')).toBeUndefined()
    expect(memberOf({}, '__proto__')).toBeUndefined()
    expect(
      memberOf(
        Object.assign(() => 0, { a: 1 }),
        'a',
      ),
    ).toBeUndefined()
  })

  it('holds one line: a text alone, or the first member of these names that is one', () => {
    expect(lineIn('"a b"', [])).toBe('ab')
    expect(lineIn('{"hex":7,"psbt":"a\\n b"}', ['hex', 'psbt'])).toBe('ab')
    expect(lineIn('{"hex":"h","psbt":"p"}', ['psbt', 'hex'])).toBe('p')
    expect(lineIn(' a  b\n c', ['hex'])).toBe('abc')
    // what holds none is a line itself, and refused as such
    expect(lineIn('{"hex": 7}', ['hex'])).toBe('{"hex":7}')
    expect(lineIn('["a"]', ['hex'])).toBe('["a"]')
    expect(lineIn('x"a"', [])).toBe('x"a"')
  })
})

describe('a descriptor', () => {
  const descriptor = 'tr(key/*,{pk(a),pk(b)})#qqqqqqqq'
  it.each([
    ['itself', descriptor],
    ['over lines', ` tr(key/*,\n  {pk(a),\tpk(b)})#qqqqqqqq\n`],
    ['a text in JSON', JSON.stringify(descriptor)],
    ['what getdescriptorinfo says', JSON.stringify({ descriptor, isrange: true })],
    ['an entry of listdescriptors', JSON.stringify({ desc: descriptor, active: true })],
    ['a list of one', JSON.stringify([{ desc: descriptor }])],
    [
      'all that listdescriptors says',
      JSON.stringify({ wallet_name: 'w', descriptors: [{ desc: descriptor }] }),
    ],
    ['one over lines inside of JSON', JSON.stringify({ descriptor: 'tr(key/*,{pk(a),\n pk(b)})#qqqqqqqq' })],
  ])('is read from %s', (_, text) => {
    expect(descriptorIn(text)).toBe(descriptor)
    expect(descriptorIn(`\ufeff${text}\n`)).toBe(descriptor)
  })

  it('is the one named descriptor where there is one named desc besides', () => {
    expect(descriptorIn(JSON.stringify({ desc: 'wpkh(a)', descriptor }))).toBe(descriptor)
  })

  it.each([
    ['an agreement', '{"format":"taproot-escrow/agreement"}'],
    ['two descriptors', JSON.stringify([{ desc: descriptor }, { desc: descriptor }])],
    ['none at all', '[]'],
    ['a number where one should be', '{"descriptor":7}'],
    ['an address', 'bcrt1qqqq'],
    ['upper case', 'TR(key)'],
    ['something before it', `x ${descriptor}`.replace('x ', '1')],
    ['nothing', ''],
  ])('is not in %s', (_, text) => {
    expect(descriptorIn(text)).toBeUndefined()
  })
})

describe('a PSBT of bytes or text', () => {
  it('is bytes as they are where they are neither magic nor a text of one', () => {
    for (const other of [Uint8Array.of(1, 2), Buffer.from('hello'), Uint8Array.of(0x70, 0x73, 0x62, 0x74)])
      expect(psbtBytes(other)).toBe(other)
  })

  it('is hex of a PSBT or of a transaction, and base64 otherwise', () => {
    expect(psbtBytes('70736274FF00')).toEqual(Uint8Array.of(0x70, 0x73, 0x62, 0x74, 0xff, 0))
    for (const version of ['01', '02', '03'])
      expect(psbtBytes(`${version}000000`)).toEqual(Uint8Array.of(Number(version), 0, 0, 0))
    // base64 of the same letters
    expect(psbtBytes('04000000')).toEqual(Uint8Array.from(Buffer.from('04000000', 'base64')))
    expect(psbtBytes('0473627400000000')).toHaveLength(12)
    expect(psbtBytes('a70736274ff0')).toHaveLength(9)
    expect(refusalOf(() => psbtBytes('70736274ff0'))).toMatch(/^PSBT_NOT_BASE64 /)
  })
})
