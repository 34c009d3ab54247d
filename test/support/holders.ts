import { createHash } from 'node:crypto'
import { createBase58check } from '@scure/base'
import { bech32, bech32m } from 'bech32'
import { BIP32Factory, type BIP32Interface } from 'bip32'
import * as ecc from 'tiny-secp256k1'
import { concat, toHex } from '../../src/units/bytes.js'
import { type NetworkName, networkOf } from '../../src/units/network.js'

/*
 * Those who hold the keys, addresses and secrets of test agreements: everything follows from small numbers, by
 * implementations that are not the library's own. Deriving is slow, so each thing is made once.
 */

/** Who can sign for an extended key of an agreement. */
export interface ExtendedHolder {
  readonly kind: 'extended'
  /** `[fingerprint/87h/1h/5h]tpub…` */
  readonly text: string
  readonly root: BIP32Interface
  readonly account: BIP32Interface
  /** `m/87'/1'/5'` */
  readonly path: string
}

/** Who can sign for a bare key of an agreement. */
export interface BareHolder {
  readonly kind: 'bare'
  /** Hex of the key as the agreement writes it: 33 bytes, or 32. */
  readonly text: string
  readonly secret: Uint8Array
}

export type Holder = ExtendedHolder | BareHolder

const sha256 = (...parts: readonly (string | Uint8Array)[]): Uint8Array => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

const remembered = <Value>(make: (seed: number, variant: string) => Value) => {
  const known = new Map<string, Value>()
  return (seed: number, variant: string): Value => {
    const name = `${seed} ${variant}`
    const value = known.get(name) ?? make(seed, variant)
    known.set(name, value)
    return value
  }
}

const holders = new Map<string, Holder>()

const bip32 = BIP32Factory(ecc)

const makeExtended = (seed: number, network: string): ExtendedHolder => {
  // the caller below passes the name of a network
  const { extendedPublicVersion, extendedPrivateVersion, wifVersion } = networkOf(network as NetworkName)
  const root = bip32.fromSeed(sha256(`taproot-escrow test seed ${seed}`), {
    wif: wifVersion,
    bip32: { public: extendedPublicVersion, private: extendedPrivateVersion },
  })
  const coin = network === 'mainnet' ? 0 : 1
  const path = `m/87'/${coin}'/${seed}'`
  const account = root.derivePath(path)
  const origin = `${toHex(root.fingerprint)}/87h/${coin}h/${seed}h`
  const text = `[${origin}]${account.neutered().toBase58()}`
  const holder: ExtendedHolder = { kind: 'extended', text, root, account, path }
  holders.set(text, holder)
  return holder
}

const extended = remembered(makeExtended)

/** The holder of an account of this chain. */
export const extendedHolder = (seed: number, network: NetworkName = 'regtest'): ExtendedHolder =>
  extended(seed, network)

const bare = remembered((seed, form): BareHolder => {
  const secret = sha256(`taproot-escrow test secret key ${seed}`)
  const point = ecc.pointFromScalar(secret, true)!
  const text = toHex(form === 'xOnly' ? point.subarray(1) : point)
  const holder: BareHolder = { kind: 'bare', text, secret }
  holders.set(text, holder)
  return holder
})

/** The holder of a bare key, written as 33 or as 32 bytes. */
export const bareHolder = (seed: number, form: 'compressed' | 'xOnly' = 'xOnly'): BareHolder =>
  bare(seed, form)

/** Whoever holds a key of an agreement that was made from these holders. */
export const holderOf = (keyText: string): Holder => {
  const holder = holders.get(keyText)
  if (holder === undefined) throw new Error('no holder of this key was made')
  return holder
}

export const ADDRESS_KINDS = ['p2tr', 'p2wpkh', 'p2wsh', 'p2pkh', 'p2sh'] as const
export type AddressKind = (typeof ADDRESS_KINDS)[number]

const base58check = createBase58check((bytes: Uint8Array) => sha256(bytes))

const address = remembered((seed, variant): string => {
  // the caller below joins the two
  const [kind, name] = variant.split(' ') as [AddressKind, NetworkName]
  const { hrp, p2pkhVersion, p2shVersion } = networkOf(name)
  const hash = sha256(`taproot-escrow test address ${seed}`)
  switch (kind) {
    case 'p2tr':
      return bech32m.encode(hrp, [1, ...bech32m.toWords(ecc.pointFromScalar(hash, true)!.subarray(1))])
    case 'p2wpkh':
      return bech32.encode(hrp, [0, ...bech32.toWords(hash.subarray(0, 20))])
    case 'p2wsh':
      return bech32.encode(hrp, [0, ...bech32.toWords(hash)])
    case 'p2pkh':
      return base58check.encode(concat(Uint8Array.of(p2pkhVersion), hash.subarray(0, 20)))
    case 'p2sh':
      return base58check.encode(concat(Uint8Array.of(p2shVersion), hash.subarray(0, 20)))
  }
})

/** An address of its own for every number. */
export const addressOf = (
  seed: number,
  { kind = 'p2tr', network = 'regtest' }: { kind?: AddressKind; network?: NetworkName } = {},
): string => address(seed, `${kind} ${network}`)

const secrets = new Map<string, Uint8Array>()

/** Hex of the hash of the secret with this number; {@link secretOf} knows the secret. */
export const secretHashOf = (seed: number): string => {
  const secret = sha256(`taproot-escrow test secret ${seed}`)
  const hash = toHex(sha256(secret))
  secrets.set(hash, secret)
  return hash
}

/** The 32 bytes behind a hash that {@link secretHashOf} answered. */
export const secretOf = (hash: string): Uint8Array => {
  const secret = secrets.get(hash)
  if (secret === undefined) throw new Error('no secret of this hash was made')
  return secret
}
