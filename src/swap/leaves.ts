import { ripemd160 } from '@noble/hashes/legacy.js'
import { compileFragment } from '../script/miniscript.js'
import { concat, equalBytes } from '../units/bytes.js'
import type { SwapKind } from './terms.js'

/** What a stretch of a leaf's script is there for. */
export type LeafPart = 'opcodes' | 'hash' | 'key' | 'timeout'

/** A leaf's script in its stretches, from the first byte on. */
export type LeafParts = readonly (readonly [part: LeafPart, bytes: Uint8Array])[]

const SIZE_32_EQUALVERIFY: readonly number[] = [0x82, 0x01, 0x20, 0x88]
const HASH160_PUSH: readonly number[] = [0xa9, 0x14]
const EQUALVERIFY_PUSH: readonly number[] = [0x88, 0x20]
const CHECKSIG = 0xac

/**
 * `HASH160 <h> EQUALVERIFY <key> CHECKSIG`, in a reverse swap behind `SIZE 32 EQUALVERIFY`: a preimage of another
 * length could be claimed with on chain and not be settled with in Lightning.
 */
export const claimParts = (
  kind: SwapKind,
  { hash, key }: { hash: Uint8Array; key: Uint8Array },
): LeafParts => [
  ['opcodes', Uint8Array.of(...(kind === 'reverse' ? SIZE_32_EQUALVERIFY : []), ...HASH160_PUSH)],
  // the payment hash is the SHA-256 inside of HASH160
  ['hash', ripemd160(hash)],
  ['opcodes', Uint8Array.from(EQUALVERIFY_PUSH)],
  ['key', key],
  ['opcodes', Uint8Array.of(CHECKSIG)],
]

/** `<key> CHECKSIGVERIFY <T> CHECKLOCKTIMEVERIFY`: `and_v(v:pk(key),after(T))` of Miniscript. */
export const refundParts = ({ key, timeout }: { key: Uint8Array; timeout: number }): LeafParts => {
  const script = compileFragment({
    type: 'and_v',
    left: { type: 'pk', key },
    right: { type: 'after', value: timeout },
  })
  const end = script.length - 1
  return [
    ['opcodes', script.slice(0, 1)],
    ['key', script.slice(1, 33)],
    ['opcodes', script.slice(33, 34)],
    ['timeout', script.slice(34, end)],
    ['opcodes', script.slice(end)],
  ]
}

export const scriptOf = (parts: LeafParts): Uint8Array => concat(...parts.map(([, bytes]) => bytes))

/** The first stretch in which another script differs, or `undefined` where it is the same. */
export const differenceOf = (parts: LeafParts, other: Uint8Array): LeafPart | undefined => {
  let at = 0
  for (const [part, bytes] of parts) {
    if (!equalBytes(bytes, other.subarray(at, at + bytes.length))) return part
    at += bytes.length
  }
  return at === other.length ? undefined : 'opcodes'
}
