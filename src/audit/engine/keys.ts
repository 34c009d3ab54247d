import { normalizeZ } from '@noble/curves/abstract/curve.js'
import { schnorr } from '@noble/curves/secp256k1.js'
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
export type SecondHolder = SecondAccount | { readonly xOnly: Uint8Array }

/** An extended key, with the branches that were wanted so far. */
export interface SecondAccount {
  readonly account: HDKey
  readonly origin: string
  readonly branches: Map<number, SecondBranch>
}

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
export type SecondPoint = ReturnType<typeof schnorr.Point.fromBytes>

/** Multiplications from which on a larger table earns what it costs. */
const MANY = 2000
/** Bits of a window: the library's own has 6, a small table and half as many additions again. */
const LARGE_WINDOW = 10

/** The generator, with a table for about so many multiplications. */
export const generatorFor = (multiplications: number): SecondPoint => {
  const { Point } = schnorr
  // a point of its own, so that the table goes when it is no longer used
  return multiplications < MANY
    ? Point.BASE
    : Point.fromAffine(Point.BASE.toAffine()).precompute(LARGE_WINDOW)
}

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
  return { publicKey, chainCode: present(child.chainCode), point: schnorr.Point.fromBytes(publicKey) }
}

/** The branch of an account in the leaf before which it stands in `count` others: child `2 · count`. */
export const leafBranch = ({ account, branches }: SecondAccount, count: number): SecondBranch => {
  const branch = branches.get(count) ?? branchOf(account, 2 * count)
  branches.set(count, branch)
  return branch
}

/** Children of branches, by their branch. */
export type SecondChildren = ReadonlyMap<SecondBranch, SecondPoint>

/**
 * The children of branches with one index, BIP 32, "Public parent key → public child key". `HDKey` makes whole nodes,
 * with a fingerprint, two square roots and an inversion each; all of these take one inversion together.
 */
export const childrenOf = (
  branches: readonly SecondBranch[],
  { index, generator }: { index: number; generator: SecondPoint },
): SecondChildren => {
  const points = branches.map((branch) => childPoint(branch, { index, generator }))
  const normal = normalizeZ(schnorr.Point, points)
  return new Map(branches.map((branch, at) => [branch, present(normal[at])]))
}

const childPoint = (
  { publicKey, chainCode, point }: SecondBranch,
  { index, generator }: { index: number; generator: SecondPoint },
): SecondPoint => {
  const data = new Uint8Array(37)
  data.set(publicKey)
  new DataView(data.buffer).setUint32(33, index)
  const tweak = bytesToNumberBE(hmac(sha512, chainCode, data).subarray(0, 32))
  // everything here is public: the time it takes tells nothing
  return point.add(generator.multiplyUnsafe(tweak))
}

/** One of the children. */
export const childOf = (children: SecondChildren, branch: SecondBranch): SecondPoint =>
  present(children.get(branch))

/** The x-only key of one of the children. */
export const childKey = (children: SecondChildren, branch: SecondBranch): Uint8Array =>
  childOf(children, branch).toBytes(true).slice(1)

/** Reads the keys of a role. */
export const holdersOf = ({ keys }: SecondQuorum, document: SecondDocument): readonly SecondHolder[] =>
  keys.map((text): SecondHolder => {
    const [, origin, key] = /^\[(.*)\](.*)$/.exec(text) ?? []
    if (origin === undefined || key === undefined) return { xOnly: hex.decode(text).slice(-32) }
    return { account: HDKey.fromExtendedKey(key, versionsOf(document)), origin, branches: new Map() }
  })

/** The key that a holder has in the leaf before which it stands in `count` others: child `2 · count/i`, or the bare key. */
export const leafKey = (
  holder: SecondHolder,
  { count, index, children }: { count: number; index: number; children: SecondChildren },
): SecondKey =>
  'account' in holder
    ? {
        xOnly: childKey(children, leafBranch(holder, count)),
        origin: `[${holder.origin}/${2 * count}/${index}]`,
      }
    : holder

/** H in its compressed form. */
const H = /* @__PURE__ */ concatBytes(Uint8Array.of(2), TAPROOT_UNSPENDABLE_KEY)

const rootNode = (publicKey: Uint8Array, chainCode: Uint8Array, document: SecondDocument): HDKey =>
  new HDKey({ publicKey, chainCode, versions: versionsOf(document) })

/** U, whose children nobody can sign for and only this agreement has: H, or H + c·G beside a closed key path. */
export const termsAccount = (id: Uint8Array, document: SecondDocument): HDKey => {
  const c = tagSchnorr('taproot-escrow/terms', id)
  if (document.keyPath === 'musig2') return rootNode(H, c, document)
  const { Point } = schnorr
  const scalar = bytesToNumberBE(c)
  if (scalar >= Point.CURVE().n) throw new Error('a chain code over the order of the curve')
  return rootNode(Point.fromBytes(H).add(Point.BASE.multiplyUnsafe(scalar)).toBytes(true), c, document)
}

/** The aggregate of two accounts as an extended key (BIP 327, BIP 328). */
export const aggregateAccount = (accounts: readonly HDKey[], document: SecondDocument): HDKey => {
  const { aggPublicKey } = keyAggregate(sortKeys(accounts.map(pointOf)))
  const chainCode = sha256(new TextEncoder().encode('MuSig2MuSig2MuSig2'))
  return rootNode(aggPublicKey.toBytes(true), chainCode, document)
}

/** The closed key path: H, with all extended keys of the tree from left to right in its chain code. */
export const closedAccount = (points: readonly Uint8Array[], document: SecondDocument): HDKey =>
  rootNode(H, sha256(concatBytes(...points)), document)
