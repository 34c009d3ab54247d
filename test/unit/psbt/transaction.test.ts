import { Transaction } from 'bitcoinjs-lib'
import { describe, expect, it } from 'vitest'
import {
  parseTransaction,
  serializeTransaction,
  transactionId,
  transactionWeight,
} from '../../../src/psbt/transaction.js'
import { concat, toHex } from '../../../src/units/bytes.js'
import { sats } from '../../../src/units/sats.js'
import { refusalOf } from '../../support/thrown.js'

const filled = (length: number, byte: number): Uint8Array => new Uint8Array(length).fill(byte)

const signed = {
  version: 3,
  lockTime: 800_000,
  inputs: [
    {
      outpoint: { txid: `${'00'.repeat(31)}01`, vout: 0 },
      sequence: 0xfffffffd,
      scriptSig: new Uint8Array(0),
      witness: [filled(64, 1), new Uint8Array(0), filled(300, 2)],
    },
    {
      outpoint: { txid: `${'00'.repeat(31)}01`, vout: 0xffffffff },
      sequence: 144,
      scriptSig: filled(3, 9),
      witness: [],
    },
  ],
  outputs: [{ script: filled(34, 7), amount: sats(2_100_000_000_000_000n) }],
}
const bytes = serializeTransaction(signed)

describe('a transaction', () => {
  it('comes back as it went, from bytes and from hex', () => {
    const { txid, ...parsed } = parseTransaction(bytes)
    expect(parsed).toEqual(signed)
    expect(txid).toBe(transactionId(signed))
    expect(parseTransaction(toHex(bytes))).toEqual(parseTransaction(bytes))
  })

  it('has the id and the weight that bitcoinjs-lib finds', () => {
    const theirs = Transaction.fromBuffer(bytes)
    expect(transactionId(signed)).toBe(theirs.getId())
    expect(transactionWeight(signed)).toBe(theirs.weight())
    expect(transactionWeight(signed)).toBe(
      3 *
        serializeTransaction({ ...signed, inputs: signed.inputs.map((input) => ({ ...input, witness: [] })) })
          .length +
        bytes.length,
    )
  })

  it('keeps a version with its highest bit set', () => {
    expect(parseTransaction(serializeTransaction({ ...signed, version: 0xffffffff })).version).toBe(
      0xffffffff,
    )
  })

  it('may hold more witness items than any stack', () => {
    const items = Array.from({ length: 70_000 }, () => new Uint8Array(0))
    const inputs = signed.inputs.map((input) => ({ ...input, witness: items }))
    const parsed = parseTransaction(serializeTransaction({ ...signed, inputs }))
    expect(parsed.inputs.map(({ witness }) => witness.length)).toEqual([70_000, 70_000])
  })

  it('needs no witness for each of its inputs', () => {
    const [first, second] = signed.inputs
    const { witness: _, ...bare } = second!
    expect(serializeTransaction({ ...signed, inputs: [first!, bare] })).toEqual(bytes)
  })

  it('does not change the bytes it is read from', () => {
    const source = Uint8Array.from(bytes)
    parseTransaction(source)
    expect(source).toEqual(bytes)
  })
})

describe('bytes that are no transaction', () => {
  const inputs = (length: number): number[] => [2, 0, 0, 0, length]

  it.each<[string, string | Uint8Array, string]>([
    ['nothing', '', 'TRANSACTION_MALFORMED'],
    ['text that is no hex', 'xyz', 'TRANSACTION_MALFORMED'],
    ['a byte too much', concat(bytes, Uint8Array.of(0)), 'TRANSACTION_MALFORMED'],
    ['a byte too few', bytes.subarray(0, -1), 'TRANSACTION_MALFORMED'],
    [
      'a length that is not in its shortest form',
      concat(bytes.subarray(0, 6), Uint8Array.of(0xfd, 2, 0), bytes.subarray(7)),
      'TRANSACTION_MALFORMED',
    ],
    [
      'witnesses that are all empty',
      Uint8Array.from([2, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
      'TRANSACTION_MALFORMED',
    ],
    [
      'room for witnesses, and an input without any',
      Uint8Array.from([2, 0, 0, 0, 0, 1, 1, ...new Uint8Array(41), 0, 0, 0, 0, 0, 0]),
      'TRANSACTION_MALFORMED',
    ],
    [
      'more inputs than a block holds',
      Uint8Array.from([...inputs(0xfe), 0xff, 0xff, 0xff, 0xff]),
      'TRANSACTION_TOO_LARGE',
    ],
    [
      'more outputs than a block holds',
      Uint8Array.from([...inputs(0), 0xfe, 0xff, 0xff, 0xff, 0xff]),
      'TRANSACTION_TOO_LARGE',
    ],
    ['more bytes than a block holds', new Uint8Array(4_000_001), 'TRANSACTION_TOO_LARGE'],
    ['more hex than a block holds', '00'.repeat(4_000_001), 'TRANSACTION_TOO_LARGE'],
  ])('are refused: %s', (_name, input, code) => {
    const refusal = refusalOf(() => parseTransaction(input))
    expect(refusal.split(' ')[0]).toBe(code)
    expect(refusal).toMatchSnapshot()
  })

  it('are refused for amounts that cannot exist', () => {
    const [output] = signed.outputs
    const paying = (...amounts: readonly bigint[]): Uint8Array =>
      // over the supply on purpose
      serializeTransaction({
        ...signed,
        outputs: amounts.map((amount) => ({
          ...output,
          script: filled(1, 1),
          amount: amount as ReturnType<typeof sats>,
        })),
      })
    expect([
      refusalOf(() => parseTransaction(paying(2_100_000_000_000_001n))),
      refusalOf(() => parseTransaction(paying(-1n))),
      refusalOf(() => parseTransaction(paying(2_100_000_000_000_000n, 1n))),
    ]).toMatchInlineSnapshot(`
      [
        "AMOUNT_OVER_SUPPLY transaction.outputs[0].amount: expected at most 2100000000000000, received 2100000000000001",
        "AMOUNT_NEGATIVE transaction.outputs[0].amount: expected satoshis, zero or more, received -1",
        "AMOUNT_OVER_SUPPLY transaction.outputs: expected at most 2100000000000000, received 2100000000000001",
      ]
    `)
  })

  it('are refused for an input that stands twice', () => {
    const [input] = signed.inputs
    const twice = serializeTransaction({ ...signed, inputs: input === undefined ? [] : [input, input] })
    expect(refusalOf(() => parseTransaction(twice))).toMatchInlineSnapshot(
      `"TRANSACTION_DUPLICATE_INPUT transaction.inputs[1]: expected an outpoint that no other input spends, received the same one again"`,
    )
  })
})
