import { ECPairFactory } from 'ecpair'
import { backend, ecc } from '#backend'
import { randomBytes32 } from '../backend/random.js'

/** How a Schnorr signature is made harder to observe: fresh randomness, or none for reproducible fixtures. */
export type AuxiliaryRandomness = 'random' | 'none'

/** BIP 340, "Default Signing": 32 bytes that mask the secret key; zeros sign just as validly. */
const auxiliaryBytes = (kind: AuxiliaryRandomness): Uint8Array =>
  kind === 'none' ? new Uint8Array(32) : randomBytes32()

/** The secret key behind the output key of an internal key (BIP 341, `taproot_tweak_seckey`), by the package ecpair. */
const tweaked = (secretKey: Uint8Array, tweak: Uint8Array | undefined): Uint8Array | undefined =>
  tweak === undefined ? secretKey : ECPairFactory(ecc).fromPrivateKey(secretKey).tweak(tweak).privateKey

/** BIP 340 signature of a digest with a secret key of 32 bytes, after the tweak if there is one. */
export const signDigest = (options: {
  digest: Uint8Array
  secretKey: Uint8Array
  tweak?: Uint8Array | undefined
  auxiliary: AuxiliaryRandomness
}): Uint8Array | undefined => {
  const secretKey = tweaked(options.secretKey, options.tweak)
  return secretKey && backend.signSchnorr(options.digest, secretKey, auxiliaryBytes(options.auxiliary))
}
