import { bech32m } from 'bech32'
import { BIP32Factory, type BIP32Interface } from 'bip32'
import { entropyToMnemonic, mnemonicToSeedSync } from 'bip39'
import { crypto, networks, toXOnly } from 'bitcoinjs-lib'
import type { Role } from 'taproot-escrow'
import { type Signer, signerFromMnemonic } from 'taproot-escrow/signers'
import * as ecc from 'tiny-secp256k1'

/** Somebody with a recovery phrase, as a wallet sees them. */
export interface Holder {
  /** An account for swaps alone: `[fingerprint/87h/1h/72h]tpub…` */
  readonly swaps: string
  /** Where the person wants to be paid: an ordinary wallet, apart from the accounts. */
  readonly address: string
  readonly signer: Signer
}

/** A holder with a part in the agreements. */
export interface Person extends Holder {
  readonly role: Role
  /** The account for this escrow, as agreements name it: `[fingerprint/87h/1h/5h]tpub…` */
  readonly key: string
}

export type People = Readonly<Record<Role, Person>>

const ESCROW_ACCOUNT = '87h/1h/5h'
const SWAP_ACCOUNT = '87h/1h/72h'
const WALLET_KEY = '86h/1h/0h/0/0'

const derive = (master: BIP32Interface, path: string): BIP32Interface =>
  master.derivePath(`m/${path.replaceAll('h', "'")}`)

/** BIP 86: an ordinary Taproot address. */
const walletAddress = (master: BIP32Interface): string => {
  const key = toXOnly(derive(master, WALLET_KEY).publicKey)
  const output = ecc.xOnlyPointAddTweak(key, crypto.taggedHash('TapTweak', key))
  if (output === null) throw new Error('this phrase has no such address')
  return bech32m.encode(networks.regtest.bech32, [1, ...bech32m.toWords(output.xOnlyPubkey)])
}

const holder = (byte: number): Holder & Pick<Person, 'key'> => {
  // one repeated byte is nobody's entropy: these coins are worthless, and the story repeats itself exactly
  const phrase = entropyToMnemonic(Buffer.alloc(16, byte))
  const master = BIP32Factory(ecc).fromSeed(mnemonicToSeedSync(phrase), networks.regtest)
  const fingerprint = Buffer.from(master.fingerprint).toString('hex')
  const account = (path: string): string =>
    `[${fingerprint}/${path}]${derive(master, path).neutered().toBase58()}`
  return {
    key: account(ESCROW_ACCOUNT),
    swaps: account(SWAP_ACCOUNT),
    address: walletAddress(master),
    signer: signerFromMnemonic(phrase),
  }
}

const person = (role: Role, byte: number): Person => ({ role, ...holder(byte) })

/** Somebody who swaps coins for payments over Lightning, and has no part in any agreement. */
export const swapProvider = (): Holder => holder(0x55)

/** Everybody in the story, each with a wallet of their own. */
export const everybody = (): People => ({
  employer: person('employer', 0x11),
  worker: person('worker', 0x22),
  arbiter: person('arbiter', 0x33),
  backupArbiter: person('backupArbiter', 0x44),
})
