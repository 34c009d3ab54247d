import { backend } from '#backend'
import { fromHex, toHex } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { decodeBase58check, encodeBase58check } from './base58check.js'
import { keyError } from './errors.js'
import { notOnCurve } from './privateKey.js'

/** What BIP 32 derives from: a point (33 bytes, compressed) and a chain code (32 bytes). */
export interface KeyNode {
  readonly publicKey: Uint8Array
  readonly chainCode: Uint8Array
  /** The same point uncompressed (65 bytes), where reading or deriving it left it behind: adding to it takes no square root. */
  readonly point?: Uint8Array
}

/** An extended public key: a node and where it stands in its tree. */
export interface ExtendedPublicKey extends KeyNode {
  readonly depth: number
  /** 8 lower-case hex digits; `00000000` at depth 0. */
  readonly parentFingerprint: string
  /** With the hardened bit (2^31). */
  readonly childNumber: number
  /** The version bytes tell the main chain from all test chains, not these from each other. */
  readonly chain: 'main' | 'test'
}

export const HARDENED = 0x80000000

const LENGTH = 78
const NO_PARENT = '00000000'

/** Which of the two kinds of extended keys a chain uses. */
export const chainOf = (network: NetworkName): 'main' | 'test' => (network === 'mainnet' ? 'main' : 'test')

/** The first four bytes of the key's hash (BIP 32, "Key identifiers"), as lower-case hex. */
export const fingerprintOf = (publicKey: Uint8Array): string =>
  toHex(backend.hash160(publicKey).subarray(0, 4))

/**
 * Reads an extended public key (BIP 32, "Serialization format").
 *
 * @throws EscrowError `KEY_MALFORMED`, `KEY_TOO_LONG`, `KEY_CHECKSUM`, `KEY_LENGTH`, `KEY_VERSION`,
 * `KEY_PRIVATE`, `KEY_ROOT_WITH_PARENT`, `KEY_NOT_ON_CURVE`
 */
export const decodeExtendedPublicKey = (text: string, field = 'key'): ExtendedPublicKey => {
  const payload = decodeBase58check(text, field)
  if (payload.length !== LENGTH)
    throw keyError('KEY_LENGTH', {
      field,
      expected: `an extended key of ${LENGTH} bytes, or a public key in hex`,
      received: `base58 of ${payload.length} bytes`,
    })
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length)
  const version = view.getUint32(0)
  const [main, test] = [networkOf('mainnet'), networkOf('testnet')]
  if (version === main.extendedPrivateVersion || version === test.extendedPrivateVersion)
    throw keyError('KEY_PRIVATE', {
      field,
      expected: 'a public key',
      received: 'an extended private key (not shown)',
    })
  if (version !== main.extendedPublicVersion && version !== test.extendedPublicVersion)
    throw keyError('KEY_VERSION', {
      field,
      expected: 'an extended key that starts with xpub or tpub',
      received: `version bytes ${version.toString(16).padStart(8, '0')}`,
    })
  const depth = view.getUint8(4)
  const parentFingerprint = toHex(payload.subarray(5, 9))
  const childNumber = view.getUint32(9)
  if (depth === 0 && (parentFingerprint !== NO_PARENT || childNumber !== 0))
    throw keyError('KEY_ROOT_WITH_PARENT', {
      field,
      expected: 'parent and child number 0 at depth 0',
      received: `parent ${parentFingerprint}, child number ${childNumber}`,
    })
  const publicKey = payload.slice(45, LENGTH)
  const point = backend.pointUncompressed(publicKey)
  if (point === null) throw notOnCurve(text, field)
  return {
    publicKey,
    point,
    chainCode: payload.slice(13, 45),
    depth,
    parentFingerprint,
    childNumber,
    chain: version === main.extendedPublicVersion ? 'main' : 'test',
  }
}

/** What {@link encodeExtendedPublicKey} writes; a synthetic node leaves depth, parent and child number out. */
export interface ExtendedPublicKeyParts {
  readonly node: KeyNode
  readonly network: NetworkName
  readonly depth?: number
  readonly parentFingerprint?: string
  readonly childNumber?: number
}

/**
 * Writes an extended public key (BIP 32, "Serialization format").
 *
 * @example
 * encodeExtendedPublicKey({ node: unspendableNode(chainCode), network: 'regtest' }) // 'tpub…'
 */
export const encodeExtendedPublicKey = (parts: ExtendedPublicKeyParts): string => {
  const { node, network, depth = 0, parentFingerprint = NO_PARENT, childNumber = 0 } = parts
  const payload = new Uint8Array(LENGTH)
  const view = new DataView(payload.buffer)
  view.setUint32(0, networkOf(network).extendedPublicVersion)
  view.setUint8(4, depth)
  payload.set(fromHex(parentFingerprint) ?? [], 5)
  view.setUint32(9, childNumber)
  payload.set(node.chainCode, 13)
  payload.set(node.publicKey, 45)
  return encodeBase58check(payload)
}
