import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../../src/psbt/codec.js'
import { scanPsbt, writePsbt } from '../../../src/psbt/framing.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type Frame, type Psbt, type Row } from '../../../src/psbt/model.js'
import { compactSize, concat, fromHex, toHex, uint32 } from '../../../src/units/bytes.js'
import { fullPsbt } from '../../support/psbtSample.js'
import { refusalOf } from '../../support/thrown.js'

const full: Psbt = { ...fullPsbt(), others: [{ key: Uint8Array.of(0xf0), value: Uint8Array.of(1) }] }
const bytes = encodePsbt(full, { version: 2 })
const counts = { inputs: full.inputs.length, outputs: full.outputs.length }
const frame = scanPsbt(bytes, () => counts)

const row = (hex: string, value: Uint8Array): Row => ({ key: fromHex(hex) ?? new Uint8Array(0), value })

/** The frame with a row of one map replaced, or removed where there is no other. */
const withRow = (map: 'global' | 'inputs' | 'outputs', type: number, ...rows: readonly Row[]): Frame => {
  const changed = (list: readonly Row[]): readonly Row[] => [
    ...list.filter(({ key }) => key[0] !== type),
    ...rows,
  ]
  return map === 'global'
    ? { ...frame, global: changed(frame.global) }
    : { ...frame, [map]: frame[map].map((rows, index) => (index === 1 ? changed(rows) : rows)) }
}

const refusal = (changed: Frame): string => refusalOf(() => decodePsbt(writePsbt(changed)))

describe('a PSBT of version 2', () => {
  it('says the same as version 0', () => {
    expect(decodePsbt(bytes)).toEqual(full)
    expect(decodePsbt(psbtToBase64(full, { version: 2 }))).toEqual(full)
    expect(toHex(encodePsbt(decodePsbt(bytes)))).toBe(toHex(encodePsbt(full)))
  })

  it('keeps its flags, which version 0 has no room for', () => {
    const modifiable: Psbt = { ...full, modifiable: 5 }
    expect(decodePsbt(encodePsbt(modifiable, { version: 2 }))).toEqual(modifiable)
    expect(decodePsbt(encodePsbt(modifiable))).toEqual(full)
  })

  it('drops the row by which version 0 names itself', () => {
    const named: Psbt = { ...full, others: [{ key: Uint8Array.of(0xfb), value: uint32(0) }] }
    expect(decodePsbt(encodePsbt(named, { version: 2 })).others).toEqual([])
  })

  it('takes the last sequence and no locktime where none are said', () => {
    const silent = withRow('global', 0x03)
    const psbt = decodePsbt(
      writePsbt({
        ...silent,
        inputs: silent.inputs.map((rows) => rows.filter(({ key }) => key[0] !== 0x10)),
      }),
    )
    expect(psbt.transaction.lockTime).toBe(0)
    expect(psbt.transaction.inputs.map(({ sequence }) => sequence)).toEqual([0xffffffff, 0xffffffff])
  })

  it('has a locktime that its inputs demand, whatever the fallback says', () => {
    const demanded = withRow('inputs', 0x12, row('12', uint32(499_999_999)))
    expect(decodePsbt(writePsbt(demanded)).transaction.lockTime).toBe(499_999_999)
  })

  it('without inputs and outputs has an empty transaction', () => {
    const empty: Psbt = {
      transaction: { version: 2, lockTime: 0, inputs: [], outputs: [] },
      inputs: [],
      outputs: [],
      others: [],
    }
    expect(decodePsbt(encodePsbt(empty, { version: 2 }))).toEqual(empty)
  })

  it('is cut off anywhere and refused', () => {
    for (let length = 5; length < bytes.length; length++)
      expect(refusalOf(() => decodePsbt(bytes.subarray(0, length)))).toMatch(/^PSBT_TRUNCATED /)
  })

  it.each([
    ['global', 0x02, 'transactionVersion'],
    ['global', 0x04, 'inputCount'],
    ['global', 0x05, 'outputCount'],
    ['inputs', 0x0e, 'previousTxid'],
    ['inputs', 0x0f, 'outputIndex'],
    ['outputs', 0x03, 'amount'],
    ['outputs', 0x04, 'script'],
  ] as const)('is refused without the row of %s with type %i', (map, type, name) => {
    const field = map === 'global' ? 'psbt.global' : `psbt.${map}[1]`
    expect(refusal(withRow(map, type))).toBe(
      `PSBT_ROW_MISSING ${field}.${name}: expected a row that version 2 requires, received none`,
    )
  })

  it.each([
    ['global', '02', 3],
    ['global', '03', 5],
    ['global', '04', 0],
    ['global', '06', 2],
    ['global', '0600', 1],
    ['inputs', '0e', 31],
    ['inputs', '0f', 8],
    ['inputs', '10', 3],
    ['inputs', '11', 3],
    ['inputs', '12', 5],
    ['outputs', '03', 7],
    ['outputs', '0400', 7],
  ] as const)('is refused where the row of %s with the key %s holds %i bytes', (map, key, length) => {
    const changed = withRow(map, Number.parseInt(key.slice(0, 2), 16), row(key, new Uint8Array(length)))
    expect(refusal(changed)).toMatch(/^PSBT_ROW_MALFORMED /)
    expect(refusal(changed)).toMatchSnapshot()
  })

  it.each([
    ['inputs', '11', 499_999_999, 'psbt.inputs[1].requiredTime: expected 500000000 or later'],
    ['inputs', '12', 0, 'psbt.inputs[1].requiredHeight: expected a height from 1 to 499999999'],
    ['inputs', '12', 500_000_000, 'psbt.inputs[1].requiredHeight: expected a height from 1 to 499999999'],
  ] as const)('is refused where %s demand by %s the lock %i', (map, key, lock, message) => {
    expect(refusal(withRow(map, Number.parseInt(key, 16), row(key, uint32(lock))))).toContain(message)
  })

  it('is refused where one input demands a height and another a time', () => {
    const inputs = frame.inputs.map((rows, index) => [
      ...rows,
      index === 0 ? row('12', uint32(7)) : row('11', uint32(500_000_000)),
    ])
    expect(refusal({ ...frame, inputs })).toBe(
      'PSBT_LOCK_TIMES_CONFLICT psbt.inputs: expected locks of one kind that all inputs with a lock can share, received an input with a height only and one with a time only',
    )
  })

  it('is refused where a count is not in its shortest form, or goes on', () => {
    expect(refusal(withRow('global', 0x04, row('04', Uint8Array.of(0xfd, 2, 0))))).toMatch(
      /^PSBT_ROW_MALFORMED psbt.global.inputCount/,
    )
    expect(refusal(withRow('global', 0x05, row('05', Uint8Array.of(2, 0))))).toMatch(
      /^PSBT_ROW_MALFORMED psbt.global.outputCount/,
    )
  })

  it('is refused where it announces more maps than there are, or fewer', () => {
    expect(refusal(withRow('global', 0x05, row('05', Uint8Array.of(3))))).toMatch(/^PSBT_TRUNCATED /)
    expect(refusal(withRow('global', 0x05, row('05', Uint8Array.of(1))))).toMatch(/^PSBT_TRAILING_BYTES /)
  })

  it('is refused where it announces more than version 0 has room for, before anything is read', () => {
    for (const count of [2440, 0xffffffff])
      expect(refusal(withRow('global', 0x04, row('04', compactSize(count))))).toBe(
        `PSBT_TOO_LARGE psbt.global: expected a transaction of at most 100000 bytes, received ${count} inputs and 2 outputs`,
      )
    const script = row('04', new Uint8Array(100_000))
    expect(refusal(withRow('outputs', 0x04, script))).toMatch(/^PSBT_TOO_LARGE psbt.global.transaction/)
  })

  it('is refused where two inputs spend one output, or an amount is over the supply', () => {
    const [first] = frame.inputs
    const outpoint = (first ?? []).filter(({ key }) => key[0] === 0x0e || key[0] === 0x0f)
    const twice = frame.inputs.map((rows) => [
      ...rows.filter(({ key }) => key[0] !== 0x0e && key[0] !== 0x0f),
      ...outpoint,
    ])
    expect(refusal({ ...frame, inputs: twice })).toMatch(/^TRANSACTION_DUPLICATE_INPUT /)
    expect(refusal(withRow('outputs', 0x03, row('03', new Uint8Array(8).fill(0x7f))))).toMatch(
      /^AMOUNT_OVER_SUPPLY /,
    )
  })

  it('never passes for a transaction with witnesses: no input and one output are refused', () => {
    // the amount and the script would be the inputs of such a transaction
    const bare: Frame = {
      global: [
        row('02', uint32(2)),
        row('04', Uint8Array.of(0)),
        row('05', Uint8Array.of(1)),
        row('fb', uint32(2)),
      ],
      inputs: [],
      outputs: [[row('03', concat(Uint8Array.of(1), new Uint8Array(7))), row('04', new Uint8Array(41))]],
    }
    expect(refusal(bare)).toMatch(/^TRANSACTION_MALFORMED /)
  })
})

describe('what is written', () => {
  const base: Psbt = { ...full, inputs: [EMPTY_INPUT, EMPTY_INPUT], outputs: [EMPTY_OUTPUT, EMPTY_OUTPUT] }

  it.each([
    ['a version among the other rows', { ...base, others: [row('fb', uint32(2))] }, 'PSBT_VERSION'],
    ['a count among the other rows', { ...base, others: [row('04', uint32(2))] }, 'PSBT_ROW_OTHER_VERSION'],
    [
      'a sequence beside the transaction',
      { ...base, inputs: [{ ...EMPTY_INPUT, others: [row('10', uint32(2))] }, EMPTY_INPUT] },
      'PSBT_ROW_OTHER_VERSION',
    ],
    [
      'an amount beside the transaction',
      { ...base, outputs: [EMPTY_OUTPUT, { ...EMPTY_OUTPUT, others: [row('03', uint32(2))] }] },
      'PSBT_ROW_OTHER_VERSION',
    ],
  ])('has not %s', (_name, psbt, code) => {
    for (const version of [0, 2] as const)
      expect(refusalOf(() => encodePsbt(psbt, { version }))).toMatch(new RegExp(`^${code} `))
    expect(refusalOf(() => encodePsbt(psbt))).toMatchSnapshot()
  })
})
