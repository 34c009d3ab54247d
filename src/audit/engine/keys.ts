import { schnorr } from '@noble/curves/secp256k1.js'
import { bytesToNumberBE } from '@noble/curves/utils.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { createBase58check, hex } from '@scure/base'
import type { SecondDocument, SecondQuorum } from './document.js'
import { compareBytes, taggedHash } from './encoding.js'
import { type Multiples, type SecondPoint, xOnlyOf } from './multiples.js'

/** A key of a leaf: 32 x-only bytes, and the steps from the master key for extended ones. */
export interface SecondKey {
  readonly xOnly: Uint8Array
  /** `[fingerprint/87h/1h/5h/2/7]`. */
  readonly origin?: string
}

/** A key as an agreement writes it: an account with its origin, or one x-only key. */
export type SecondHolder = SecondAccount | { readonly xOnly: Uint8Array }

/** A public node: its compressed point, and what BIP 32 mixes into its children. */
export interface SecondNode {
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
}

/** A node without a parent, as an extended key, too. */
export interface SecondRoot extends SecondNode {
  readonly text: string
}

/** An extended key, with the branches that were wanted so far. */
export interface SecondAccount {
  readonly account: SecondNode
  readonly origin: string
  readonly branches: Map<number, SecondBranch>
}

const base58check = /* @__PURE__ */ createBase58check(sha256)

/** BIP 32, "Serialization format": what stands before the chain code of a node without a parent. */
const rootHead = ({ network }: SecondDocument): Uint8Array =>
  Uint8Array.of(
    ...(network === 'mainnet' ? [0x04, 0x88, 0xb2, 0x1e] : [0x04, 0x35, 0x87, 0xcf]),
    ...new Uint8Array(9),
  )

const present = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('a key without its public half')
  return value
}

/** A node whose children are wanted many times: what BIP 32 takes of it, its point and its chain code read once. */
export interface SecondBranch extends SecondNode {
  readonly point: SecondPoint
  /** Keyed with the chain code. */
  readonly mac: ReturnType<typeof hmac.create>
}

const macOf = (chainCode: Uint8Array): SecondBranch['mac'] => hmac.create(sha512, chainCode)

/** BIP 32, "Public parent key → public child key": HMAC-SHA512, whose left half is the step to the child. */
const stepOf = ({ publicKey, mac }: Pick<SecondBranch, 'publicKey' | 'mac'>, index: number): Uint8Array => {
  const data = new Uint8Array(37)
  data.set(publicKey)
  new DataView(data.buffer).setUint32(33, index)
  return mac.clone().update(data).digest()
}

/** The child of a node as a branch. */
export const branchOf = ({ publicKey, chainCode }: SecondNode, index: number): SecondBranch => {
  const step = stepOf({ publicKey, mac: macOf(chainCode) }, index)
  const { Point } = schnorr
  const tweak = Point.BASE.multiplyUnsafe(bytesToNumberBE(step.subarray(0, 32)))
  // affine, or each of its children would take an inversion
  const point = Point.fromAffine(Point.fromBytes(publicKey).add(tweak).toAffine())
  const below = step.subarray(32)
  return { publicKey: point.toBytes(true), chainCode: below, point, mac: macOf(below) }
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

/** Children of branches, which share their inversions. */
export const childrenOf = (
  wanted: readonly WantedChildren[],
  multiples: Multiples,
): readonly SecondChildren[] => {
  const points = multiples.plus(
    wanted.flatMap(({ branches, index }) =>
      branches.map((branch) => ({ point: branch.point, scalar: tweakOf(branch, index) })),
    ),
  )
  let at = 0
  return wanted.map(({ branches }) => new Map(branches.map((branch) => [branch, present(points[at++])])))
}

const tweakOf = (branch: SecondBranch, index: number): Uint8Array => stepOf(branch, index).subarray(0, 32)

/** One of the children. */
export const childOf = (children: SecondChildren, branch: SecondBranch): SecondPoint =>
  present(children.get(branch))

/** The x-only key of one of the children. */
export const childKey = (children: SecondChildren, branch: SecondBranch): Uint8Array =>
  xOnlyOf(childOf(children, branch))

/** Reads the keys of a role. */
export const holdersOf = ({ keys }: SecondQuorum): readonly SecondHolder[] =>
  keys.map((text): SecondHolder => {
    const [, origin, key] = /^\[(.*)\](.*)$/.exec(text) ?? []
    if (origin === undefined || key === undefined) return { xOnly: hex.decode(text).slice(-32) }
    const bytes = base58check.decode(key)
    const account = { publicKey: bytes.subarray(45), chainCode: bytes.subarray(13, 45) }
    return { account, origin, branches: new Map() }
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

/** H in its compressed form (BIP 341, "Constructing and spending Taproot outputs"). */
const unspendable = (): Uint8Array => {
  const generator = schnorr.Point.BASE.toBytes(false)
  return concatBytes(Uint8Array.of(2), sha256(generator))
}

const rootOf = (publicKey: Uint8Array, chainCode: Uint8Array, document: SecondDocument): SecondRoot => ({
  publicKey,
  chainCode,
  text: base58check.encode(concatBytes(rootHead(document), chainCode, publicKey)),
})

/** U, whose children nobody can sign for and only this agreement has: H, or H + c·G beside a closed key path. */
export const termsAccount = (id: Uint8Array, document: SecondDocument): SecondRoot => {
  const c = taggedHash('taproot-escrow/terms', id)
  const h = unspendable()
  if (document.keyPath === 'musig2') return rootOf(h, c, document)
  const { Point } = schnorr
  const scalar = bytesToNumberBE(c)
  if (scalar >= Point.CURVE().n) throw new Error('a chain code over the order of the curve')
  return rootOf(Point.fromBytes(h).add(Point.BASE.multiplyUnsafe(scalar)).toBytes(true), c, document)
}

/** The sum of keys, each times its coefficient (BIP 327, "Key Sorting" and "Key Aggregation"). */
const aggregate = (accounts: readonly SecondNode[]): SecondPoint => {
  const { Point } = schnorr
  const keys = accounts.map(({ publicKey }) => publicKey).sort(compareBytes)
  const second = keys.find((key) => compareBytes(key, present(keys[0])) !== 0)
  const list = taggedHash('KeyAgg list', ...keys)
  return keys.reduce((sum, key) => {
    const point = Point.fromBytes(key)
    if (second !== undefined && compareBytes(key, second) === 0) return sum.add(point)
    const coefficient = Point.Fn.create(bytesToNumberBE(taggedHash('KeyAgg coefficient', list, key)))
    return sum.add(point.multiplyUnsafe(coefficient))
  }, Point.ZERO)
}

/** The aggregate of two accounts as an extended key (BIP 328). */
export const aggregateAccount = (accounts: readonly SecondNode[], document: SecondDocument): SecondRoot => {
  const chainCode = sha256(new TextEncoder().encode('MuSig2MuSig2MuSig2'))
  return rootOf(aggregate(accounts).toBytes(true), chainCode, document)
}

/** The closed key path: H, with all extended keys of the tree from left to right in its chain code. */
export const closedAccount = (points: readonly Uint8Array[], document: SecondDocument): SecondRoot =>
  rootOf(unspendable(), sha256(concatBytes(...points)), document)
