import type { Backend } from './types.js'

/** The part of the `tiny-secp256k1` interface that both of its implementations share. */
export interface TinySecp256k1 {
  isPoint(point: Uint8Array): boolean
  isXOnlyPoint(point: Uint8Array): boolean
  isPrivate(scalar: Uint8Array): boolean
  pointFromScalar(scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  pointCompress(point: Uint8Array, compressed?: boolean): Uint8Array
  pointAdd(left: Uint8Array, right: Uint8Array, compressed?: boolean): Uint8Array | null
  pointAddScalar(point: Uint8Array, scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  pointMultiply(point: Uint8Array, scalar: Uint8Array, compressed?: boolean): Uint8Array | null
  privateAdd(secret: Uint8Array, scalar: Uint8Array): Uint8Array | null
  privateNegate(secret: Uint8Array): Uint8Array
  signSchnorr(message: Uint8Array, secret: Uint8Array, auxiliary?: Uint8Array): Uint8Array
  verifySchnorr(message: Uint8Array, point: Uint8Array, signature: Uint8Array): boolean
}

export type Curve = Omit<Backend, 'libraries' | 'sha256' | 'hash160' | 'hmacSha512'>

// both libraries throw where a point, scalar or signature is out of range: to our callers that is an answer
const answer = <T, U>(work: () => T, otherwise: U): T | U => {
  try {
    return work()
  } catch {
    return otherwise
  }
}

/** Compressed, or uncompressed with an odd y: the last bit of either says the sign. */
const parityOf = (point: Uint8Array): 0 | 1 => ((point[point.length === 65 ? 64 : 0] ?? 0) % 2 === 0 ? 0 : 1)

const EVEN = 2

/** The curve half of a backend: the same calls, points compressed unless said otherwise. */
export const curveOf = (ecc: TinySecp256k1): Curve => {
  /**
   * Multiplying the generator by its table and adding takes two thirds of the time of the libraries' own
   * `pointAddScalar`, which knows no table; zero and scalars out of range are left to it.
   */
  const addScalar = (point: Uint8Array, scalar: Uint8Array, form: 'compressed' | 'uncompressed') => {
    const compressed = form === 'compressed'
    const summand = answer(() => ecc.pointFromScalar(scalar, false), null)
    return summand === null
      ? answer(() => ecc.pointAddScalar(point, scalar, compressed), null)
      : answer(() => ecc.pointAdd(point, summand, compressed), null)
  }
  return {
    isPoint: (point) => point.length === 33 && ecc.isPoint(point),
    isXOnlyPoint: (point) => point.length === 32 && ecc.isXOnlyPoint(point),
    isPrivate: (scalar) => scalar.length === 32 && ecc.isPrivate(scalar),
    pointFromScalar: (scalar) => answer(() => ecc.pointFromScalar(scalar, true), null),
    pointAdd: (left, right) => answer(() => ecc.pointAdd(left, right, true), null),
    pointUncompressed: (point) =>
      point.length === 33 ? answer(() => ecc.pointCompress(point, false), null) : null,
    pointSum: (left, right) => answer(() => ecc.pointAdd(left, right, false), null),
    pointProduct: (point, scalar) => answer(() => ecc.pointMultiply(point, scalar, false), null),
    generatorProduct: (scalar) => answer(() => ecc.pointFromScalar(scalar, false), null),
    pointAddScalar: (point, scalar) => addScalar(point, scalar, 'uncompressed'),
    pointMultiply: (point, scalar) => answer(() => ecc.pointMultiply(point, scalar, true), null),
    xOnlyPointAddTweak: (point, scalar) => {
      const negated = point.length === 65 && parityOf(point) === 1
      // −P + t·G is −(P − t·G), and only the sign of y tells them apart
      const sum = negated
        ? addScalar(
            point,
            answer(() => ecc.privateNegate(scalar), scalar),
            'compressed',
          )
        : addScalar(point.length === 32 ? lifted(point) : point, scalar, 'compressed')
      if (sum === null) return null
      return { parity: parityOf(sum) === (negated ? 0 : 1) ? 1 : 0, xOnlyPubkey: sum.subarray(1) }
    },
    privateAdd: (secret, scalar) => answer(() => ecc.privateAdd(secret, scalar), null),
    privateNegate: (secret) => ecc.privateNegate(secret),
    signSchnorr: (message, secret, auxiliary) => ecc.signSchnorr(message, secret, auxiliary),
    verifySchnorr: (message, point, signature) =>
      answer(() => ecc.verifySchnorr(message, point, signature), false),
  }
}

/** The compressed point with this x coordinate and an even y (BIP 340, `lift_x`). */
const lifted = (xOnly: Uint8Array): Uint8Array => {
  const point = new Uint8Array(33)
  point[0] = EVEN
  point.set(xOnly, 1)
  return point
}

/** The 33-byte form of an uncompressed point. */
export const compressPoint = (point: Uint8Array): Uint8Array => {
  const short = point.slice(0, 33)
  short[0] = EVEN + parityOf(point)
  return short
}
