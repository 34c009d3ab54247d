import { createHash } from 'node:crypto'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { BIP32Factory } from 'bip32'
import * as ecc from 'tiny-secp256k1'

export const bip32: ReturnType<typeof BIP32Factory> = BIP32Factory(ecc)

/** Twelve words for every number. */
export const mnemonicOf = (seed: number): string =>
  entropyToMnemonic(
    new Uint8Array(createHash('sha256').update(`taproot-escrow test mnemonic ${seed}`).digest()).subarray(
      0,
      16,
    ),
    wordlist,
  )
