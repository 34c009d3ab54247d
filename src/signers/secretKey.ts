import { backend } from '#backend'

/** How a Schnorr signature is made harder to observe: fresh randomness, or none for reproducible fixtures. */
export type AuxiliaryRandomness = 'random' | 'none'

/** BIP 340, "Default Signing": 32 bytes that mask the secret key; zeros sign just as validly. */
const auxiliaryBytes = (kind: AuxiliaryRandomness): Uint8Array =>
  kind === 'none' ? new Uint8Array(32) : globalThis.crypto.getRandomValues(new Uint8Array(32))

/** BIP 340 signature of a digest with a secret key of 32 bytes. */
export const signDigest = (options: {
  digest: Uint8Array
  secretKey: Uint8Array
  auxiliary: AuxiliaryRandomness
}): Uint8Array => backend.signSchnorr(options.digest, options.secretKey, auxiliaryBytes(options.auxiliary))
