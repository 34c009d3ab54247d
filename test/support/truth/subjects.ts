import { createBase58check } from '@scure/base'
import { sha256 } from '@scure/btc-signer/utils.js'
import { BIP32Factory } from 'bip32'
import { mnemonicToSeedSync } from 'bip39'
import * as ecc from 'tiny-secp256k1'
import { fromHex } from '../../../src/units/bytes.js'
import { networkOf } from '../../../src/units/network.js'
import type { Json } from '../documents.js'
import type { Fixture } from '../fixtureFormat.js'
import { addressOf, type Holder, holderOf, secretOf } from '../holders.js'
import type { Subject } from './walk.js'

/** An agreement of test holders. */
export const heldSubject = (title: string, document: Json): Subject => ({
  title,
  document,
  holderOf,
  secretOf,
})

const bip32 = BIP32Factory(ecc)
const base58check = createBase58check(sha256)
const { wifVersion, extendedPublicVersion, extendedPrivateVersion } = networkOf('regtest')
const VERSIONS = {
  wif: wifVersion,
  bip32: { public: extendedPublicVersion, private: extendedPrivateVersion },
}

/** An extended key with the version bytes of test chains. */
const moved = (key: string, version: number): string => {
  const payload = base58check.decode(key)
  new DataView(payload.buffer, payload.byteOffset).setUint32(0, version)
  return base58check.encode(payload)
}

const movedKey = (key: string): string =>
  key.replace(/[xt]pub[1-9A-HJ-NP-Za-km-z]+/, (text) => moved(text, extendedPublicVersion))

/** Whoever holds a key of a fixture. */
const holderIn = ({ keys }: Fixture, text: string): Holder => {
  const secret = keys.find(({ key }) => movedKey(key) === text)
  if (secret === undefined) throw new Error('a key whose secret the fixture does not tell')
  const { mnemonic, passphrase, extendedPrivateKey = '', wif } = secret
  // a byte for the network, 32 of the key, one that says that the point is compressed
  if (wif !== undefined) return { kind: 'bare', text, secret: base58check.decode(wif).slice(1, 33) }
  const root =
    mnemonic === undefined
      ? bip32.fromBase58(moved(extendedPrivateKey.replace(/^\[.*\]/, ''), extendedPrivateVersion), VERSIONS)
      : bip32.fromSeed(mnemonicToSeedSync(mnemonic, passphrase), VERSIONS)
  const [, path = ''] = /^\[[0-9a-f]{8}\/?([^\]]*)\]/.exec(text) ?? []
  const account =
    mnemonic === undefined || path === '' ? root : root.derivePath(`m/${path.replaceAll('h', "'")}`)
  return { kind: 'extended', text, root, account, path }
}

/** Clocks that a chain in a test can run through: long ones by blocks are shortened, heights come near, times stay. */
const nearer = (document: Json, tip: number): Json => {
  const heights = [...JSON.stringify(document).matchAll(/"height":(\d{4,})/g)].map(([, height]) =>
    Number(height),
  )
  const order = [...new Set(heights)].sort((left, right) => left - right)
  const isLong = JSON.stringify(document).match(/"blocks":\d{4,}/) !== null
  // spans are rounded down and locks up, so that what was in order stays so
  const shorter = (blocks: number): number => (isLong ? Math.max(1, Math.floor(blocks / 100)) : blocks)
  const spans = [...JSON.stringify(document).matchAll(/"decision":\{"blocks":(\d+)/g)]
  // what follows a height by a decision still does
  const step = Math.max(60, ...spans.map(([, blocks]) => shorter(Number(blocks))))
  const visit = (value: Json, name: string): Json => {
    if (Array.isArray(value)) return value.map((item) => visit(item, name))
    if (typeof value !== 'object' || value === null) return value
    if (value.height >= 1000) return { height: tip + step * (1 + order.indexOf(value.height)) }
    if (value.blocks !== undefined && isLong)
      return { blocks: name === 'decision' ? shorter(value.blocks) : Math.ceil(value.blocks / 100) }
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, visit(member, key)]))
  }
  return visit(document, '')
}

/** The agreement of a fixture on this chain: on regtest, with clocks that a chain in a test can run through. */
export const fixtureSubject = (fixture: Fixture, { tip }: { tip: number }): Subject => {
  const original: Json = JSON.parse(fixture.agreement.text)
  const document: Json = nearer(original, tip)
  const own = document.network === 'regtest'
  let drawn = 0
  const known = new Map<string, Holder>()
  const visit = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(visit)
    if (typeof value === 'string') return movedKey(value)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        key === 'address' && !own ? addressOf(drawn++) : visit(member),
      ]),
    )
  }
  return {
    title: [
      fixture.name,
      ...(own ? [] : [`moved from ${document.network} to regtest`]),
      ...(JSON.stringify(document) === JSON.stringify(original) ? [] : ['its clocks brought near']),
    ].join(', '),
    document: { ...visit(document), network: 'regtest' },
    holderOf: (text) => {
      const holder = known.get(text) ?? holderIn(fixture, text)
      known.set(text, holder)
      return holder
    },
    secretOf: (hash) => fromHex(fixture.preimages.find((one) => one.hash === hash)?.preimage ?? '')!,
  }
}
