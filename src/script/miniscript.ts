import { concat, toHex } from '../units/bytes.js'

/**
 * The Miniscript of this library's leaves (BIP 379): keys, key lists, locks, a hash, and their conjunction.
 * There is no OR: every OR is a branch of the script tree. `Key` is whatever stands for a key: a text in a
 * descriptor, 32 x-only bytes in a script.
 */
export type Fragment<Key> =
  | { readonly type: 'pk'; readonly key: Key }
  | { readonly type: 'multi_a'; readonly threshold: number; readonly keys: readonly Key[] }
  | { readonly type: 'older'; readonly value: number }
  | { readonly type: 'after'; readonly value: number }
  | { readonly type: 'sha256'; readonly hash: Uint8Array }
  | { readonly type: 'and_v'; readonly left: Fragment<Key>; readonly right: Fragment<Key> }

/** Fragments joined by `and_v` from the left: `and_v(v:and_v(v:A,B),C)`; `undefined` for none. */
export const conjunction = <Key>(parts: readonly Fragment<Key>[]): Fragment<Key> | undefined => {
  const [first, ...others] = parts
  return first && others.reduce((left, right): Fragment<Key> => ({ type: 'and_v', left, right }), first)
}

/** The same fragment with every key replaced. */
export const mapKeys = <From, To>(fragment: Fragment<From>, map: (key: From) => To): Fragment<To> => {
  switch (fragment.type) {
    case 'pk':
      return { type: 'pk', key: map(fragment.key) }
    case 'multi_a':
      return { ...fragment, keys: fragment.keys.map(map) }
    case 'and_v':
      return { type: 'and_v', left: mapKeys(fragment.left, map), right: mapKeys(fragment.right, map) }
    default:
      return fragment
  }
}

/** All keys of a fragment from left to right. */
export const keysOf = <Key>(fragment: Fragment<Key>): readonly Key[] => {
  switch (fragment.type) {
    case 'pk':
      return [fragment.key]
    case 'multi_a':
      return fragment.keys
    case 'and_v':
      return [...keysOf(fragment.left), ...keysOf(fragment.right)]
    default:
      return []
  }
}

/**
 * The fragment as Miniscript text.
 *
 * @example
 * formatMiniscript({ type: 'and_v', left: pk('A'), right: { type: 'older', value: 144 } }) // and_v(v:pk(A),older(144))
 */
export const formatMiniscript = (fragment: Fragment<string>): string => {
  switch (fragment.type) {
    case 'pk':
      return `pk(${fragment.key})`
    case 'multi_a':
      return `multi_a(${[fragment.threshold, ...fragment.keys].join(',')})`
    case 'older':
    case 'after':
      return `${fragment.type}(${fragment.value})`
    case 'sha256':
      return `sha256(${toHex(fragment.hash)})`
    case 'and_v':
      return `and_v(v:${formatMiniscript(fragment.left)},${formatMiniscript(fragment.right)})`
  }
}

/** Whether a fragment leaves its result on the stack or has verified it away (the `v:` wrapper). */
type Mode = 'value' | 'verify'

const OP = {
  PUSH_32: 0x20,
  VERIFY: 0x69,
  SIZE: 0x82,
  EQUAL: 0x87,
  EQUALVERIFY: 0x88,
  NUMEQUAL: 0x9c,
  NUMEQUALVERIFY: 0x9d,
  SHA256: 0xa8,
  CHECKSIG: 0xac,
  CHECKSIGVERIFY: 0xad,
  CHECKLOCKTIMEVERIFY: 0xb1,
  CHECKSEQUENCEVERIFY: 0xb2,
  CHECKSIGADD: 0xba,
} as const

/** OP_1 is 0x51, so OP_n is this plus n. */
const OP_N_BASE = 0x50

/** A positive number as the shortest push: OP_1 to OP_16, else little-endian with a free sign bit. */
const pushNumber = (value: number): Uint8Array => {
  if (value >= 1 && value <= 16) return Uint8Array.of(OP_N_BASE + value)
  const bytes: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.push(rest % 256)
  if ((bytes[bytes.length - 1] ?? 0) >= 0x80) bytes.push(0)
  return Uint8Array.of(bytes.length, ...bytes)
}

const encode = (fragment: Fragment<Uint8Array>, mode: Mode): readonly Uint8Array[] => {
  const verify = mode === 'verify'
  switch (fragment.type) {
    case 'pk':
      return [
        Uint8Array.of(OP.PUSH_32),
        fragment.key,
        Uint8Array.of(verify ? OP.CHECKSIGVERIFY : OP.CHECKSIG),
      ]
    case 'multi_a':
      return [
        ...fragment.keys.flatMap((key, position) => [
          Uint8Array.of(OP.PUSH_32),
          key,
          Uint8Array.of(position === 0 ? OP.CHECKSIG : OP.CHECKSIGADD),
        ]),
        pushNumber(fragment.threshold),
        Uint8Array.of(verify ? OP.NUMEQUALVERIFY : OP.NUMEQUAL),
      ]
    case 'older':
      return [
        pushNumber(fragment.value),
        Uint8Array.of(OP.CHECKSEQUENCEVERIFY, ...(verify ? [OP.VERIFY] : [])),
      ]
    case 'after':
      return [
        pushNumber(fragment.value),
        Uint8Array.of(OP.CHECKLOCKTIMEVERIFY, ...(verify ? [OP.VERIFY] : [])),
      ]
    case 'sha256':
      return [
        Uint8Array.of(OP.SIZE, 1, 32, OP.EQUALVERIFY, OP.SHA256, OP.PUSH_32),
        fragment.hash,
        Uint8Array.of(verify ? OP.EQUALVERIFY : OP.EQUAL),
      ]
    case 'and_v':
      return [...encode(fragment.left, 'verify'), ...encode(fragment.right, mode)]
  }
}

/**
 * The tapscript of a fragment whose keys are 32 x-only bytes. A longer key would be an unknown key type, which
 * anybody who mines may spend (BIP 342, "Rules for signature opcodes"); only parsed keys reach this function.
 */
export const compileFragment = (fragment: Fragment<Uint8Array>): Uint8Array =>
  concat(...encode(fragment, 'value'))
