import { regrouped } from './regrouped.js'

/** BIP 173, "Bech32". */
const LETTERS = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATORS: readonly number[] = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]
const CHECKSUM = 6

/** What a right checksum leaves (BIP 173, "Checksum"; BIP 350). */
const LEFT = { bech32: 1, bech32m: 0x2bc830a3 } as const

export type Bech32Encoding = keyof typeof LEFT

/** The remainder of a prefix and of words of five bits. */
const remainderOf = (prefix: string, words: readonly number[]): number => {
  const codes = Array.from(prefix, (letter) => letter.charCodeAt(0))
  let rest = 1
  for (const word of [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31), ...words]) {
    const high = rest >> 25
    rest = ((rest & 0x1ffffff) << 5) ^ word
    GENERATORS.forEach((generator, bit) => {
      if ((high >> bit) & 1) rest ^= generator
    })
  }
  return rest
}

/** What a text of bech32 holds. */
export interface Bech32 {
  /** In lower case. */
  readonly prefix: string
  /** Five bits each, without the checksum's. */
  readonly words: readonly number[]
  readonly encoding: Bech32Encoding
}

/** The text of a prefix in lower case and of words of five bits. */
export const encodeBech32 = ({ prefix, words, encoding }: Bech32): string => {
  const rest = remainderOf(prefix, [...words, ...new Array<number>(CHECKSUM).fill(0)]) ^ LEFT[encoding]
  const checksum = Array.from({ length: CHECKSUM }, (_, at) => (rest >> (25 - 5 * at)) & 31)
  return `${prefix}1${[...words, ...checksum].map((word) => LETTERS[word]).join('')}`
}

/**
 * Reads bech32 or bech32m of at most so many characters, all in one case; `undefined` where a text is neither.
 *
 * Sources: BIP 173, BIP 350.
 */
export const decodeBech32 = (text: string, { longest }: { readonly longest: number }): Bech32 | undefined => {
  if (text.length > longest || (text !== text.toLowerCase() && text !== text.toUpperCase())) return undefined
  // letters of other alphabets have these for their lower case, and are none
  const [, start, letters] = /^([!-~]+)1([02-9ac-hj-np-z]{6,})$/i.exec(text) ?? []
  if (start === undefined || letters === undefined) return undefined
  const prefix = start.toLowerCase()
  const words = [...letters.toLowerCase()].map((letter) => LETTERS.indexOf(letter))
  const rest = remainderOf(prefix, words)
  const encoding = rest === LEFT.bech32 ? 'bech32' : rest === LEFT.bech32m ? 'bech32m' : undefined
  return encoding && { prefix, words: words.slice(0, -CHECKSUM), encoding }
}

/** Bytes as words of five bits, the last one filled up with zeros. */
export const wordsOfBytes = (bytes: Uint8Array): readonly number[] => {
  const { whole, held, bits } = regrouped(bytes, { from: 8, to: 5 })
  return bits === 0 ? whole : [...whole, held << (5 - bits)]
}

/** The bytes of words; `undefined` where a whole word, or anything but zeros, is left over. */
export const bytesOfWords = (words: readonly number[]): Uint8Array | undefined => {
  const { whole, held, bits } = regrouped(words, { from: 5, to: 8 })
  return bits < 5 && held === 0 ? Uint8Array.from(whole) : undefined
}
