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
export const sum = (...scalars: readonly bigint[]): bigint =>
  scalars.reduce((left, right) => field().add(left, right), ZERO)
export const product = (first: bigint, ...scalars: readonly bigint[]): bigint =>
  scalars.reduce((left, right) => field().mul(left, right), first)

/** A number, or its negative where a point had an odd y. */
export const signed = (scalar: bigint, { odd }: { odd: boolean }): bigint =>
  odd ? field().neg(scalar) : scalar
