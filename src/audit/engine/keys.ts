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
import { plusMultiples, type SecondPoint } from './multiples.js'

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

/** Branches whose children with one index are wanted. */
export interface WantedChildren {
  readonly branches: readonly SecondBranch[]
  readonly index: number
}

/** Keys from which on a table of multiples earns what it costs. */
const MANY = 2000

/**
 * Children of branches, BIP 32, "Public parent key → public child key". `HDKey` makes whole nodes, with a fingerprint,
 * two square roots and an inversion each; these share their inversions.
 */
export const childrenOf = (wanted: readonly WantedChildren[]): readonly SecondChildren[] => {
  const summands = wanted.flatMap(({ branches, index }) =>
    branches.map((branch) => ({ point: branch.point, scalar: tweakOf(branch, index) })),
  )
  const points =
    summands.length < MANY
      ? normalizeZ(
          schnorr.Point,
          // everything here is public: the time it takes tells nothing
          summands.map(({ point, scalar }) => point.add(schnorr.Point.BASE.multiplyUnsafe(scalar))),
        )
      : plusMultiples(summands)
  let at = 0
  return wanted.map(({ branches }) => new Map(branches.map((branch) => [branch, present(points[at++])])))
}

const tweakOf = ({ publicKey, chainCode }: SecondBranch, index: number): bigint => {
  const data = new Uint8Array(37)
  data.set(publicKey)
  new DataView(data.buffer).setUint32(33, index)
  return bytesToNumberBE(hmac(sha512, chainCode, data).subarray(0, 32))
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
