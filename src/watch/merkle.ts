import { concat, fromHex } from '../units/bytes.js'
import { hash256, hashText } from './header.js'

/** A leaf of a block's tree, and the hashes beside its way up; hex, as nodes print hashes. */
export interface MerkleBranch {
  readonly txid: string
  /** Counted from 0. */
  readonly position: number
  /** From the leaves up. */
  readonly branch: readonly string[]
}

/** More than four billion leaves, which no block holds. */
const MAX_DEPTH = 32

/**
 * The root that a branch folds to; `undefined` where it cannot be a branch: a hash that is none, a position with bits
 * left above the top, or one that is the right half of two equal hashes, which is the last leaf counted twice and
 * stands at a position that no transaction has.
 *
 * Source: BIP 37, "Partial Merkle branch format"; CVE-2012-2459.
 */
export const foldedRoot = ({ txid, position, branch }: MerkleBranch): string | undefined => {
  let node = hashBytes(txid)
  if (!Number.isSafeInteger(position) || position < 0 || branch.length > MAX_DEPTH) return undefined
  let left = position
  for (const text of branch) {
    const beside = hashBytes(text)
    if (node === undefined || beside === undefined) return undefined
    const isRight = left % 2 === 1
    if (isRight && hashText(node) === text) return undefined
    node = hash256(isRight ? concat(beside, node) : concat(node, beside))
    left = Math.floor(left / 2)
  }
  return node === undefined || left > 0 ? undefined : hashText(node)
}

const HASH = /^[0-9a-f]{64}$/

const hashBytes = (text: string): Uint8Array | undefined =>
  HASH.test(text) ? fromHex(text)?.reverse() : undefined
