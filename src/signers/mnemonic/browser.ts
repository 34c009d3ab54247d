import { mnemonicToSeedSync, validateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { MnemonicLibrary } from './types.js'

/** The package @scure/bip39, for places without `Buffer`. */
export const mnemonic: MnemonicLibrary = {
  words: wordlist,
  isValid: (phrase) => validateMnemonic(phrase, wordlist),
  toSeed: (phrase, passphrase) => mnemonicToSeedSync(phrase, passphrase),
}
