import { backend } from '#backend'
import { HARDENED } from '../keys/extendedKey.js'
import { publicKeyOf } from './secretKey.js'

/** A private key that others derive from (BIP 32, "Extended keys"). */
export interface PrivateNode {
  /** 32 bytes. */
  readonly privateKey: Uint8Array
  readonly chainCode: Uint8Array
  /** 33 bytes; computed when it is first read. */
  readonly publicKey: Uint8Array
}

class LazyNode implements PrivateNode {
  readonly privateKey: Uint8Array
  readonly chainCode: Uint8Array
  #publicKey: Uint8Array | undefined

  constructor({ privateKey, chainCode, publicKey }: PrivateNodeParts) {
    this.privateKey = privateKey
    this.chainCode = chainCode
    this.#publicKey = publicKey
  }

  get publicKey(): Uint8Array {
    this.#publicKey ??= publicKeyOf(this.privateKey)
    return this.#publicKey
  }
}

/** What {@link privateNode} is made of. */
export interface PrivateNodeParts {
  /** 32 bytes, known to be in range. */
  readonly privateKey: Uint8Array
  readonly chainCode: Uint8Array
  /** Where it is at hand. */
  readonly publicKey?: Uint8Array
}

export const privateNode = (parts: PrivateNodeParts): PrivateNode => new LazyNode(parts)

/**
 * The child of a node at one step, or `undefined` at the steps (one in 2^127) that have none, as for the public
 * half. The curve library does the arithmetic; unlike the package bip32 this computes neither fingerprints nor
 * public keys that nobody asks for, which is most of what a derivation takes.
 *
 * Source: BIP 32, "Private parent key → private child key".
 */
export const privateChild = (node: PrivateNode, step: number): PrivateNode | undefined => {
  const data = new Uint8Array(37)
  if (step >= HARDENED) data.set(node.privateKey, 1)
  else data.set(node.publicKey)
  new DataView(data.buffer).setUint32(33, step)
  const digest = backend.hmacSha512(node.chainCode, data)
  const summand = digest.slice(0, 32)
  const secret = backend.isPrivate(summand) ? backend.privateAdd(node.privateKey, summand) : null
  return secret === null ? undefined : privateNode({ privateKey: secret, chainCode: digest.slice(32) })
}
