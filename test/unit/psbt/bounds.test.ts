import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt } from '../../../src/psbt/codec.js'
import { MAX_PSBT_BYTES, scanPsbt, writePsbt } from '../../../src/psbt/framing.js'
import type { Row } from '../../../src/psbt/model.js'
import { parseTransaction, serializeTransaction } from '../../../src/psbt/transaction.js'
import { compactSize, concat } from '../../../src/units/bytes.js'
import { row, small, withRows } from '../../support/psbtRows.js'
import { refusalOf } from '../../support/thrown.js'

describe('a PSBT may be as large as the limit says, and no larger:', () => {
  it('in bytes', () => {
    // zeros are no PSBT, but they are looked at
    expect(refusalOf(() => decodePsbt(new Uint8Array(MAX_PSBT_BYTES)))).toMatch(/^PSBT_MAGIC /)
    expect(refusalOf(() => decodePsbt(new Uint8Array(MAX_PSBT_BYTES + 1)))).toBe(
      'PSBT_TOO_LARGE psbt: expected at most 4000000 bytes, received 4000001 bytes',
    )
  })

  it('in characters, before any of them is decoded', () => {
    const characters = 5_333_336
    expect(refusalOf(() => decodePsbt('A'.repeat(characters)))).toBe(
      'PSBT_TOO_LARGE psbt: expected at most 4000000 bytes, received 4000002 bytes',
    )
    expect(refusalOf(() => decodePsbt('A'.repeat(characters + 1)))).toBe(
      'PSBT_TOO_LARGE psbt: expected at most 5333336 characters, received 5333337',
    )
  })

  const rows = (count: number): readonly Row[] =>
    Array.from({ length: count }, (_, at) => row(`f0${at.toString(16).padStart(6, '0')}`, 0))
  const tooMany = 'expected at most 1000 rows in a map and 50000 in all, received more'

  it('in rows of a map', () => {
    expect(decodePsbt(withRows('input', ...rows(1000))).inputs[0]?.others).toHaveLength(1000)
    expect(refusalOf(() => decodePsbt(withRows('input', ...rows(1001))))).toBe(
      `PSBT_TOO_LARGE psbt.inputs[0]: ${tooMany}`,
    )
  })

  it('in rows of all maps together', () => {
    const scanned = (inLast: number) => {
      const inputs = Array.from({ length: 50 }, () => rows(1000))
      const bytes = writePsbt({ global: [], inputs, outputs: [rows(inLast)] })
      return scanPsbt(bytes, () => ({ inputs: 50, outputs: 1 }))
    }
    expect(scanned(0).inputs[49]).toHaveLength(1000)
    expect(refusalOf(() => scanned(1))).toBe(`PSBT_TOO_LARGE psbt.outputs[0]: ${tooMany}`)
  })

  it('in bytes of its transaction', () => {
    const [output] = small.transaction.outputs
    const paying = (length: number) => {
      const outputs = [{ ...output!, script: new Uint8Array(length) }]
      return encodePsbt({ ...small, transaction: { ...small.transaction, outputs } })
    }
    const without = serializeTransaction({ ...small.transaction, outputs: [] }).length
    // the amount, then the length of the script in five bytes
    const most = 100_000 - without - 8 - 5
    expect(decodePsbt(paying(most)).transaction.outputs[0]?.script).toHaveLength(most)
    expect(refusalOf(() => decodePsbt(paying(most + 1)))).toBe(
      'PSBT_TOO_LARGE psbt.global.transaction: expected at most 100000 bytes, received 100001 bytes',
    )
  })

  it('in the inputs and outputs that version 2 announces, 41 and 9 bytes each', () => {
    const version2 = scanPsbt(encodePsbt(small, { version: 2 }), () => ({ inputs: 1, outputs: 1 }))
    const announcing = (inputs: number, outputs: number): string => {
      const rows = [row('04', compactSize(inputs)), row('05', compactSize(outputs))]
      const global = [...version2.global.filter(({ key }) => key[0] !== 4 && key[0] !== 5), ...rows]
      return refusalOf(() => decodePsbt(writePsbt({ ...version2, global })))
    }
    expect(announcing(2, 11_102)).toMatch(/^PSBT_TRUNCATED /)
    expect(announcing(3, 11_102)).toBe(
      'PSBT_TOO_LARGE psbt.global: expected a transaction of at most 100000 bytes, received 3 inputs and 11102 outputs',
    )
    expect(announcing(2, 11_103)).toMatch(/^PSBT_TOO_LARGE /)
  })
})

describe('the transaction of a PSBT', () => {
  it.each([
    ['a scriptSig', { scriptSig: Uint8Array.of(1), witness: [] }],
    ['a witness', { witness: [Uint8Array.of(1)] }],
  ])('is refused with %s, where a signature could stand that nobody looks at', (what, more) => {
    const inputs = small.transaction.inputs.map((input) => ({ ...input, ...more }))
    const signed = encodePsbt({ ...small, transaction: { ...small.transaction, inputs } })
    expect(refusalOf(() => decodePsbt(signed))).toBe(
      `PSBT_TRANSACTION_SIGNED psbt.global.transaction.inputs[0]: expected an input without scriptSig and witness, received ${what}`,
    )
  })

  it('must be there', () => {
    expect(refusalOf(() => decodePsbt('cHNidP8A'))).toBe(
      'PSBT_TRANSACTION_MISSING psbt.global.transaction: expected the unsigned transaction, received nothing',
    )
  })

  it('has a map for each of its outputs, too', () => {
    expect(refusalOf(() => encodePsbt({ ...small, outputs: [] }))).toBe(
      'PSBT_MAP_COUNT psbt: expected 1 inputs and 1 outputs, received 1 and 0',
    )
  })

  it('may still change only where its PSBT says so', () => {
    for (const version of [0, 2] as const)
      expect(Object.keys(decodePsbt(encodePsbt(small, { version })))).not.toContain('modifiable')
  })
})

describe('a transaction may be as large as a block, and no larger:', () => {
  it('in bytes', () => {
    expect(refusalOf(() => parseTransaction(new Uint8Array(4_000_000)))).toMatch(/^TRANSACTION_MALFORMED /)
    expect(refusalOf(() => parseTransaction(new Uint8Array(4_000_001)))).toMatch(/^TRANSACTION_TOO_LARGE /)
  })

  it.each([
    ['inputs', [], 24_390],
    ['outputs', [0], 111_111],
  ] as const)('in %s', (_, before, most) => {
    const announcing = (count: number): string =>
      refusalOf(() =>
        parseTransaction(concat(Uint8Array.of(2, 0, 0, 0), Uint8Array.from(before), compactSize(count))),
      )
    expect(announcing(most)).toBe(
      'TRANSACTION_MALFORMED transaction: expected a transaction in its network serialisation, received one that is cut off',
    )
    expect(announcing(most + 1)).toMatch(/^TRANSACTION_TOO_LARGE /)
  })
})
