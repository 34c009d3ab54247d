import { aFunction, anObject, aText, type Check, type Members, membersOf, someBytes } from '../given/check.js'
import type { SignatureRequest, Signer } from '../spend/signer.js'
import { equalBytes } from '../units/bytes.js'
import { extendedKeyError } from './errors.js'
import { checkedOrigin, readExpression, signerFromNode } from './extendedKey.js'
import { aNode, type ExtendedNode } from './extendedPrivateKey.js'
import { type AuxiliaryRandomness, anAuxiliary } from './secretKey.js'

export interface NodeSignerOptions {
  /** Such as `[d34db33f/87h/1h/5h]`; a master key needs none. */
  readonly origin?: string
  readonly auxiliary?: AuxiliaryRandomness
}

/**
 * A signer for every key below an object of the package bip32 (or one like it) that holds a private key.
 *
 * Source: BIP 32, "Child key derivation (CKD) functions".
 *
 * @throws EscrowError `EXTENDED_PRIVATE_KEY_PUBLIC` where it holds the public half only,
 * `EXTENDED_PRIVATE_KEY_ORIGIN`, `KEY_INDEX_OUT_OF_RANGE`
 * @example
 * const employer = signerFromBip32(bip32.fromSeed(seed))
 */
export const signerFromBip32 = (node: ExtendedNode, options: NodeSignerOptions = {}): Signer => {
  aNode(node, 'node')
  membersOf<NodeSignerOptions>({ 'origin?': aText, 'auxiliary?': anAuxiliary })(options, '')
  const { origin, auxiliary = 'random' } = options
  if (node.privateKey === undefined)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_PUBLIC', {
      field: 'node',
      expected: 'an object with a private key',
      received: 'one with the public half only',
    })
  const said = origin === undefined ? undefined : readExpression(origin).origin
  if (origin !== undefined && said === undefined)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_ORIGIN', {
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
 * Source: BIP 340, "Default Signing"; BIP 341, "Constructing and spending Taproot outputs", for its tweak.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * const worker = signerFromKeyPair(ECPair.fromWIF(wif, network))
 */
export const signerFromKeyPair = (pair: SchnorrKeyPair): Signer => {
  aPair(pair, 'pair')
  return {
    sign: async ({ requests }) =>
      requests.map(({ digest, publicKey, tweak }) => {
        const signing = tweak === undefined ? pair : pair.tweak(tweak)
        return equalBytes(signing.publicKey.subarray(1), publicKey) ? signing.signSchnorr(digest) : undefined
      }),
  }
}

/** Its methods belong to its class, so members are not counted. */
const aPair: Check = (value, field) => {
  anObject(value, field)
  const { publicKey, signSchnorr, tweak } = value as Members // the line above makes it one
  someBytes(publicKey, `${field}.publicKey`)
  aFunction(signSchnorr, `${field}.signSchnorr`)
  aFunction(tweak, `${field}.tweak`)
}

/**
 * A signer from one asynchronous function: a device or a server that is asked key by key, and that answers with
 * 64 bytes, or with `undefined` for keys that are not its own.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * const server = signerFromFunction(async ({ digest, origin }) => askServer(digest, origin))
 */
export const signerFromFunction = (
  signOne: (request: SignatureRequest) => Promise<Uint8Array | undefined>,
): Signer => {
  aFunction(signOne, 'signOne')
  return { sign: async ({ requests }) => Promise.all(requests.map(signOne)) }
}
