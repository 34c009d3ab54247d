import type { SignatureRequest, Signer } from '../spend/signer.js'
import { equalBytes } from '../units/bytes.js'
import { signerError } from './errors.js'
import { checkedOrigin, readExpression, signerFromNode } from './extendedKey.js'
import type { ExtendedNode } from './extendedPrivateKey.js'
import type { AuxiliaryRandomness } from './secretKey.js'

export interface NodeSignerOptions {
  /** Such as `[d34db33f/87h/1h/5h]`; a master key needs none. */
  readonly origin?: string
  readonly auxiliary?: AuxiliaryRandomness
}

/**
 * A signer for every key below an object of the package bip32 (or one like it) that holds a private key.
 *
 * @throws EscrowError `EXTENDED_PRIVATE_KEY_PUBLIC` where it holds the public half only,
 * `EXTENDED_PRIVATE_KEY_ORIGIN`, `KEY_INDEX_OUT_OF_RANGE`
 * @example
 * const employer = signerFromBip32(bip32.fromSeed(seed))
 */
export const signerFromBip32 = (
  node: ExtendedNode,
  { origin, auxiliary = 'random' }: NodeSignerOptions = {},
): Signer => {
  if (node.privateKey === undefined)
    throw signerError('EXTENDED_PRIVATE_KEY_PUBLIC', {
      field: 'node',
      expected: 'an object with a private key',
      received: 'one with the public half only',
    })
  const said = origin === undefined ? undefined : readExpression(origin).origin
  if (origin !== undefined && said === undefined)
    throw signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: 'origin',
      expected: 'a fingerprint and steps in brackets, such as [d34db33f/87h/1h/5h]',
      received: 'another text',
    })
  return signerFromNode(node, { origin: checkedOrigin(said, node), auxiliary })
}

/** What this library asks of a key pair, such as an object of the package ecpair. */
export interface SchnorrKeyPair {
  /** 33 bytes. */
  readonly publicKey: Uint8Array
  readonly signSchnorr: (digest: Uint8Array) => Uint8Array
  /** The pair behind the output key of an internal key (BIP 341). */
  readonly tweak: (tweak: Uint8Array) => SchnorrKeyPair
}

/**
 * A signer for a bare key that an object of the package ecpair holds (or one like it). It knows no MuSig2.
 *
 * @example
 * const worker = signerFromKeyPair(ECPair.fromWIF(wif, network))
 */
export const signerFromKeyPair = (pair: SchnorrKeyPair): Signer => ({
  sign: async ({ requests }) =>
    requests.map(({ digest, publicKey, tweak }) => {
      const signing = tweak === undefined ? pair : pair.tweak(tweak)
      return equalBytes(signing.publicKey.subarray(1), publicKey) ? signing.signSchnorr(digest) : undefined
    }),
})

/**
 * A signer from one asynchronous function: a device or a server that is asked key by key, and that answers with
 * 64 bytes, or with `undefined` for keys that are not its own.
 *
 * @example
 * const server = signerFromFunction(async ({ digest, origin }) => askServer(digest, origin))
 */
export const signerFromFunction = (
  signOne: (request: SignatureRequest) => Promise<Uint8Array | undefined>,
): Signer => ({ sign: async ({ requests }) => Promise.all(requests.map(signOne)) })
