import { EscrowError } from '../errors.js'
import {
  type ParsedTransaction,
  parseTransaction,
  serializeTransaction,
  transactionWeight,
} from '../psbt/transaction.js'
import { foldedRoot } from './merkle.js'

/** Two hashes beside each other: an inner node of a block's tree looks like a transaction of this size. */
const NODE_BYTES = 64

/** Which part of a proof does not hold. */
export type InclusionRule = 'TRANSACTION' | 'COINBASE' | 'BRANCH' | 'DEPTH'

export interface InclusionFault {
  readonly rule: InclusionRule
  readonly expected: string
  readonly received: string
}

/** A transaction, the coinbase transaction of the same block, and their ways up the tree. */
export interface Inclusion {
  /** In its network serialisation. */
  readonly transaction: Uint8Array
  /** Counted from 0, the coinbase transaction. */
  readonly position: number
  /** Hex as nodes print hashes, from the leaves up. */
  readonly branch: readonly string[]
  readonly coinbase: { readonly transaction: Uint8Array; readonly branch: readonly string[] }
}

/**
 * What is wrong with a proof that a transaction is in the block with this root, or the transaction. The depth of the
 * tree is that of the coinbase transaction, whose bytes show that it is one: a leaf that was made up below a
 * transaction, and an inner node that was passed off as one, stand at another depth; and nothing of 64 bytes without
 * its witnesses proves anything.
 *
 * Source: CVE-2017-12842; BIP 37 for the tree.
 */
export const provenTransaction = (
  { transaction, position, branch, coinbase }: Inclusion,
  merkleRoot: string,
): ParsedTransaction | InclusionFault => {
  const given = leafOf(transaction)
  if (given === undefined)
    return {
      rule: 'TRANSACTION',
      expected: 'a transaction that is not 64 bytes long without witnesses',
      received: 'none',
    }
  const first = leafOf(coinbase.transaction)
  if (first === undefined || !isCoinbase(first))
    return { rule: 'COINBASE', expected: "the block's coinbase transaction", received: 'another, or none' }
  if (coinbase.branch.length !== branch.length)
    return {
      rule: 'DEPTH',
      expected: `${coinbase.branch.length} hashes, as deep as the block's coinbase transaction`,
      received: `${branch.length}`,
    }
  const roots = [
    foldedRoot({ txid: first.txid, position: 0, branch: coinbase.branch }),
    foldedRoot({ txid: given.txid, position, branch }),
  ]
  const other = roots.find((root) => root !== merkleRoot)
  if (roots.some((root) => root !== merkleRoot))
    return {
      rule: 'BRANCH',
      expected: `a branch up to the block's root ${merkleRoot}`,
      received: other ?? 'one that is none',
    }
  return given
}

const leafOf = (bytes: Uint8Array): ParsedTransaction | undefined => {
  try {
    const parsed = parseTransaction(bytes)
    // three times the bytes without witnesses, and once those with them
    const stripped = (transactionWeight(parsed) - serializeTransaction(parsed).length) / 3
    return stripped === NODE_BYTES ? undefined : parsed
  } catch (error) {
    if (error instanceof EscrowError) return undefined
    throw error
  }
}

const NO_TXID = '00'.repeat(32)

const isCoinbase = ({ inputs }: ParsedTransaction): boolean => {
  const [only] = inputs
  return inputs.length === 1 && only?.outpoint.txid === NO_TXID && only.outpoint.vout === 0xffffffff
}
