import { schnorr } from '@noble/curves/secp256k1.js'
import type { TinySecp256k1 } from './curve.js'

const pointOf = (bytes: Uint8Array) => schnorr.Point.fromBytes(bytes)

/** Throws where the bytes are no number below the order of the group. */
const scalarOf = (bytes: Uint8Array): bigint => schnorr.Point.Fn.fromBytes(bytes)

/** A scalar of a secret key, or `null` for zero, which is none. */
const secretOf = (scalar: bigint): Uint8Array | null =>
  scalar === 0n ? null : schnorr.Point.Fn.toBytes(scalar)

/** The bytes of a point, or `null` at infinity, which has none. */
const bytesOf = (point: ReturnType<typeof pointOf>, compressed = true): Uint8Array | null =>
  point.is0() ? null : point.toBytes(compressed)

/** Whether the work succeeds, and does not say no itself. */
const holds = (work: () => unknown): boolean => {
  try {
    return work() !== false
  } catch {
    return false
  }
}

/**
 * @noble/curves behind the interface of tiny-secp256k1: pure JavaScript, and an ES module behind whose
 * `schnorr` half no bundle holds ECDSA. Like the original it throws where bytes are out of range.
 */
export const noble: TinySecp256k1 = {
  isPoint: (point) => holds(() => pointOf(point)),
  isXOnlyPoint: (point) => holds(() => schnorr.utils.lift_x(schnorr.Point.Fp.fromBytes(point))),
  isPrivate: (scalar) => holds(() => schnorr.Point.Fn.isValidNot0(scalarOf(scalar))),
  // in constant time: scalars of secret keys come here
  pointFromScalar: (scalar, compressed = true) =>
    schnorr.Point.BASE.multiply(scalarOf(scalar)).toBytes(compressed),
  pointCompress: (point, compressed) => pointOf(point).toBytes(compressed),
  pointAdd: (left, right, compressed) => bytesOf(pointOf(left).add(pointOf(right)), compressed),
  pointAddScalar: (point, scalar, compressed) =>
    bytesOf(pointOf(point).add(schnorr.Point.BASE.multiplyUnsafe(scalarOf(scalar))), compressed),
  pointMultiply: (point, scalar, compressed) =>
    bytesOf(pointOf(point).multiplyUnsafe(scalarOf(scalar)), compressed),
  privateAdd: (secret, scalar) => secretOf(schnorr.Point.Fn.add(scalarOf(secret), scalarOf(scalar))),
  privateNegate: (secret) => schnorr.Point.Fn.toBytes(schnorr.Point.Fn.neg(scalarOf(secret))),
  signSchnorr: (message, secret, auxiliary) => schnorr.sign(message, secret, auxiliary),
  verifySchnorr: (message, point, signature) => schnorr.verify(signature, message, point),
}
