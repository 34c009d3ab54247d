import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { phraseWordPosition } from '../../agreement/phraseWords.js'
import { checksumFits } from '../../agreement/recoveryPhrase.js'
import type { MnemonicLibrary } from './types.js'
import { englishWords } from './words.js'

/** Without a package, for places without `Buffer`. */
export const mnemonic: MnemonicLibrary = {
  words: englishWords,
  isValid: (phrase) => checksumFits(phrase.split(' ').map((word) => phraseWordPosition(word) ?? 0)),
  // BIP 39, "From mnemonic to seed"
  toSeed: (phrase, passphrase) =>
    pbkdf2(sha512, phrase.normalize('NFKD'), `mnemonic${passphrase.normalize('NFKD')}`, {
      c: 2048,
      dkLen: 64,
    }),
}
