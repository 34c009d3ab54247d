import { BIP32Factory, type BIP32Interface } from 'bip32'
import * as ecc from 'tiny-secp256k1'
import { toHex } from '../../src/units/bytes.js'

const regtest = {
  messagePrefix: '',
  bech32: 'bcrt',
  bip32: { public: 0x043587cf, private: 0x04358394 },
  pubKeyHash: 0x6f,
  scriptHash: 0xc4,
  wif: 0xef,
}

/** A master key of the test chains, by a foreign implementation. */
export const master = (seed: number): BIP32Interface =>
  BIP32Factory(ecc).fromSeed(new Uint8Array(32).fill(seed), regtest)

/** The account of a master key as agreements name it. */
export const accountText = (seed: number, path = '87h/1h/5h'): string => {
  const root = master(seed)
  const account = path === '' ? root : root.derivePath(`m/${path.replaceAll('h', "'")}`)
  return `[${toHex(root.fingerprint)}${path === '' ? '' : `/${path}`}]${account.neutered().toBase58()}`
}
