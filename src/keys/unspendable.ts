import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { equalBytes, toHex } from '../units/bytes.js'
import { keyError } from './errors.js'
import type { KeyNode } from './extendedKey.js'

const X_OF_H = [
  0x50, 0x92, 0x9b, 0x74, 0xc1, 0xa0, 0x49, 0x54, 0xb7, 0x8b, 0x4b, 0x60, 0x35, 0xe9, 0x7a, 0x5e, 0x07, 0x8a,
  0x5a, 0x0f, 0x28, 0xec, 0x96, 0xd5, 0x47, 0xbf, 0xee, 0x9a, 0xce, 0x80, 0x3a, 0xc0,
] as const

/**
 * The point H (33 bytes), whose discrete logarithm nobody knows: its x coordinate is a hash. Source: BIP 341,
 * "Constructing and spending Taproot outputs".
 */
export const unspendablePoint = (): Uint8Array => Uint8Array.of(0x02, ...X_OF_H)

/** The node of H with a chain code of 32 bytes: nobody can sign for any of its children. */
export const unspendableNode = (chainCode: Uint8Array): KeyNode => ({
  publicKey: unspendablePoint(),
  chainCode,
})

const shiftedPoint = (chainCode: Uint8Array): Uint8Array | undefined => {
  const point = backend.pointAddScalar(unspendablePoint(), chainCode)
  return point === null ? undefined : compressPoint(point)
}

/**
 * The node of H + c·G with the chain code c (32 bytes, a big-endian number): another point than H, and whoever sees
 * the node takes c·G off again, so it is as plain that nobody can sign for its children.
 *
 * @throws EscrowError `KEY_CHAIN_CODE_OVER_ORDER`: nobody finds such a c, which has one chance in 2^128
 */
export const shiftedUnspendableNode = (chainCode: Uint8Array): KeyNode => {
  const publicKey = shiftedPoint(chainCode)
  if (publicKey === undefined)
    throw keyError('KEY_CHAIN_CODE_OVER_ORDER', {
      field: 'chainCode',
      expected: 'a chain code below the order of secp256k1',
      received: toHex(chainCode),
    })
  return { publicKey, chainCode }
}

/** Which of the nodes above a node is, seen from itself alone; `undefined` where somebody may hold it. */
export const unspendableFormOf = ({ publicKey, chainCode }: KeyNode): 'H' | 'shifted' | undefined => {
  if (equalBytes(publicKey, unspendablePoint())) return 'H'
  const shifted = shiftedPoint(chainCode)
  return shifted !== undefined && equalBytes(publicKey, shifted) ? 'shifted' : undefined
}

/** Whether a public key (33 bytes, or 32 x-only) is H, in either sign. */
export const isUnspendable = (publicKey: Uint8Array): boolean =>
  equalBytes(publicKey.subarray(-32), Uint8Array.from(X_OF_H))
