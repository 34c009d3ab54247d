import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt, psbtToBase64 } from '../../../src/psbt/codec.js'
import { scanPsbt } from '../../../src/psbt/framing.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type Frame, type Psbt, type Row } from '../../../src/psbt/model.js'
import { concat, fromHex, toHex } from '../../../src/units/bytes.js'
import type { sats } from '../../../src/units/sats.js'
import { readByBip174, row, small, withRows } from '../../support/psbtRows.js'
import { fullInput, fullPsbt } from '../../support/psbtSample.js'
import { codeOf, refusalOf } from '../../support/thrown.js'

const full = fullPsbt()
const bytes = encodePsbt(full)
const counts = { inputs: full.inputs.length, outputs: full.outputs.length }
const frame = scanPsbt(bytes, () => counts)

describe('a PSBT with everything in it', () => {
  it('comes back as it went', () => {
    expect(decodePsbt(bytes)).toEqual(full)
    expect(decodePsbt(psbtToBase64(full))).toEqual(full)
  })

  it('has one spelling, whatever the order of its rows', () => {
    const backwards: Frame = {
      global: [...frame.global].reverse(),
      inputs: frame.inputs.map((rows) => [...rows].reverse()),
      outputs: frame.outputs.map((rows) => [...rows].reverse()),
    }
    // by hand, since our writer sorts
    const shuffled = concat(
      Uint8Array.of(0x70, 0x73, 0x62, 0x74, 0xff),
      ...[backwards.global, ...backwards.inputs, ...backwards.outputs].flatMap((rows) => [
        ...rows.flatMap(({ key, value }) => [size(key), key, size(value), value]),
        Uint8Array.of(0),
      ]),
    )
    expect(toHex(shuffled)).not.toBe(toHex(bytes))
    expect(toHex(encodePsbt(decodePsbt(shuffled)))).toBe(toHex(bytes))
  })

  it('survives what e-mail does to long lines', () => {
    const wrapped = psbtToBase64(full).replace(/.{76}/g, '$&\r\n')
    expect(decodePsbt(`  ${wrapped}\n`)).toEqual(decodePsbt(psbtToBase64(full)))
  })

  it('is read in the same way by the package bip174', () => {
    const theirs = readByBip174(bytes)
    const [input] = theirs.inputs
    const [ours] = full.inputs
    expect(input?.witnessUtxo).toEqual({
      script: ours?.witnessUtxo?.script,
      value: ours?.witnessUtxo?.amount,
    })
    expect(input?.tapKeySig).toEqual(ours?.tapKeySignature)
    expect(
      input?.tapScriptSig?.map(({ pubkey, leafHash, signature }) => ({ xOnly: pubkey, leafHash, signature })),
    ).toEqual(ours?.tapScriptSignatures)
    expect(input?.tapLeafScript).toEqual(ours?.tapLeafScripts)
    expect(input?.tapInternalKey).toEqual(ours?.tapInternalKey)
    expect(input?.tapMerkleRoot).toEqual(ours?.tapMerkleRoot)
    expect(input?.tapBip32Derivation?.map(({ path }) => path)).toEqual(['m', "m/87'/2147483647'/2/7"])
    expect(theirs.outputs[0]?.tapTree?.leaves).toEqual(full.outputs[0]?.tapTree)
    expect(toHex(theirs.toBuffer())).toBe(toHex(bytes))
  })

  it('does not follow when the bytes it was read from change', () => {
    const source = Uint8Array.from(bytes)
    const psbt = decodePsbt(source)
    source.fill(0)
    expect(psbt).toEqual(full)
  })

  it('is cut off anywhere and refused', () => {
    const codes = Array.from(bytes, (_, length) => codeOf(() => decodePsbt(bytes.subarray(0, length))))
    expect([...new Set(codes.slice(0, 5))]).toEqual(['PSBT_MAGIC'])
    expect([...new Set(codes.slice(5))]).toEqual(['PSBT_TRUNCATED'])
  })
})

const size = ({ length }: Uint8Array): Uint8Array =>
  length < 0xfd ? Uint8Array.of(length) : Uint8Array.of(0xfd, length & 0xff, length >> 8)

describe('bytes that are no PSBT', () => {
  const smallBytes = encodePsbt(small)
  const spliced = (at: number, remove: number, insert: readonly number[]): Uint8Array =>
    concat(smallBytes.subarray(0, at), Uint8Array.from(insert), smallBytes.subarray(at + remove))

  it.each([
    ['an empty text', '', 'PSBT_MAGIC'],
    ['text that is no base64', 'cHNidP8!', 'PSBT_NOT_BASE64'],
    ['base64 without its padding', 'cHNidP8BAA', 'PSBT_NOT_BASE64'],
    ['base64 with bits left over', 'cHNidP9=', 'PSBT_NOT_BASE64'],
    ['base64 with padding inside', 'cHN=dP8B', 'PSBT_NOT_BASE64'],
    ['characters outside ASCII', 'cHNidP8Ā', 'PSBT_NOT_BASE64'],
    ['another magic', spliced(4, 1, [0xfe]), 'PSBT_MAGIC'],
    ['a byte behind the last map', spliced(smallBytes.length, 0, [0]), 'PSBT_TRAILING_BYTES'],
    ['a key length in three bytes', spliced(5, 1, [0xfd, 1, 0]), 'PSBT_LENGTH_NOT_MINIMAL'],
    ['a key length in five bytes', spliced(5, 1, [0xfe, 1, 0, 0, 0]), 'PSBT_LENGTH_NOT_MINIMAL'],
    ['a key length in nine bytes', spliced(5, 1, [0xff, 1, 0, 0, 0, 0, 0, 0, 0]), 'PSBT_LENGTH_NOT_MINIMAL'],
    ['a length of two bytes in five', spliced(5, 1, [0xfe, 0xff, 0xff, 0, 0]), 'PSBT_LENGTH_NOT_MINIMAL'],
    [
      'a length of four bytes in nine',
      spliced(5, 1, [0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
      'PSBT_LENGTH_NOT_MINIMAL',
    ],
    [
      'a map that ends in a length of three bytes',
      spliced(smallBytes.length - 1, 1, [0xfd, 0, 0]),
      'PSBT_LENGTH_NOT_MINIMAL',
    ],
    [
      'a length beyond all bytes',
      spliced(5, 1, [0xff, 255, 255, 255, 255, 255, 255, 255, 255]),
      'PSBT_TRUNCATED',
    ],
    [
      'a type that is not in its shortest form',
      withRows('input', row('fd1000', 1)),
      'PSBT_LENGTH_NOT_MINIMAL',
    ],
    ['a type that is cut off', withRows('input', row('fd10', 1)), 'PSBT_TRUNCATED'],
    ['more bytes than are read at all', new Uint8Array(4_000_001), 'PSBT_TOO_LARGE'],
    ['more text than is read at all', 'A'.repeat(5_333_340), 'PSBT_TOO_LARGE'],
  ])('are refused: %s', (_name, input, code) => {
    const message = refusalOf(() => decodePsbt(input))
    expect(message).toMatch(new RegExp(`^${code} `))
    expect(message).toMatchSnapshot()
  })

  it.each([undefined, null, 7, {}])('are refused: %s', (input) => {
    // what the types forbid and a program may still do
    const message = refusalOf(() => decodePsbt(input as unknown as string))
    expect(message).toMatch(/^PSBT_NOT_BASE64 psbt: expected base64 or bytes, received /)
  })

  it.each(['sorted', 'unsorted'])('are refused for a key that stands twice, rows %s', (order) => {
    const [first, second] = [row('f001', 1), row('f002', 2)]
    const maps = order === 'sorted' ? [first, first, second] : [second, first, second]
    const global = smallBytes.subarray(0, smallBytes.length - 2)
    const hostile = concat(
      global,
      ...maps.flatMap(({ key, value }) => [size(key), key, size(value), value]),
      Uint8Array.of(0, 0),
    )
    expect(refusalOf(() => decodePsbt(hostile))).toBe(
      'PSBT_DUPLICATE_ROW psbt.inputs[0]: expected each key once, received a key of type 240 twice',
    )
  })
})

describe('the global map', () => {
  it.each([
    [
      'version 1',
      row('fb', Uint8Array.of(1, 0, 0, 0)),
      'PSBT_VERSION psbt.global.version: expected version 0 or 2, received version 1',
    ],
    [
      'version 2 with the transaction of version 0',
      row('fb', Uint8Array.of(2, 0, 0, 0)),
      'PSBT_ROW_OTHER_VERSION psbt.global.transaction: expected rows of version 2, received the unsigned transaction of version 0',
    ],
    [
      'a version of three bytes',
      row('fb', 3),
      'PSBT_ROW_MALFORMED psbt.global.version: expected a value of 4 bytes, received 3 bytes',
    ],
    [
      'a count of version 2',
      row('04', 1),
      'PSBT_ROW_OTHER_VERSION psbt.global: expected rows of version 0, received type 4 of version 2',
    ],
    [
      'an extended key of 77 bytes',
      row(`01${'00'.repeat(77)}`, 4),
      'PSBT_ROW_MALFORMED psbt.global.extendedKey: expected key data of 78 bytes, received 77 bytes',
    ],
  ])('refuses %s', (_name, extra, message) => {
    expect(refusalOf(() => decodePsbt(withRows('global', extra)))).toBe(message)
  })

  it('keeps extended keys and rows of unknown types', () => {
    const rows = [row(`01${'02'.repeat(78)}`, 8), row('fc0474657374', 5)]
    const { others } = decodePsbt(withRows('global', ...rows))
    expect(others).toEqual(rows)
  })

  it('names an input that is spent twice', () => {
    const { transaction } = fullPsbt({ inputs: 1, outputs: 1 })
    const twice = {
      ...small,
      transaction: { ...transaction, inputs: [...transaction.inputs, ...transaction.inputs] },
    }
    expect(refusalOf(() => decodePsbt(encodePsbt({ ...twice, inputs: [EMPTY_INPUT, EMPTY_INPUT] })))).toMatch(
      /^TRANSACTION_DUPLICATE_INPUT psbt\.global\.transaction\.inputs\[1\]: expected an outpoint that no other input spends/,
    )
  })
})

describe('amounts', () => {
  const max = 2_100_000_000_000_000n

  it('stay below the supply, alone and together', () => {
    const utxo = (amount: bigint): Psbt['inputs'][number] => ({
      ...EMPTY_INPUT,
      // over the supply on purpose: the brand is what the decoder must not take on trust
      witnessUtxo: { script: new Uint8Array(34), amount: amount as ReturnType<typeof sats> },
    })
    const two = fullPsbt({ inputs: 2, outputs: 1 })
    const base = { ...two, outputs: [EMPTY_OUTPUT], others: [] }
    expect([
      refusalOf(() => decodePsbt(encodePsbt({ ...base, inputs: [utxo(max), utxo(0n)] }))),
      refusalOf(() => decodePsbt(encodePsbt({ ...base, inputs: [utxo(max + 1n), utxo(0n)] }))),
      refusalOf(() => decodePsbt(encodePsbt({ ...base, inputs: [utxo(max), utxo(1n)] }))),
    ]).toMatchInlineSnapshot(`
      [
        "nothing was refused",
        "AMOUNT_OVER_SUPPLY psbt.inputs[0].witnessUtxo.amount: expected at most 2100000000000000, received 2100000000000001",
        "AMOUNT_OVER_SUPPLY psbt.inputs: expected at most 2100000000000000, received 2100000000000001",
      ]
    `)
  })
})

describe('a row', () => {
  const derivation = (hex: string): Uint8Array => fromHex(hex) ?? new Uint8Array(0)
  const x = '02'.repeat(32)

  it.each<[string, 'input' | 'output', Row]>([
    [
      'witnessUtxo with a script that is too long',
      'input',
      row('01', concat(new Uint8Array(8), Uint8Array.of(1, 0, 0))),
    ],
    [
      'witnessUtxo with a script that is too short',
      'input',
      row('01', concat(new Uint8Array(8), Uint8Array.of(3, 0, 0))),
    ],
    [
      'witnessUtxo with a script length that is not in its shortest form',
      'input',
      row('01', concat(new Uint8Array(8), Uint8Array.of(0xfd, 1, 0, 0))),
    ],
    ['sighash type of five bytes', 'input', row('03', 5)],
    [
      'final witness with a count that lies',
      'input',
      row('08', Uint8Array.of(0xfe, 0xff, 0xff, 0xff, 0xff, 0)),
    ],
    ['final witness with bytes behind it', 'input', row('08', Uint8Array.of(1, 0, 0))],
    ['SHA-256 preimage under a hash of 31 bytes', 'input', row(`0b${'00'.repeat(31)}`, 1)],
    ['leaf under a control block of one byte', 'input', row('15c0', Uint8Array.of(0xc0))],
    ['leaf at depth 129', 'input', row(`15${'c0'.repeat(33 + 32 * 129)}`, Uint8Array.of(0xc0))],
    [
      'leaf of another version than its control block',
      'input',
      row(`15${'c0'.repeat(33)}`, Uint8Array.of(0xc2)),
    ],
    ['leaf without a version', 'input', row(`15${'c0'.repeat(33)}`, 0)],
    ['derivation with a count of hashes that lies', 'input', row(`16${x}`, derivation('feffffffff00000000'))],
    ['derivation without a fingerprint', 'input', row(`16${x}`, derivation('0000000000'.slice(0, 8)))],
    ['derivation with half a step', 'input', row(`16${x}`, derivation('00000000000100'))],
    ['participants that are no points', 'input', row(`1a02${x}`, new Uint8Array(66).fill(5))],
    ['nonce keyed by no points', 'input', row(`1b${'05'.repeat(66)}`, 66)],
    ['partial signature with half a leaf hash', 'input', row(`1c${'02'.repeat(82)}`, 32)],
    ['output tree that is no tree', 'output', row('06', Uint8Array.of(1, 0xc0, 0))],
    ['output tree that goes on', 'output', row('06', Uint8Array.of(0, 0xc0, 0, 0, 0xc0, 0))],
    [
      'output tree with a leaf above an open branch',
      'output',
      row('06', Uint8Array.of(2, 0xc0, 0, 1, 0xc0, 0)),
    ],
    ['output tree at depth 129', 'output', row('06', Uint8Array.of(129, 0xc0, 0))],
    ['output tree with an odd leaf version', 'output', row('06', Uint8Array.of(0, 0xc1, 0))],
    ['output tree with a script that is cut off', 'output', row('06', Uint8Array.of(0, 0xc0, 9))],
  ])('is refused: %s', (_name, map, hostile) => {
    const message = refusalOf(() => decodePsbt(withRows(map, hostile)))
    expect(message).toMatch(new RegExp(`^PSBT_ROW_MALFORMED psbt.${map}s\\[0\\]\\.`))
    expect(message).toMatchSnapshot()
  })

  it('of version 2 is refused', () => {
    for (const type of ['0e', '0f', '10', '11', '12'])
      expect(refusalOf(() => decodePsbt(withRows('input', row(type, 4))))).toMatch(/^PSBT_ROW_OTHER_VERSION /)
    for (const type of ['03', '04'])
      expect(refusalOf(() => decodePsbt(withRows('output', row(type, 8))))).toMatch(
        /^PSBT_ROW_OTHER_VERSION /,
      )
  })

  it('of a kind that the model has no field for is kept', () => {
    const rows = [row('04', 3), row(`0602${x}`, 8), row('19', 2), row('fd0001', 4)]
    expect(decodePsbt(withRows('input', ...rows)).inputs[0]?.others).toEqual(rows)
  })

  it('is checked when it is written, too', () => {
    const wrong = { ...fullInput(), tapInternalKey: new Uint8Array(33) }
    const twice = { ...EMPTY_INPUT, others: [row('f0', 1), row('f0', 2)] }
    expect([
      refusalOf(() => encodePsbt({ ...small, inputs: [wrong] })),
      refusalOf(() => encodePsbt({ ...small, inputs: [twice] })),
      refusalOf(() => encodePsbt({ ...small, inputs: [] })),
    ]).toMatchInlineSnapshot(`
      [
        "PSBT_ROW_MALFORMED psbt.inputs[0].tapInternalKey: expected a value of 32 bytes, received 33 bytes",
        "PSBT_DUPLICATE_ROW psbt.inputs[0]: expected each key once, received a key of type 240 twice",
        "PSBT_MAP_COUNT psbt: expected 1 inputs and 1 outputs, received 0 and 1",
      ]
    `)
  })
})
