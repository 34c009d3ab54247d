import { backend } from '#backend'
import { anObject, aWhole, type Check, type Members, someBytes } from '../given/check.js'
import { decodeBase58check } from '../keys/base58check.js'
import { utf8 } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { extendedKeyError, signerError } from './errors.js'
import { publicKeyOf } from './secretKey.js'

/** What this library reads of an extended key, such as an object of the package bip32. */
export interface ExtendedNode {
  readonly publicKey: Uint8Array
  /** Absent where the object holds the public half only. */
  readonly privateKey?: Uint8Array
  readonly chainCode: Uint8Array
  readonly depth: number
  /** Child number, with the hardened bit. */
  readonly index: number
  readonly parentFingerprint: number
}

/** An object with what is read of it; whether it holds a private key is another question. */
export const aNode: Check = (value, field) => {
  anObject(value, field)
  const { publicKey, privateKey, chainCode, depth, index, parentFingerprint } = value as Members // the line above makes it one
  someBytes(publicKey, `${field}.publicKey`)
  if (privateKey !== undefined) someBytes(privateKey, `${field}.privateKey`)
  someBytes(chainCode, `${field}.chainCode`)
  for (const [name, number] of Object.entries({ depth, index, parentFingerprint }))
    aWhole(number, `${field}.${name}`)
}

/** One that certainly holds a private key. */
export interface ExtendedPrivateNode extends ExtendedNode {
  readonly privateKey: Uint8Array
}

interface Reading {
  readonly network: NetworkName
  readonly field: string
}

const LENGTH = 78

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.length)

/** The bytes of the text; what is wrong with it is told without its content. */
const payloadOf = (key: string, { network, field }: Reading): Uint8Array => {
  let payload: Uint8Array
  try {
    payload = decodeBase58check(key, field)
  } catch {
    // the text may be a secret, so nothing of the cause is kept
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field,
      expected: 'an extended private key with a valid checksum',
      received: 'another text (not shown)',
    })
  }
  const version = payload.length === LENGTH ? viewOf(payload).getUint32(0) : undefined
  const main = networkOf('mainnet')
  const test = networkOf('testnet')
  if (version === main.extendedPublicVersion || version === test.extendedPublicVersion)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_PUBLIC', {
      field,
      expected: 'an extended private key',
      received: 'an extended public key',
    })
  if (version !== main.extendedPrivateVersion && version !== test.extendedPrivateVersion)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field,
      expected: 'an extended private key that starts with xprv or tprv',
      received: 'another text (not shown)',
    })
  if (version !== networkOf(network).extendedPrivateVersion)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_NETWORK', {
      field,
      expected: `a key of ${network}`,
      received: 'a key of another network (not shown)',
    })
  checkStructure(payload, field)
  return payload
}

/** BIP 32, "Serialization format": a master key has no parent, and a private key is led by a zero byte. */
const checkStructure = (payload: Uint8Array, field: string): void => {
  const [depth] = payload.subarray(4)
  const [lead] = payload.subarray(45)
  if (lead !== 0 || (depth === 0 && payload.subarray(5, 13).some((byte) => byte !== 0)))
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field,
      expected: 'the depth, parent and key bytes of an extended private key',
      received: 'others (not shown)',
    })
}

/** A secret key that was read or computed; one in 2^127 is none. */
const inRange = (secretKey: Uint8Array, field: string): Uint8Array => {
  if (backend.isPrivate(secretKey)) return secretKey
  throw signerError('SECRET_KEY_OUT_OF_RANGE', {
    field,
    expected: 'a private key from 1 to the order of the group',
    received: 'one that is not (not shown)',
  })
}

/**
 * Reads an extended private key (BIP 32, "Serialization format").
 *
 * @throws EscrowError `EXTENDED_PRIVATE_KEY_MALFORMED`, `EXTENDED_PRIVATE_KEY_PUBLIC`, `EXTENDED_PRIVATE_KEY_NETWORK`,
 * `SECRET_KEY_OUT_OF_RANGE`
 */
export const readExtendedPrivateKey = (key: string, reading: Reading): ExtendedPrivateNode => {
  const payload = payloadOf(key, reading)
  const view = viewOf(payload)
  const privateKey = inRange(payload.slice(46), reading.field)
  return {
    privateKey,
    publicKey: publicKeyOf(privateKey),
    chainCode: payload.slice(13, 45),
    depth: view.getUint8(4),
    index: view.getUint32(9),
    parentFingerprint: view.getUint32(5),
  }
}

/**
 * The master key of a seed (BIP 32, "Master key generation").
 *
 * @throws EscrowError `SECRET_KEY_OUT_OF_RANGE` for one seed in 2^127
 */
export const masterNode = (seed: Uint8Array): ExtendedPrivateNode => {
  const digest = backend.hmacSha512(utf8('Bitcoin seed'), seed)
  const privateKey = inRange(digest.slice(0, 32), 'seed')
  return {
    privateKey,
    publicKey: publicKeyOf(privateKey),
    chainCode: digest.slice(32),
    depth: 0,
    index: 0,
    parentFingerprint: 0,
  }
}
