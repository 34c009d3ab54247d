import { bytesOfWords, decodeBech32, encodeBech32, wordsOfBytes } from '../units/bech32.js'

const PREFIX = 'secret'
/** What the text of a milestone's secret starts with. */
export const SECRET_TEXT_START = 'secret1'
/** 6 + 1 + 52 characters of data + 6 of checksum. */
export const SECRET_TEXT_LENGTH = 65

/** The text of a milestone's secret: bech32m, as BIP 350 has it for addresses. */
export const formatSecretText = (bytes: Uint8Array): string =>
  encodeBech32({ prefix: PREFIX, words: wordsOfBytes(bytes), encoding: 'bech32m' })

/** The bytes of a milestone's secret, or `undefined` where the text is none or its checksum does not fit. */
export const secretTextBytes = (text: string): Uint8Array | undefined => {
  const read = decodeBech32(text, { longest: SECRET_TEXT_LENGTH })
  return read?.prefix === PREFIX && read.encoding === 'bech32m' ? bytesOfWords(read.words) : undefined
}
