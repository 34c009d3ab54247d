import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { shown } from '../errors.js'
import { keyError } from './errors.js'
import { HARDENED, type KeyNode } from './extendedKey.js'

/** A child and what was added to its parent's point: child = parent + tweak·G. */
export interface TweakedChild {
  readonly node: KeyNode
  /** 32 bytes: the left half of BIP 32's HMAC. */
  readonly tweak: Uint8Array
}

/** Refuses what is no number of a child. */
export const checkIndex = (
  index: number,
  { field, end = HARDENED }: { readonly field: string; readonly end?: number },
): void => {
  if (!Number.isInteger(index) || index < 0 || index >= end)
    throw keyError('KEY_INDEX_OUT_OF_RANGE', {
      field,
      expected: `a whole number from 0 to ${HARDENED - 1}`,
      received: shown(index),
    })
}

/** BIP 32's HMAC of a parent and an index: what is added to the parent's point, and the child's chain code. */
const stepDigest = (node: KeyNode, index: number, field: string): Uint8Array => {
  checkIndex(index, { field, end: 2 * HARDENED })
  if (index >= HARDENED)
    throw keyError('KEY_HARDENED', {
      field,
      expected: 'no hardened step below an extended public key: only the private key can take it',
      received: `${index - HARDENED}h`,
    })
  const data = new Uint8Array(37)
  data.set(node.publicKey)
  new DataView(data.buffer).setUint32(33, index)
  return backend.hmacSha512(node.chainCode, data)
}

/**
 * The tweak alone that leads from a node to a child which is known to exist: no arithmetic on the curve.
 *
 * Source: BIP 32, "Public parent key → public child key".
 *
 * @throws EscrowError `KEY_INDEX_OUT_OF_RANGE`, `KEY_HARDENED`
 */
export const stepTweak = (node: KeyNode, index: number, field = 'index'): Uint8Array =>
  stepDigest(node, index, field).slice(0, 32)

/**
 * The child of a node and the tweak that leads to it, which MuSig2 signers need beside the key.
 *
 * Source: BIP 32, "Public parent key → public child key".
 *
 * @throws EscrowError `KEY_INDEX_OUT_OF_RANGE`, `KEY_HARDENED`, `KEY_CHILD_INVALID`
 */
export const childTweak = (node: KeyNode, index: number, field = 'index'): TweakedChild => {
  const digest = stepDigest(node, index, field)
  const tweak = digest.slice(0, 32)
  const point = backend.pointAddScalar(node.point ?? node.publicKey, tweak)
  // BIP 32: "In case parse256(IL) ≥ n or Ki is the point at infinity" there is no such child
  if (point === null)
    throw keyError('KEY_CHILD_INVALID', {
      field,
      expected: 'an index that has a child key',
      received: shown(index),
    })
  return { node: { publicKey: compressPoint(point), point, chainCode: digest.slice(32) }, tweak }
}

/**
 * The child of a node, at the cost of one HMAC and one addition on the curve.
 *
 * Source: BIP 32, "Public parent key → public child key".
 *
 * @throws EscrowError `KEY_INDEX_OUT_OF_RANGE`, `KEY_HARDENED`, `KEY_CHILD_INVALID`
 * @example
 * const branch = childNode(account, 2)         // once per path
 * const { publicKey } = childNode(branch, 7)   // once per contract
 */
export const childNode = (node: KeyNode, index: number, field = 'index'): KeyNode =>
  childTweak(node, index, field).node

/** The descendant of a node at the end of a path. */
export const descendant = (node: KeyNode, path: readonly number[], field = 'index'): KeyNode =>
  path.reduce((parent, index) => childNode(parent, index, field), node)
