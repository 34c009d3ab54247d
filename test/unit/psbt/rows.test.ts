import { describe, expect, it } from 'vitest'
import { decodePsbt, encodePsbt } from '../../../src/psbt/codec.js'
import { EMPTY_INPUT, EMPTY_OUTPUT, type TapDerivation } from '../../../src/psbt/model.js'
import { serializeTransaction } from '../../../src/psbt/transaction.js'
import { concat, fromHex } from '../../../src/units/bytes.js'
import { row, small, withRows } from '../../support/psbtRows.js'
import { refusalOf } from '../../support/thrown.js'

const outputRefusal = (key: string, value: number | Uint8Array): string =>
  refusalOf(() => decodePsbt(withRows('output', row(key, value))))

describe('a row of an output that is read', () => {
  it('names its derivation where that is malformed', () => {
    expect(outputRefusal(`07${'02'.repeat(32)}`, Uint8Array.of(0, 0, 0, 0, 0, 1))).toBe(
      'PSBT_ROW_MALFORMED psbt.outputs[0].tapDerivation: expected a value as long as its lengths say, received its end at byte 5',
    )
  })

  it.each([
    ['the first', '05', '02'],
    ['the second', '02', '05'],
  ])('names participants of which %s is no point', (_, first, second) => {
    const participants = concat(...[first, second].map((byte) => fromHex(byte.repeat(33))!))
    expect(outputRefusal(`08${'02'.repeat(33)}`, participants)).toBe(
      'PSBT_ROW_MALFORMED psbt.outputs[0].musigParticipants: expected compressed public keys, received other bytes',
    )
  })

  it.each([
    ['derivation', `02${'05'.repeat(33)}`, 4],
    ['musigParticipants', `08${'05'.repeat(33)}`, 33],
  ])('is keyed by a public key where its type says so: %s', (name, key, value) => {
    expect(outputRefusal(key, value)).toBe(
      `PSBT_ROW_MALFORMED psbt.outputs[0].${name}: expected public keys in the key data, received other bytes`,
    )
  })
})

describe('the tree of an output', () => {
  it('may be a row without leaves, as some wallets write one of change', () => {
    expect(decodePsbt(withRows('output', row('06', 0))).outputs[0]?.tapTree).toEqual([])
  })

  it('is no tree where a leaf lies below nothing', () => {
    expect(outputRefusal('06', Uint8Array.of(1, 0xc0, 0))).toBe(
      'PSBT_ROW_MALFORMED psbt.outputs[0].tapTree: expected leaves that form one whole tree, received other depths',
    )
  })
})

describe('a row that is written', () => {
  const derivation: TapDerivation = {
    xOnly: new Uint8Array(32),
    leafHashes: [],
    fingerprint: '00ff00ff',
    path: [],
  }
  const written = (changed: TapDerivation): readonly string[] => [
    refusalOf(() => encodePsbt({ ...small, inputs: [{ ...EMPTY_INPUT, tapDerivations: [changed] }] })),
    refusalOf(() => encodePsbt({ ...small, outputs: [{ ...EMPTY_OUTPUT, tapDerivations: [changed] }] })),
  ]
  const everywhere = (rest: string): readonly string[] =>
    ['inputs', 'outputs'].map((map) => `PSBT_ROW_MALFORMED psbt.${map}[0].tapDerivation: ${rest}`)

  it.each(['00ff00', '00ff00ff00', '00ff00fg', ''])('has no fingerprint of %j', (fingerprint) => {
    expect(written({ ...derivation, fingerprint })).toEqual(
      everywhere('expected a fingerprint of 8 hex digits, received something else'),
    )
  })

  it.each([31, 33])('has no leaf hash of %i bytes beside one that is right', (length) => {
    expect(written({ ...derivation, leafHashes: [new Uint8Array(32), new Uint8Array(length)] })).toEqual(
      everywhere('expected leaf hashes of 32 bytes, received another length'),
    )
  })

  it.each([1, 252, 253, 254, 0xffff, 0x1_0000])('may hold %i bytes, and is read back', (length) => {
    const others = [row('f0', length), row(`f1${'07'.repeat(Math.min(length, 300) - 1)}`, 1)]
    const { inputs } = decodePsbt(encodePsbt({ ...small, inputs: [{ ...EMPTY_INPUT, others }] }))
    expect(inputs[0]?.others).toEqual(others)
  })

  it('stands once, in the global map and in those of outputs, too', () => {
    const twice = [row('f1', 1), row('f1', 2)]
    const rest = 'expected each key once, received a key of type 241 twice'
    expect(refusalOf(() => encodePsbt({ ...small, others: twice }))).toBe(
      `PSBT_DUPLICATE_ROW psbt.global: ${rest}`,
    )
    expect(refusalOf(() => encodePsbt({ ...small, outputs: [{ ...EMPTY_OUTPUT, others: twice }] }))).toBe(
      `PSBT_DUPLICATE_ROW psbt.outputs[0]: ${rest}`,
    )
  })

  it.each(['', '00'.repeat(31), 'x'.repeat(64)])('spends no outpoint of the id %j', (txid) => {
    const inputs = small.transaction.inputs.map((input) => ({ ...input, outpoint: { txid, vout: 0 } }))
    expect(refusalOf(() => serializeTransaction({ ...small.transaction, inputs }))).toMatch(
      /^TRANSACTION_MALFORMED transaction\.inputs\[0\]\.outpoint\.txid: expected a transaction in its network/,
    )
  })
})

/** The depths of the leaves of every binary tree with so many leaves, left to right. */
const wholeTrees = (leaves: number, depth = 0): readonly (readonly number[])[] =>
  leaves === 1
    ? [[depth]]
    : Array.from({ length: leaves - 1 }, (_, at) => at + 1).flatMap((left) =>
        wholeTrees(left, depth + 1).flatMap((before) =>
          wholeTrees(leaves - left, depth + 1).map((after) => [...before, ...after]),
        ),
      )

/** Every list of so many depths up to the greatest. */
const lists = (length: number, greatest: number): readonly (readonly number[])[] =>
  length === 0
    ? [[]]
    : lists(length - 1, greatest).flatMap((rest) =>
        Array.from({ length: greatest + 1 }, (_, depth) => [...rest, depth]),
      )

describe('the tree of an output', () => {
  const isRead = (depths: readonly number[]): boolean => {
    const leaves = depths.map((depth) => Uint8Array.of(depth, 0xc0, 0))
    return outputRefusal('06', concat(...leaves)) === 'nothing was refused'
  }

  it.each([1, 2, 3, 4, 5])('is read where its %i leaves form one whole tree, and only there', (leaves) => {
    const whole = new Set(wholeTrees(leaves).map(String))
    expect(lists(leaves, leaves).filter(isRead).map(String).toSorted()).toEqual([...whole].toSorted())
  })

  it('is read down to the depth that Taproot allows', () => {
    const chain = (depth: number) => [...Array.from({ length: depth }, (_, at) => at + 1), depth]
    expect(isRead(chain(128))).toBe(true)
    expect(isRead(chain(129))).toBe(false)
  })
})
