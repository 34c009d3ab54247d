import { mnemonicToSeedSync, validateMnemonic } from '@scure/bip39'
import type { MnemonicLibrary } from './types.js'
import { englishWords } from './words.js'

/** The package @scure/bip39, for places without `Buffer`. */
export const mnemonic: MnemonicLibrary = {
  words: englishWords,
  isValid: (phrase) => validateMnemonic(phrase, [...englishWords()]),
  toSeed: (phrase, passphrase) => mnemonicToSeedSync(phrase, passphrase),
}
