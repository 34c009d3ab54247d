import { schnorr, secp256k1 } from '@noble/curves/secp256k1.js'
import type { TinySecp256k1 } from './curve.js'
import type { Ecc } from './types.js'

const pointOf = (bytes: Uint8Array) => secp256k1.Point.fromBytes(bytes)

/** Throws where the bytes are no number below the order of the group. */
const scalarOf = (bytes: Uint8Array): bigint => secp256k1.Point.Fn.fromBytes(bytes)

/** A scalar of a secret key, or `null` for zero, which is none. */
const secretOf = (scalar: bigint): Uint8Array | null =>
  scalar === 0n ? null : secp256k1.Point.Fn.toBytes(scalar)

/** The bytes of a point, or `null` at infinity, which has none. */
const bytesOf = (point: ReturnType<typeof pointOf>, compressed = true): Uint8Array | null =>
  point.is0() ? null : point.toBytes(compressed)

const succeeds = (work: () => unknown): boolean => {
  try {
    work()
    return true
  } catch {
    return false
  }
}

/**
 * @noble/curves behind the interface of tiny-secp256k1: pure JavaScript, and an ES module, of which a bundle holds
 * what it uses. Like the original it throws where bytes are out of range.
 */
export const noble: TinySecp256k1 & Ecc = {
  isPoint: (point) => succeeds(() => pointOf(point)),
  isXOnlyPoint: (point) => succeeds(() => schnorr.utils.lift_x(secp256k1.Point.Fp.fromBytes(point))),
  isPrivate: (scalar) => secp256k1.utils.isValidSecretKey(scalar),
  // in constant time: scalars of secret keys come here
  pointFromScalar: (scalar, compressed = true) => secp256k1.getPublicKey(scalar, compressed),
  pointCompress: (point, compressed) => pointOf(point).toBytes(compressed),
  pointAdd: (left, right, compressed) => bytesOf(pointOf(left).add(pointOf(right)), compressed),
  pointAddScalar: (point, scalar, compressed) =>
    bytesOf(pointOf(point).add(secp256k1.Point.BASE.multiplyUnsafe(scalarOf(scalar))), compressed),
  pointMultiply: (point, scalar, compressed) =>
    bytesOf(pointOf(point).multiplyUnsafe(scalarOf(scalar)), compressed),
  privateAdd: (secret, scalar) => secretOf(secp256k1.Point.Fn.add(scalarOf(secret), scalarOf(scalar))),
  privateNegate: (secret) => secp256k1.Point.Fn.toBytes(secp256k1.Point.Fn.neg(scalarOf(secret))),
  signSchnorr: (message, secret, auxiliary) => schnorr.sign(message, secret, auxiliary),
  verifySchnorr: (message, point, signature) => schnorr.verify(signature, message, point),
  sign: (hash, secret, extra) =>
    secp256k1.sign(hash, secret, { prehash: false, ...(extra && { extraEntropy: extra }) }),
  verify: (hash, point, signature, strict) =>
    secp256k1.verify(signature, hash, point, { prehash: false, lowS: strict === true }),
}
