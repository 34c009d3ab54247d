/** BIP 39 with the English word list. */
export interface MnemonicLibrary {
  readonly words: () => readonly string[]
  /** Length and checksum; the words are known. */
  readonly isValid: (phrase: string) => boolean
  /** 64 bytes. */
  readonly toSeed: (phrase: string, passphrase: string) => Uint8Array
}
