import { compactSizeLength } from '../units/bytes.js'
import type { Fragment } from './miniscript.js'

/** Bytes of a SIGHASH_DEFAULT Schnorr signature (BIP 341, "Common signature message"). */
export const SIGNATURE_LENGTH = 64

/** What can be put on the stack: a signature of a key, the preimage of a hash. `undefined` where there is none. */
export interface Assets<Key> {
  readonly signature: (key: Key) => Uint8Array | undefined
  readonly preimage: (hash: Uint8Array) => Uint8Array | undefined
}

const EMPTY = /* @__PURE__ */ new Uint8Array(0)

/**
 * The witness stack that satisfies a fragment, bottom first, without script and control block; `undefined` where
 * something is missing. A key list takes the first `threshold` signatures in the order of its keys and an empty
 * push for every other key (BIP 387), so that the weight does not depend on who signed.
 */
export const satisfy = <Key>(
  fragment: Fragment<Key>,
  assets: Assets<Key>,
): readonly Uint8Array[] | undefined => {
  switch (fragment.type) {
    case 'pk': {
      const signature = assets.signature(fragment.key)
      return signature === undefined ? undefined : [signature]
    }
    case 'multi_a': {
      let missing = fragment.threshold
      const pushes = fragment.keys.map((key) => {
        const signature = missing > 0 ? assets.signature(key) : undefined
        if (signature === undefined) return EMPTY
        missing--
        return signature
      })
      return missing > 0 ? undefined : pushes.reverse()
    }
    case 'sha256': {
      const preimage = assets.preimage(fragment.hash)
      return preimage === undefined ? undefined : [preimage]
    }
    case 'and_v': {
      const right = satisfy(fragment.right, assets)
      const left = satisfy(fragment.left, assets)
      // the left part runs first, so its items lie on top
      return left === undefined || right === undefined ? undefined : [...right, ...left]
    }
    default:
      return []
  }
}

/** What an item of {@link satisfy} is for: a signature of a key, or the preimage of a hash. */
export type StackSlot<Key> = { readonly key: Key } | { readonly hash: Uint8Array }

/** What each item of a stack of {@link satisfy} is for, bottom first. */
export const stackSlots = <Key>(fragment: Fragment<Key>): readonly StackSlot<Key>[] => {
  switch (fragment.type) {
    case 'pk':
      return [{ key: fragment.key }]
    case 'multi_a':
      return fragment.keys.map((key) => ({ key })).reverse()
    case 'sha256':
      return [{ hash: fragment.hash }]
    case 'and_v':
      return [...stackSlots(fragment.right), ...stackSlots(fragment.left)]
    default:
      return []
  }
}

/** Lengths of the items of {@link satisfy}, known before anybody signs. */
export const satisfactionLengths = (fragment: Fragment<unknown>): readonly number[] => {
  switch (fragment.type) {
    case 'pk':
      return [SIGNATURE_LENGTH]
    case 'multi_a':
      return fragment.keys.map((_, position) => (position < fragment.threshold ? SIGNATURE_LENGTH : 0))
    case 'sha256':
      return [32]
    case 'and_v':
      return [...satisfactionLengths(fragment.right), ...satisfactionLengths(fragment.left)]
    default:
      return []
  }
}

/** Bytes of a serialised witness with items of these lengths (BIP 144). */
export const witnessLength = (items: readonly number[]): number =>
  items.reduce((sum, length) => sum + compactSizeLength(length) + length, compactSizeLength(items.length))
