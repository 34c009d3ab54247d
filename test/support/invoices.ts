import { secp256k1 } from '@noble/curves/secp256k1.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { bech32 } from 'bech32'
import { concat, fromHex, utf8 } from '../../src/units/bytes.js'

/** The key of BOLT 11's examples. */
export const EXAMPLE_KEY: Uint8Array = fromHex(
  'e126f68f7eafcc8b74f54d269fe206be715000f94dac067d1c04a8ca3b2db734',
)!
export const EXAMPLE_NODE = '03e7156ae33b0a208d0744199163177e909e80176e55d97a2f221ede0f934dd9ad'
export const EXAMPLE_TIME = 1_496_314_658
export const EXAMPLE_HASH = '0001020304050607080900010203040506070809000102030405060708090102'
export const EXAMPLE_SECRET: string = '11'.repeat(32)

const CHARACTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'

/** A field: its letter, and its words or bytes. */
export type Field = readonly [letter: string, data: readonly number[] | Uint8Array]

export const hexField = (letter: string, hex: string): Field => [letter, fromHex(hex)!]
export const textField = (letter: string, text: string): Field => [letter, utf8(text)]

/** The fields that every invoice has. */
export const USUAL: readonly Field[] = [
  hexField('p', EXAMPLE_HASH),
  hexField('s', EXAMPLE_SECRET),
  textField('d', 'coffee'),
]

const wordsOf = (data: readonly number[] | Uint8Array): readonly number[] =>
  data instanceof Uint8Array ? bech32.toWords(data) : data

const numberWords = (value: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, at) => Math.floor(value / 32 ** (count - 1 - at)) % 32)

export interface InvoiceParts {
  readonly prefix?: string
  readonly time?: number
  readonly fields?: readonly Field[]
  /** Words behind the fields that are none. */
  readonly rest?: readonly number[]
  readonly key?: Uint8Array
  /** Changes the 65 bytes: r, s and which key. */
  readonly signature?: (bytes: Uint8Array) => Uint8Array
}

/** An invoice signed as BOLT 11 says, whatever stands in it: written apart from the reader, for its tests. */
export const invoiceOf = ({
  prefix = 'lnbc',
  time = EXAMPLE_TIME,
  fields = USUAL,
  rest = [],
  key = EXAMPLE_KEY,
  signature = (bytes) => bytes,
}: InvoiceParts): string => {
  const words = [
    ...numberWords(time, 7),
    ...fields.flatMap(([letter, data]) => {
      const own = wordsOf(data)
      return [CHARACTERS.indexOf(letter), ...numberWords(own.length, 2), ...own]
    }),
    ...rest,
  ]
  const bits = words.map((word) => word.toString(2).padStart(5, '0')).join('')
  const bytes = Uint8Array.from(bits.match(/.{1,8}/g) ?? [], (byte) =>
    Number.parseInt(byte.padEnd(8, '0'), 2),
  )
  const made = secp256k1.sign(sha256(concat(utf8(prefix), bytes)), key, {
    prehash: false,
    format: 'recovered',
  })
  const moved = concat(made.subarray(1), made.subarray(0, 1))
  return bech32.encode(prefix, [...words, ...bech32.toWords(signature(moved))], 20_000)
}
