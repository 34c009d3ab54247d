import { BIP32Factory } from 'bip32'
import { entropyToMnemonic, mnemonicToSeedSync } from 'bip39'
import * as ecc from 'tiny-secp256k1'
import { toHex } from '../../src/units/bytes.js'
import { plainDocument } from '../support/documents.js'
import { extendedHolder } from '../support/holders.js'
import type { Material } from './job.js'

const regtest = { wif: 0xef, bip32: { public: 0x043587cf, private: 0x04358394 } }

/** An employer with a mnemonic and a worker with an account, who agreed on something plain. */
export const material = (): Material => {
  const phrase = entropyToMnemonic('42'.repeat(16))
  const root = BIP32Factory(ecc).fromSeed(mnemonicToSeedSync(phrase), regtest)
  const account = root.derivePath("m/87'/1'/0'").neutered().toBase58()
  const worker = extendedHolder(2)
  const document = plainDocument()
  document.employer.keys = [`[${toHex(root.fingerprint)}/87h/1h/0h]${account}`]
  const origin = worker.text.slice(0, worker.text.indexOf(']') + 1)
  return {
    agreement: JSON.stringify(document),
    phrase,
    extendedKey: `${origin}${worker.account.toBase58()}`,
  }
}
