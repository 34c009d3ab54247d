import { scriptError } from './errors.js'
import type { Fragment } from './miniscript.js'
import { satisfactionLengths, witnessLength } from './satisfy.js'

/*
 * What strict nodes relay of leaves with key lists, measured on Bitcoin Knots 29.5 (docs/limits.md). Bitcoin Core
 * relays all of them.
 */

/**
 * Keys of a leaf that need not sign. Every further one counts as 33 bytes of data: the transaction counts as a
 * larger one, and from 84 bytes on it is refused (`-datacarriersize`).
 */
export const MAX_UNUSED_KEYS = 10

/** Bytes of an input's serialised witness, its count of items included (`-maxscriptsize`). */
export const MAX_WITNESS_LENGTH = 1650

/** How many keys of the lists in a fragment do not sign. */
export const unusedKeys = (fragment: Fragment<unknown>): number => {
  switch (fragment.type) {
    case 'multi_a':
      return fragment.keys.length - fragment.threshold
    case 'and_v':
      return unusedKeys(fragment.left) + unusedKeys(fragment.right)
    default:
      return 0
  }
}

/** A leaf as its spend reveals it. */
export interface RevealedLeaf {
  readonly fragment: Fragment<unknown>
  /** Bytes of the script. */
  readonly scriptLength: number
  /** Bytes of the control block. */
  readonly controlBlockLength: number
}

/** Bytes of the serialised witness that spends a leaf: each signature has 64, known before anybody signs. */
export const leafWitnessLength = ({ fragment, scriptLength, controlBlockLength }: RevealedLeaf): number =>
  witnessLength([...satisfactionLengths(fragment), scriptLength, controlBlockLength])

/**
 * Refuses a leaf whose spend strict nodes would not relay, or would count as larger than it is.
 *
 * @throws EscrowError `SCRIPT_TOO_MANY_KEYS`, `SCRIPT_WITNESS_TOO_LARGE`
 */
export const checkRelayable = (leaf: RevealedLeaf, field: string): void => {
  const unused = unusedKeys(leaf.fragment)
  if (unused > MAX_UNUSED_KEYS)
    throw scriptError('SCRIPT_TOO_MANY_KEYS', {
      field,
      expected: `at most ${MAX_UNUSED_KEYS} keys in one leaf that need not sign`,
      received: `${unused}`,
      layer: 'relay',
    })
  const length = leafWitnessLength(leaf)
  if (length > MAX_WITNESS_LENGTH)
    throw scriptError('SCRIPT_WITNESS_TOO_LARGE', {
      field,
      expected: `keys and signatures that fit into a witness of ${MAX_WITNESS_LENGTH} bytes`,
      received: `${length} bytes`,
      layer: 'relay',
    })
}
