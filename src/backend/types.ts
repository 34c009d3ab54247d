/** A point on the curve without its y coordinate's sign, and that sign apart (0 even, 1 odd). */
export interface XOnlyPointAddTweakResult {
  readonly parity: 0 | 1
  readonly xOnlyPubkey: Uint8Array
}

/**
 * The curve and the hashes that the library stands on. Points are 33 compressed bytes unless they are called
 * x-only (32 bytes); scalars and hashes are 32 bytes, big endian. Operations that meet infinity or a value out
 * of range answer `null` or `false`; none of them throws on bytes of the right length.
 */
export interface Backend {
  /** The packages behind it: an audit says what its two engines share. */
  readonly libraries: { readonly curve: string; readonly hashes: string }
  isPoint(point: Uint8Array): boolean
  isXOnlyPoint(point: Uint8Array): boolean
  isPrivate(scalar: Uint8Array): boolean
  pointFromScalar(scalar: Uint8Array): Uint8Array | null
  pointAdd(left: Uint8Array, right: Uint8Array): Uint8Array | null
  /** The 65-byte form of a compressed point, which is what the square root is taken for. */
  pointUncompressed(point: Uint8Array): Uint8Array | null
  /** left + right, both in either form, as 65 uncompressed bytes. */
  pointSum(left: Uint8Array, right: Uint8Array): Uint8Array | null
  /** scalar·point, the point in either form, as 65 uncompressed bytes. */
  pointProduct(point: Uint8Array, scalar: Uint8Array): Uint8Array | null
  /** scalar·G as 65 uncompressed bytes. */
  generatorProduct(scalar: Uint8Array): Uint8Array | null
  /**
   * point + scalar·G, as 65 uncompressed bytes: adding to them again takes no square root. The point may be in
   * either form.
   */
  pointAddScalar(point: Uint8Array, scalar: Uint8Array): Uint8Array | null
  /** scalar·point */
  pointMultiply(point: Uint8Array, scalar: Uint8Array): Uint8Array | null
  /**
   * lift_x(point) + scalar·G, BIP 341 `taproot_tweak_pubkey`. The point is x-only, or uncompressed where that is
   * at hand, which spares a square root.
   */
  xOnlyPointAddTweak(point: Uint8Array, scalar: Uint8Array): XOnlyPointAddTweakResult | null
  /** secret + scalar modulo the order of the group; `null` where that is zero or one of them is out of range. */
  privateAdd(secret: Uint8Array, scalar: Uint8Array): Uint8Array | null
  /** The secret of the opposite point. */
  privateNegate(secret: Uint8Array): Uint8Array
  /** BIP 340 signature over a 32-byte message with 32 bytes of auxiliary randomness. */
  signSchnorr(message: Uint8Array, secret: Uint8Array, auxiliary: Uint8Array): Uint8Array
  /** BIP 340 verification with an x-only key. */
  verifySchnorr(message: Uint8Array, point: Uint8Array, signature: Uint8Array): boolean
  sha256(message: Uint8Array): Uint8Array
  /** RIPEMD-160 of SHA-256. */
  hash160(message: Uint8Array): Uint8Array
  hmacSha512(key: Uint8Array, message: Uint8Array): Uint8Array
}
