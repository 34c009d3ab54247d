import type { HashName } from '../reading.js'
import { notUnderstood } from './notUnderstood.js'

/** Something that is true or false depending on what the witness brings. */
export type Condition =
  /** An item is a valid signature of a key; if it is not, it has to be empty (BIP 342). */
  | { readonly kind: 'signature'; readonly item: number; readonly key: Uint8Array }
  /** An item is not empty. */
  | { readonly kind: 'filled'; readonly item: number }
  /** An item taken as a truth value is true. */
  | { readonly kind: 'truthy'; readonly item: number }
  | { readonly kind: 'length'; readonly item: number; readonly length: number }
  | { readonly kind: 'exactly'; readonly item: number; readonly bytes: Uint8Array }
  /** `at`: which instruction pushed the digest. */
  | {
      readonly kind: 'preimage'
      readonly item: number
      readonly hash: HashName
      readonly digest: Uint8Array
      readonly at?: number
    }
  | Among

/** So many of the terms are true, where the number is one of those allowed. */
export interface Among {
  readonly kind: 'among'
  readonly terms: readonly Condition[]
  readonly allowed: ReadonlySet<number>
  /** How deep conditions lie in each other. */
  readonly depth: number
}

/** What stands on the stack. */
export type Value =
  /** `at`: which instruction pushed it. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly at?: number }
  | { readonly kind: 'item'; readonly item: number }
  | { readonly kind: 'hash'; readonly hash: HashName; readonly item: number }
  | { readonly kind: 'size'; readonly item: number }
  /** A constant and one for each of the terms that is true. */
  | Sum

export interface Sum {
  readonly kind: 'sum'
  readonly base: number
  readonly terms: readonly Condition[]
}

/** Deepest nesting of conditions that is followed. */
const MAX_DEPTH = 64
/** Most terms of one sum: a leaf has fewer than 1000 items to count. */
const MAX_TERMS = 1000

const depthOf = (condition: Condition): number => (condition.kind === 'among' ? condition.depth : 0)

/** A condition on how many terms are true. */
export const among = (terms: readonly Condition[], isAllowed: (count: number) => boolean): Condition => {
  const [only] = terms
  const allowed = new Set<number>()
  for (let count = 0; count <= terms.length; count++) if (isAllowed(count)) allowed.add(count)
  if (only !== undefined && terms.length === 1 && allowed.size === 1 && allowed.has(1)) return only
  const depth = 1 + terms.reduce((most, term) => Math.max(most, depthOf(term)), 0)
  if (depth > MAX_DEPTH) throw notUnderstood('its conditions lie too deep in each other')
  if (terms.length > MAX_TERMS) throw notUnderstood(`it counts more than ${MAX_TERMS} conditions`)
  return { kind: 'among', terms, allowed, depth }
}

const FALSE = /* @__PURE__ */ new Uint8Array(0)

/** A number in its one encoding (BIP 62, "Numbers"). */
export const encodeNumber = (value: number): Uint8Array => {
  const bytes: number[] = []
  for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest % 256)
  const last = bytes[bytes.length - 1]
  if (last === undefined) return FALSE
  if (last >= 0x80) bytes.push(value < 0 ? 0x80 : 0)
  else if (value < 0) bytes[bytes.length - 1] = last | 0x80
  return Uint8Array.from(bytes)
}

/** The number that bytes encode, or `undefined` where they are longer than `most` or not in their one encoding. */
export const decodeNumber = (bytes: Uint8Array, most = 4): number | undefined => {
  if (bytes.length > most) return undefined
  const last = bytes[bytes.length - 1]
  if (last === undefined) return 0
  if ((last & 0x7f) === 0 && ((bytes[bytes.length - 2] ?? 0) & 0x80) === 0) return undefined
  let value = last & 0x7f
  for (let at = bytes.length - 2; at >= 0; at--) value = value * 256 + (bytes[at] ?? 0)
  return last >= 0x80 ? -value : value
}

/** Whether constant bytes are true: anything but zero, of either sign (BIP 342 leaves this as it was). */
export const isTrue = (bytes: Uint8Array): boolean =>
  bytes.some((byte, at) => byte !== 0 && !(at === bytes.length - 1 && byte === 0x80))

export const constant = (value: number): Value => ({ kind: 'bytes', bytes: encodeNumber(value) })

/** A truth value on the stack. */
export const truth = (condition: Condition): Value =>
  condition.kind === 'among' && condition.terms.length === 0
    ? constant(condition.allowed.has(0) ? 1 : 0)
    : { kind: 'sum', base: 0, terms: [condition] }

/** A value as a number. */
export const sumOf = (value: Value): Sum => {
  if (value.kind === 'sum') return value
  const base = value.kind === 'bytes' ? decodeNumber(value.bytes) : undefined
  if (base === undefined) throw notUnderstood('it counts with something that is no number of its own')
  return { kind: 'sum', base, terms: [] }
}

/** A value as a truth value. */
export const conditionOf = (value: Value): Condition => {
  switch (value.kind) {
    case 'bytes':
      return among([], () => isTrue(value.bytes))
    case 'item':
      return { kind: 'truthy', item: value.item }
    case 'size':
      return { kind: 'filled', item: value.item }
    case 'sum':
      return among(value.terms, (count) => value.base + count !== 0)
    case 'hash':
      throw notUnderstood('it takes a hash for a truth value')
  }
}
