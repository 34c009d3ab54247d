import { describe, expect, it } from 'vitest'
import {
  checkRow,
  GLOBAL_SHAPES,
  INPUT_SHAPES,
  OUTPUT_SHAPES,
  type Shapes,
} from '../../../src/psbt/shapes.js'
import { thrown } from '../../support/thrown.js'

/** Lengths that are tried: those around each limit that some row has. */
const KEY_LENGTHS = [
  0, 1, 19, 20, 21, 31, 32, 33, 34, 63, 64, 65, 66, 67, 77, 78, 79, 97, 98, 99, 4128, 4129, 4130, 4161,
]
const VALUE_LENGTHS = [
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 31, 32, 33, 34, 63, 64, 65, 66, 67, 72, 73, 74],
  ...[1020, 1023, 1024, 1025, 1028, 10_011, 10_012, 4_000_000, 4_000_001],
]
const ZEROS = new Uint8Array(4_000_001)

/** A key of this type whose data, of so many bytes, is made of compressed points as far as they go. */
const keyOf = (type: number, length: number): Uint8Array =>
  Uint8Array.from({ length: 1 + length }, (_, at) =>
    at === 0 ? type : (at - 1) % 33 !== 0 ? 7 : length === 65 ? 4 : 2,
  )

/** Numbers as text, neighbours joined: `0, 32–34`. */
const told = (numbers: readonly number[]): string => {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last !== undefined && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

const accepts = (shapes: Shapes, key: Uint8Array, value: number): boolean => {
  try {
    checkRow({ key, value: ZEROS.subarray(0, value) }, { shapes, field: 'map' })
    return true
  } catch {
    return false
  }
}

/** For each type: its name, and the lengths of key data and value that pass. */
const lengthsOf = (shapes: Shapes): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.keys(shapes).map((text) => {
      const type = Number(text)
      const { name = '', value } = shapes[type] ?? {}
      const keys = KEY_LENGTHS.filter((length) => accepts(shapes, keyOf(type, length), value?.least ?? 0))
      const values = VALUE_LENGTHS.filter((length) => accepts(shapes, keyOf(type, keys[0] ?? 0), length))
      return [`${type} ${name}`, `key ${told(keys)}; value ${told(values)}`]
    }),
  )

describe('the rows of a PSBT have the lengths that BIP 174, 371 and 373 say', () => {
  it('in the global map', () => {
    expect(lengthsOf(GLOBAL_SHAPES)).toMatchInlineSnapshot(`
      {
        "0 transaction": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "1 extendedKey": "key 78; value 4, 8, 32, 64, 72, 1020, 1024",
        "251 version": "key 0; value 4",
      }
    `)
  })

  it('in the map of an input', () => {
    expect(lengthsOf(INPUT_SHAPES)).toMatchInlineSnapshot(`
      {
        "0 nonWitnessUtxo": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "1 witnessUtxo": "key 0; value 9–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011",
        "10 ripemd160Preimage": "key 20; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "11 sha256Preimage": "key 32; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "12 hash160Preimage": "key 20; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "13 hash256Preimage": "key 32; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "19 tapKeySignature": "key 0; value 64–65",
        "2 partialSignature": "key 33, 65; value 9–10, 31–34, 63–67, 72–73",
        "20 tapScriptSignature": "key 64; value 64–65",
        "21 tapLeafScript": "key 33, 65, 97, 4129; value 1–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000",
        "22 tapDerivation": "key 32; value 5–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000",
        "23 tapInternalKey": "key 0; value 32",
        "24 tapMerkleRoot": "key 0; value 32",
        "26 musigParticipants": "key 33; value 33, 66, 1023",
        "27 musigPublicNonce": "key 66, 98; value 66",
        "28 musigPartialSignature": "key 66, 98; value 32",
        "3 sighashType": "key 0; value 4",
        "4 redeemScript": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "5 witnessScript": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "6 derivation": "key 33, 65; value 4, 8, 32, 64, 72, 1020, 1024",
        "7 finalScriptSig": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "8 finalScriptWitness": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "9 proofOfReserves": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
      }
    `)
  })

  it('in the map of an output', () => {
    expect(lengthsOf(OUTPUT_SHAPES)).toMatchInlineSnapshot(`
      {
        "0 redeemScript": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "1 witnessScript": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000–4000001",
        "2 derivation": "key 33, 65; value 4, 8, 32, 64, 72, 1020, 1024",
        "5 tapInternalKey": "key 0; value 32",
        "6 tapTree": "key 0; value 0–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000",
        "7 tapDerivation": "key 32; value 5–10, 31–34, 63–67, 72–74, 1020, 1023–1025, 1028, 10011–10012, 4000000",
        "8 musigParticipants": "key 33; value 33, 66, 1023",
      }
    `)
  })
})

describe('the key of a row', () => {
  const refused = (key: Uint8Array, value: number, shapes = INPUT_SHAPES): string =>
    thrown(() => checkRow({ key, value: new Uint8Array(value) }, { shapes, field: 'map' })).message
  const started = (type: number, length: number, ...starts: readonly [number, number][]): Uint8Array => {
    const key = keyOf(type, length)
    for (const [at, byte] of starts) key[1 + at] = byte
    return key
  }

  it('starts with a public key where the type says so', () => {
    for (const byte of [2, 3]) expect(accepts(INPUT_SHAPES, started(2, 33, [0, byte]), 9)).toBe(true)
    for (const byte of [0, 1, 4, 5])
      expect(refused(started(2, 33, [0, byte]), 9)).toMatch(/^map\.partialSignature: /)
    for (const byte of [2, 3, 6, 7])
      expect(refused(started(6, 65, [0, byte]), 4)).toMatch(/^map\.derivation: /)
  })

  it('holds points everywhere that it says them', () => {
    expect(refused(started(0x1a, 33, [0, 4]), 33)).toMatch(/^map\.musigParticipants: /)
    for (const at of [0, 33])
      for (const type of [0x1b, 0x1c])
        expect(refused(started(type, 66, [at, 5]), type === 0x1b ? 66 : 32)).toMatch(/^map\.musigP/)
    // behind the two points stands a hash
    expect(accepts(INPUT_SHAPES, started(0x1c, 98, [66, 9]), 32)).toBe(true)
  })

  it('is refused in words that tell the lengths', () => {
    expect([
      refused(keyOf(0x17, 1), 32),
      refused(keyOf(0x17, 0), 31),
      refused(keyOf(0x13, 0), 63),
      refused(keyOf(0x1a, 33), 34),
      refused(keyOf(0x1b, 67), 66),
      refused(keyOf(0x15, 34), 1),
      refused(keyOf(0x16, 32), 4),
      refused(keyOf(2, 34), 9),
      refused(started(2, 33, [0, 5]), 9),
      refused(started(0x1b, 66, [33, 5]), 66),
      refused(keyOf(1, 78), 6, GLOBAL_SHAPES),
    ]).toMatchInlineSnapshot(`
      [
        "map.tapInternalKey: expected key data of no bytes, received 1 bytes",
        "map.tapInternalKey: expected a value of 32 bytes, received 31 bytes",
        "map.tapKeySignature: expected a value of 64 to 65 bytes, received 63 bytes",
        "map.musigParticipants: expected a value of 33 bytes or more in steps of 33, received 34 bytes",
        "map.musigPublicNonce: expected key data of 66 to 98 bytes in steps of 32, received 67 bytes",
        "map.tapLeafScript: expected key data of 33 to 4129 bytes in steps of 32, received 34 bytes",
        "map.tapDerivation: expected a value of 5 to 4000000 bytes, received 4 bytes",
        "map.partialSignature: expected key data of 33 to 65 bytes in steps of 32, received 34 bytes",
        "map.partialSignature: expected public keys in the key data, received other bytes",
        "map.musigPublicNonce: expected public keys in the key data, received other bytes",
        "map.extendedKey: expected a value of 4 to 1024 bytes in steps of 4, received 6 bytes",
      ]
    `)
  })

  it('of a type that nobody knows may have any length', () => {
    for (const shapes of [GLOBAL_SHAPES, INPUT_SHAPES, OUTPUT_SHAPES])
      for (const length of KEY_LENGTHS) expect(accepts(shapes, keyOf(0x70, length), length)).toBe(true)
  })
})
