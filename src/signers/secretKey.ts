import { backend } from '#backend'
import { randomBytes32 } from '../backend/random.js'
import { type Check, oneOf } from '../given/check.js'
import type { SignatureRequest } from '../spend/signer.js'
import { equalBytes } from '../units/bytes.js'

/** How a Schnorr signature is made harder to observe: fresh randomness, or none for reproducible fixtures. */
export type AuxiliaryRandomness = 'random' | 'none'

export const anAuxiliary: Check = (value, field) => {
  oneOf(['random', 'none'])(value, field)
}

/** BIP 340, "Default Signing": 32 bytes that mask the secret key; zeros sign just as validly. */
const auxiliaryBytes = (kind: AuxiliaryRandomness): Uint8Array =>
  kind === 'none' ? new Uint8Array(32) : randomBytes32()

/** The compressed point of a secret key that is known to be in range. */
export const publicKeyOf = (secretKey: Uint8Array): Uint8Array =>
  backend.pointFromScalar(secretKey) ?? new Uint8Array(33)

/** How a compressed point with an odd y begins. */
const ODD = 3

/** The secret key behind the output key of an internal key (BIP 341, `taproot_tweak_seckey`), by the curve's library. */
const tweaked = (secretKey: Uint8Array, tweak: Uint8Array | undefined): Uint8Array | null => {
  if (tweak === undefined) return secretKey
  const isOdd = publicKeyOf(secretKey)[0] === ODD
  return backend.privateAdd(isOdd ? backend.privateNegate(secretKey) : secretKey, tweak)
}

/** Whether a request asks for the signature of this key (33 bytes), after the tweak if there is one. */
export const isKeyOf = (publicKey: Uint8Array, { publicKey: asked, tweak }: SignatureRequest): boolean => {
  const xOnly = publicKey.subarray(1)
  const key = tweak === undefined ? xOnly : backend.xOnlyPointAddTweak(xOnly, tweak)?.xOnlyPubkey
  return key !== undefined && equalBytes(key, asked)
}

/** BIP 340 signature of a digest with a secret key of 32 bytes, after the tweak if there is one. */
export const signDigest = (options: {
  digest: Uint8Array
  secretKey: Uint8Array
  tweak?: Uint8Array | undefined
  auxiliary: AuxiliaryRandomness
}): Uint8Array | undefined => {
  const secretKey = tweaked(options.secretKey, options.tweak)
  return secretKey === null
    ? undefined
    : backend.signSchnorr(options.digest, secretKey, auxiliaryBytes(options.auxiliary))
}
