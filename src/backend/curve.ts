import type { Backend } from './types.js'

/** The part of the `tiny-secp256k1` interface that both of its implementations share. */
export interface TinySecp256k1 {
  isPoint(point: Uint8Array): boolean
  isXOnlyPoint(point: Uint8Array): boolean
  isPrivate(scalar: Uint8Array): boolean
  pointFromScalar(scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  pointAdd(left: Uint8Array, right: Uint8Array, compressed?: boolean): Uint8Array | null
  pointAddScalar(point: Uint8Array, scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  pointMultiply(point: Uint8Array, scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  xOnlyPointAddTweak(point: Uint8Array, scalar: Uint8Array): ReturnType<Backend['xOnlyPointAddTweak']>
  signSchnorr(message: Uint8Array, secret: Uint8Array, auxiliary?: Uint8Array): Uint8Array
  verifySchnorr(message: Uint8Array, point: Uint8Array, signature: Uint8Array): boolean
}

export type Curve = Omit<Backend, 'sha256' | 'hash160' | 'hmacSha512'>

// both libraries throw where a point, scalar or signature is out of range: to our callers that is an answer
const answer = <T, U>(work: () => T, otherwise: U): T | U => {
  try {
    return work()
  } catch {
    return otherwise
  }
}

/** The curve half of a backend: the same calls, compressed points throughout. */
export const curveOf = (ecc: TinySecp256k1): Curve => ({
  isPoint: (point) => point.length === 33 && ecc.isPoint(point),
  isXOnlyPoint: (point) => point.length === 32 && ecc.isXOnlyPoint(point),
  isPrivate: (scalar) => scalar.length === 32 && ecc.isPrivate(scalar),
  pointFromScalar: (scalar) => answer(() => ecc.pointFromScalar(scalar, true), null),
  pointAdd: (left, right) => answer(() => ecc.pointAdd(left, right, true), null),
  pointAddScalar: (point, scalar) => answer(() => ecc.pointAddScalar(point, scalar, true), null),
  pointMultiply: (point, scalar) => answer(() => ecc.pointMultiply(point, scalar, true), null),
  xOnlyPointAddTweak: (point, scalar) => answer(() => ecc.xOnlyPointAddTweak(point, scalar), null),
  signSchnorr: (message, secret, auxiliary) => ecc.signSchnorr(message, secret, auxiliary),
  verifySchnorr: (message, point, signature) =>
    answer(() => ecc.verifySchnorr(message, point, signature), false),
})
