import { equalBytes } from '../../units/bytes.js'
import { type AbsoluteLock, type Lock, lockValue, type RelativeLock } from '../../units/lock.js'
import type { HashName } from '../reading.js'
import { notUnderstood } from './notUnderstood.js'

/** Something that one way through a script asks of one item of the witness. */
export type ItemFact =
  | { readonly kind: 'exactly'; readonly bytes: Uint8Array }
  | { readonly kind: 'length'; readonly length: number }
  /** A valid signature of this key. */
  | { readonly kind: 'signature'; readonly key: Uint8Array }
  /** A valid signature or nothing, as many as a key list needs. */
  | { readonly kind: 'quorum' }
  /** Anything but nothing. */
  | { readonly kind: 'filled' }
  | { readonly kind: 'truthy' }
  /** `at`: which instruction pushed the digest. */
  | {
      readonly kind: 'preimage'
      readonly hash: HashName
      readonly digest: Uint8Array
      readonly at?: number
    }
  | { readonly kind: 'noPreimage'; readonly hash: HashName; readonly digest: Uint8Array }
  | { readonly kind: 'otherLength'; readonly length: number }

/** So many of these keys sign. */
export interface Quorum {
  readonly threshold: number
  readonly keys: readonly Uint8Array[]
  /** The items that hold the signatures, each behind its key. */
  readonly items: readonly number[]
}

/** What one way through a script asks for, as far as it has been walked. */
export interface Facts {
  readonly items: ReadonlyMap<number, readonly ItemFact[]>
  readonly quorums: readonly Quorum[]
  /** Of the type that the script asks for, the longest; `undefined` in it where the number locks nothing. */
  readonly older?: { readonly type: 'blocks' | 'seconds'; readonly lock: RelativeLock | undefined }
  readonly after?: { readonly type: 'height' | 'time'; readonly lock: AbsoluteLock | undefined }
}

export const NO_FACTS: Facts = /* @__PURE__ */ (() => ({ items: new Map(), quorums: [] }))()

const SIGNATURE_LENGTHS: readonly number[] = [64, 65]

type Pair = 'same' | 'fits' | 'contradiction' | 'unclear'

const exactAnd = (bytes: Uint8Array, other: ItemFact): Pair => {
  switch (other.kind) {
    case 'exactly':
      return equalBytes(bytes, other.bytes) ? 'same' : 'contradiction'
    case 'length':
      return bytes.length === other.length ? 'fits' : 'contradiction'
    case 'filled':
      return bytes.length > 0 ? 'fits' : 'contradiction'
    case 'signature':
      return SIGNATURE_LENGTHS.includes(bytes.length) ? 'unclear' : 'contradiction'
    case 'truthy':
      return bytes.length === 0 ? 'contradiction' : bytes.length === 1 && bytes[0] === 1 ? 'fits' : 'unclear'
    default:
      return 'unclear'
  }
}

const lengthAnd = (length: number, other: ItemFact): Pair => {
  switch (other.kind) {
    case 'length':
      return length === other.length ? 'same' : 'contradiction'
    case 'signature':
      return SIGNATURE_LENGTHS.includes(length) ? 'unclear' : 'contradiction'
    case 'filled':
    case 'truthy':
      return length > 0 ? 'fits' : 'contradiction'
    case 'preimage':
    case 'noPreimage':
      return 'fits'
    case 'otherLength':
      return length === other.length ? 'contradiction' : 'fits'
    default:
      return 'unclear'
  }
}

/** Whether two things can be asked of one item at once. What is rare is unclear, never assumed. */
const pairOf = (left: ItemFact, right: ItemFact): Pair => {
  if (left.kind === 'exactly') return exactAnd(left.bytes, right)
  if (right.kind === 'exactly') return exactAnd(right.bytes, left)
  if (left.kind === 'length') return lengthAnd(left.length, right)
  if (right.kind === 'length') return lengthAnd(right.length, left)
  if (left.kind === 'signature' && right.kind === 'signature')
    return equalBytes(left.key, right.key) ? 'same' : 'unclear'
  if (left.kind === 'preimage' && right.kind === 'preimage') {
    if (left.hash !== right.hash) return 'fits'
    return equalBytes(left.digest, right.digest) ? 'same' : 'contradiction'
  }
  if (left.kind === 'filled' || right.kind === 'filled') {
    const other = left.kind === 'filled' ? right : left
    if (other.kind === 'filled') return 'same'
    return ['signature', 'preimage', 'noPreimage', 'truthy'].includes(other.kind) ? 'fits' : 'unclear'
  }
  return left.kind === 'truthy' && right.kind === 'truthy' ? 'same' : 'unclear'
}

/** The facts with one more about an item; `undefined` where both cannot be. */
export const withItem = (facts: Facts, item: number, fact: ItemFact): Facts | undefined => {
  const known = facts.items.get(item) ?? []
  let repeated = false
  for (const other of known) {
    const pair = pairOf(fact, other)
    if (pair === 'contradiction') return undefined
    if (pair === 'unclear') throw notUnderstood('it asks two things of one item of the witness')
    if (pair === 'same') repeated = true
  }
  return repeated ? facts : { ...facts, items: new Map(facts.items).set(item, [...known, fact]) }
}

/** The facts with a quorum whose items serve nothing else. */
export const withQuorum = (facts: Facts, quorum: Quorum): Facts => {
  const items = new Map(facts.items)
  for (const item of quorum.items) {
    if (items.has(item)) throw notUnderstood('it uses a signature twice')
    items.set(item, [{ kind: 'quorum' }])
  }
  return { ...facts, items, quorums: [...facts.quorums, quorum] }
}

/** The bytes of an item, where a way leaves it no choice. */
export const exactBytes = (facts: Facts, item: number): Uint8Array | undefined => {
  for (const fact of facts.items.get(item) ?? []) if (fact.kind === 'exactly') return fact.bytes
  return undefined
}

/** The facts with a relative lock; `undefined` where one input cannot keep both types. Source: BIP 68, BIP 112. */
export const withOlder = (facts: Facts, older: NonNullable<Facts['older']>): Facts | undefined => {
  const { type, lock } = facts.older ?? older
  if (type !== older.type) return undefined
  return { ...facts, older: longer(lock, older.lock) ? { type, lock } : older }
}

/** The facts with an absolute lock; `undefined` where one transaction cannot keep both types. Source: BIP 65. */
export const withAfter = (facts: Facts, after: NonNullable<Facts['after']>): Facts | undefined => {
  const { type, lock } = facts.after ?? after
  if (type !== after.type) return undefined
  return { ...facts, after: longer(lock, after.lock) ? { type, lock } : after }
}

const longer = (left: Lock | undefined, right: Lock | undefined): boolean =>
  right === undefined || (left !== undefined && lockValue(left) >= lockValue(right))
