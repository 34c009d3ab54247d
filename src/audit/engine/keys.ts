import { secp256k1 } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { hex } from '@scure/base'
import { HDKey, type Versions } from '@scure/bip32'
import { keyAggregate, sortKeys } from '@scure/btc-signer/musig2.js'
import { concatBytes, sha256, TAPROOT_UNSPENDABLE_KEY, tagSchnorr } from '@scure/btc-signer/utils.js'
import type { SecondDocument, SecondQuorum } from './document.js'

/** A key of a leaf: 32 x-only bytes, and the steps from the master key for extended ones. */
export interface SecondKey {
  readonly xOnly: Uint8Array
  /** `[fingerprint/87h/1h/5h/2/7]`. */
  readonly origin?: string
}

/** A key as an agreement writes it: an account with its origin, or one x-only key. */
export type SecondHolder =
  | { readonly account: HDKey; readonly origin: string; readonly branches: Map<number, SecondBranch> }
  | { readonly xOnly: Uint8Array }

const VERSIONS: Readonly<Record<'main' | 'test', Versions>> = {
  main: { public: 0x0488b21e, private: 0x0488ade4 },
  test: { public: 0x043587cf, private: 0x04358394 },
}

const versionsOf = ({ network }: SecondDocument): Versions =>
  VERSIONS[network === 'mainnet' ? 'main' : 'test']

const present = <Value>(value: Value | null | undefined): Value => {
  if (value === null || value === undefined) throw new Error('a key without its public half')
  return value
}

/** The compressed point of a node. */
export const pointOf = ({ publicKey }: HDKey): Uint8Array => present(publicKey)

/** A point of the curve. */
export type SecondPoint = ReturnType<typeof secp256k1.Point.fromBytes>

/** A node whose children are wanted many times: what BIP 32 takes of it, its point read once. */
export interface SecondBranch {
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
  readonly point: SecondPoint
}

/** The child of a node as a branch. */
export const branchOf = (node: HDKey, index: number): SecondBranch => {
  const child = node.deriveChild(index)
  const publicKey = pointOf(child)
  return { publicKey, chainCode: present(child.chainCode), point: secp256k1.Point.fromBytes(publicKey) }
}

/**
 * The point of a branch's child, BIP 32, "Public parent key → public child key". `HDKey` makes a whole node, with a
 * fingerprint and two square roots, where a contract wants the x coordinate only.
 */
export const childPoint = ({ publicKey, chainCode, point }: SecondBranch, index: number): SecondPoint => {
  const data = new Uint8Array(37)
  data.set(publicKey)
  new DataView(data.buffer).setUint32(33, index)
  const tweak = bytesToNumberBE(hmac(sha512, chainCode, data).subarray(0, 32))
  // everything here is public: the time it takes tells nothing
  return point.add(secp256k1.Point.BASE.multiplyUnsafe(tweak))
}

/** The x-only key of a branch's child. */
export const childKey = (branch: SecondBranch, index: number): Uint8Array =>
  childPoint(branch, index).toBytes(true).slice(1)

/** Reads the keys of a role. */
export const holdersOf = ({ keys }: SecondQuorum, document: SecondDocument): readonly SecondHolder[] =>
  keys.map((text): SecondHolder => {
    const [, origin, key] = /^\[(.*)\](.*)$/.exec(text) ?? []
    if (origin === undefined || key === undefined) return { xOnly: hex.decode(text).slice(-32) }
    return { account: HDKey.fromExtendedKey(key, versionsOf(document)), origin, branches: new Map() }
  })

/** The key that a holder has on path p of the contract with index i: child `2p/i`, or the bare key itself. */
export const leafKey = (
  holder: SecondHolder,
  { path, index }: { path: number; index: number },
): SecondKey => {
  if (!('account' in holder)) return holder
  const { account, origin, branches } = holder
  const branch = branches.get(path) ?? branchOf(account, 2 * path)
  branches.set(path, branch)
  return { xOnly: childKey(branch, index), origin: `[${origin}/${2 * path}/${index}]` }
}

/** H in its compressed form. */
const H = /* @__PURE__ */ concatBytes(Uint8Array.of(2), TAPROOT_UNSPENDABLE_KEY)

const rootNode = (publicKey: Uint8Array, chainCode: Uint8Array, document: SecondDocument): HDKey =>
  new HDKey({ publicKey, chainCode, versions: versionsOf(document) })

/** U, whose children nobody can sign for and only this agreement has. */
export const termsAccount = (id: Uint8Array, document: SecondDocument): HDKey =>
  rootNode(H, tagSchnorr('taproot-escrow/terms', id), document)

/** The aggregate of two accounts as an extended key (BIP 327, BIP 328). */
export const aggregateAccount = (accounts: readonly HDKey[], document: SecondDocument): HDKey => {
  const { aggPublicKey } = keyAggregate(sortKeys(accounts.map(pointOf)))
  const chainCode = sha256(new TextEncoder().encode('MuSig2MuSig2MuSig2'))
  return rootNode(aggPublicKey.toBytes(true), chainCode, document)
}

/** The closed key path: H, with all extended keys of the tree from left to right in its chain code. */
export const closedAccount = (points: readonly Uint8Array[], document: SecondDocument): HDKey =>
  rootNode(H, sha256(concatBytes(...points)), document)
