import { schnorr } from '@noble/curves/secp256k1.js'

/** The numbers modulo the order of the group, by the library; a scalar is one of them, or 32 bytes big endian. */
const field = () => schnorr.Point.Fn

export const ZERO = 0n

/** The number that a hash stands for, modulo the order. */
export const scalarOfHash = (bytes: Uint8Array): bigint => field().create(field().fromBytes(bytes, true))

/** The number below the order that 32 bytes are, or `undefined`. */
export const scalarOf = (bytes: Uint8Array): bigint | undefined => {
  const number = field().fromBytes(bytes, true)
  return field().isValid(number) ? number : undefined
}

export const scalarBytes = (scalar: bigint): Uint8Array => field().toBytes(scalar)
export const sum = (left: bigint, right: bigint): bigint => field().add(left, right)
export const product = (left: bigint, right: bigint): bigint => field().mul(left, right)

/** A number, or its negative where a point had an odd y. */
export const signed = (scalar: bigint, { odd }: { odd: boolean }): bigint =>
  odd ? field().neg(scalar) : scalar
