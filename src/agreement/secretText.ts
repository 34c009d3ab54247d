import { bech32m } from 'bech32'

const PREFIX = 'secret'
/** What the text of a milestone's secret starts with. */
export const SECRET_TEXT_START = 'secret1'
/** 6 + 1 + 52 characters of data + 6 of checksum. */
export const SECRET_TEXT_LENGTH = 65

/** The text of a milestone's secret: bech32m, as BIP 350 has it for addresses. */
export const formatSecretText = (bytes: Uint8Array): string => bech32m.encode(PREFIX, bech32m.toWords(bytes))

/** The bytes of a milestone's secret, or `undefined` where the text is none or its checksum does not fit. */
export const secretTextBytes = (text: string): Uint8Array | undefined => {
  const parts = bech32m.decodeUnsafe(text, SECRET_TEXT_LENGTH)
  const words = parts?.prefix === PREFIX ? bech32m.fromWordsUnsafe(parts.words) : undefined
  return words && Uint8Array.from(words)
}
