import { mnemonicToSeedSync, validateMnemonic, wordlists } from 'bip39'
import type { MnemonicLibrary } from './types.js'

const words = (): string[] => wordlists['english'] ?? []

/** The package bip39, which needs Node's `Buffer`. */
export const mnemonic: MnemonicLibrary = {
  words,
  isValid: (phrase) => validateMnemonic(phrase, words()),
  toSeed: (phrase, passphrase) => Uint8Array.from(mnemonicToSeedSync(phrase, passphrase)),
}
