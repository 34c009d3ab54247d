import { BIP32Factory, type BIP32Interface } from 'bip32'
import { backend, ecc } from '#backend'
import type { EscrowError } from '../errors.js'
import { decodeBase58check } from '../keys/base58check.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import { formatPath, formatStep, parseStep } from '../keys/path.js'
import { createNonce } from '../musig/nonce.js'
import { signPartial } from '../musig/partial.js'
import type { MusigPart, MusigRequest, SignatureRequest, Signer } from '../spend/signer.js'
import { equalBytes, toHex, uint32 } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { signerError } from './errors.js'
import { type PrivateNode, privateChild, privateNode } from './privateNode.js'
import { type AuxiliaryRandomness, signDigest } from './secretKey.js'

export interface ExtendedKeySignerOptions {
  readonly network: NetworkName
  readonly auxiliary?: AuxiliaryRandomness
}

const FIELD = 'extendedKey'
const ORIGIN = /^\[([0-9a-fA-F]{8})((?:\/[0-9]{1,10}[hH']?)*)\](.*)$/s

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

interface Expression {
  readonly origin: KeyOrigin | undefined
  readonly key: string
}

/** What may stand behind an account's key in a descriptor; the signer derives whatever it is asked for. */
const DERIVATION = /^(?:\/(?:[0-9]+[hH']?|<[0-9;hH']+>|\*[hH']?))*$/

const originMalformed = (): EscrowError =>
  signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
    field: FIELD,
    expected: 'an origin such as [d34db33f/87h/1h/5h] before the key',
    received: 'another text in brackets (not shown)',
  })

/** A text with its origin in front split off, and without what derives behind the key. */
export const readExpression = (text: string): Expression => {
  const trimmed = text.trim()
  const [, fingerprint, steps = '', rest = trimmed] = ORIGIN.exec(trimmed) ?? []
  if (fingerprint === undefined && trimmed.startsWith('[')) throw originMalformed()
  const slash = rest.indexOf('/')
  const key = slash < 0 ? rest : rest.slice(0, slash)
  if (!DERIVATION.test(rest.slice(key.length)))
    throw signerError('EXTENDED_PRIVATE_KEY_DERIVATION', {
      field: FIELD,
      expected: 'nothing behind the key, or steps such as /0/*',
      received: 'something else (not shown)',
    })
  if (fingerprint === undefined) return { origin: undefined, key }
  const path = steps
    .split('/')
    .slice(1)
    .map((step) => parseStep(step.replace(/H$/, 'h'), { field: FIELD, malformed: 'KEY_ORIGIN_MALFORMED' }))
  return { origin: { fingerprint: fingerprint.toLowerCase(), path }, key }
}

const bip32Network = (name: NetworkName) => {
  const { wifVersion, extendedPublicVersion, extendedPrivateVersion } = networkOf(name)
  return { wif: wifVersion, bip32: { public: extendedPublicVersion, private: extendedPrivateVersion } }
}

/** Everything that is wrong with the text, told without its content. */
const checkText = (key: string, network: NetworkName): void => {
  let payload: Uint8Array
  try {
    payload = decodeBase58check(key, FIELD)
  } catch {
    // the text may be a secret, so nothing of the cause is kept
    throw signerError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field: FIELD,
      expected: 'an extended private key with a valid checksum',
      received: 'another text (not shown)',
    })
  }
  const version =
    payload.length === 78 ? new DataView(payload.buffer, payload.byteOffset).getUint32(0) : undefined
  const main = networkOf('mainnet')
  const test = networkOf('testnet')
  if (version === main.extendedPublicVersion || version === test.extendedPublicVersion)
    throw signerError('EXTENDED_PRIVATE_KEY_PUBLIC', {
      field: FIELD,
      expected: 'an extended private key',
      received: 'an extended public key',
    })
  if (version !== main.extendedPrivateVersion && version !== test.extendedPrivateVersion)
    throw signerError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field: FIELD,
      expected: 'an extended private key that starts with xprv or tprv',
      received: 'another text (not shown)',
    })
  if (version !== networkOf(network).extendedPrivateVersion)
    throw signerError('EXTENDED_PRIVATE_KEY_NETWORK', {
      field: FIELD,
      expected: `a key of ${network}`,
      received: 'a key of another network (not shown)',
    })
  checkStructure(payload)
}

/** BIP 32, "Serialization format": a master key has no parent, and a private key is led by a zero byte. */
const checkStructure = (payload: Uint8Array): void => {
  const [depth] = payload.subarray(4)
  const [lead] = payload.subarray(45)
  if (lead !== 0 || (depth === 0 && payload.subarray(5, 13).some((byte) => byte !== 0)))
    throw signerError('EXTENDED_PRIVATE_KEY_MALFORMED', {
      field: FIELD,
      expected: 'the depth, parent and key bytes of an extended private key',
      received: 'others (not shown)',
    })
}

const readNode = (key: string, network: NetworkName): BIP32Interface => {
  checkText(key, network)
  try {
    return BIP32Factory(ecc).fromBase58(key, bip32Network(network))
  } catch {
    throw signerError('SECRET_KEY_OUT_OF_RANGE', {
      field: FIELD,
      expected: 'a private key from 1 to the order of the group',
      received: 'one that is not (not shown)',
    })
  }
}

/**
 * The origin of a node, compared with all that the extended key says about it itself; an account's key without one
 * does not say whose it is.
 */
export const checkedOrigin = (origin: KeyOrigin | undefined, node: ExtendedNode): KeyOrigin | undefined => {
  const { depth, index, parentFingerprint } = node
  const own = fingerprintOf(node.publicKey)
  if (origin === undefined) return depth === 0 ? { fingerprint: own, path: [] } : undefined
  if (origin.path.length !== depth)
    throw signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `an origin of ${depth} steps before the key`,
      received: `${origin.path.length} steps`,
    })
  const known = depth === 0 ? own : depth === 1 ? toHex(uint32(parentFingerprint).reverse()) : undefined
  if (known !== undefined && origin.fingerprint !== known)
    throw signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `the fingerprint ${known}, as the key says itself`,
      received: origin.fingerprint,
    })
  if (depth > 0 && origin.path[depth - 1] !== index)
    throw signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `${formatStep(index)} as the last step, as the key says itself`,
      received: formatPath(origin.path.slice(-1)),
    })
  return origin
}

/** The node that is held: where it comes from, or without an origin what it says itself. */
interface Held {
  readonly origin: KeyOrigin | undefined
  readonly depth: number
  readonly index: number
}

/** Whether a request's origin leads through the node, as far as can be known. */
const leadsThrough = (requested: KeyOrigin, { origin, depth, index }: Held): boolean =>
  origin === undefined
    ? requested.path[depth - 1] === index
    : requested.fingerprint === origin.fingerprint &&
      origin.path.every((step, at) => step === requested.path[at])

/** Derives the private keys of requests below one node; all but the last step is derived once. */
const keychain = (root: PrivateNode | undefined, held: Held) => {
  const branches = new Map<string, PrivateNode | undefined>()
  const branchAt = (steps: readonly number[]): PrivateNode | undefined => {
    const name = steps.join('/')
    if (!branches.has(name)) branches.set(name, descendant(root, steps))
    return branches.get(name)
  }
  return (origin: KeyOrigin | undefined): PrivateNode | undefined => {
    if (origin === undefined || !leadsThrough(origin, held)) return undefined
    const steps = origin.path.slice(held.depth)
    const last = steps.pop()
    if (last === undefined) return root
    const branch = branchAt(steps)
    return branch && privateChild(branch, last)
  }
}

const descendant = (root: PrivateNode | undefined, steps: readonly number[]): PrivateNode | undefined =>
  steps.reduce((node, step) => node && privateChild(node, step), root)

const startPart = (node: PrivateNode | undefined, { publicKey, context, digest }: MusigRequest) => {
  if (node === undefined || !equalBytes(node.publicKey, publicKey)) return undefined
  const secretKey = node.privateKey
  const { publicNonce, secretNonce } = createNonce({ publicKey, secretKey, context, message: digest })
  const part: MusigPart = {
    publicNonce,
    sign: async (aggregateNonce) =>
      signPartial({ secretNonce, secretKey, publicKey, aggregateNonce, context, message: digest }),
  }
  return part
}

interface Claimed {
  readonly request: SignatureRequest
  readonly node: PrivateNode | undefined
}

/**
 * An origin is only a claim, and whoever asks verifies the answer, which spares a multiplication for each key.
 * Where one input has several keys that claim to be ours, another party may have written this master key's
 * fingerprint before a key of its own: then only the points tell.
 */
const contested = (claimed: readonly Claimed[]): boolean => {
  const ours = claimed.filter(({ node }) => node !== undefined)
  return ours.length > new Set(ours.map(({ request }) => request.input)).size
}

const isKeyOf = ({ publicKey }: PrivateNode, request: SignatureRequest): boolean => {
  const xOnly = publicKey.subarray(1)
  const key =
    request.tweak === undefined ? xOnly : backend.xOnlyPointAddTweak(xOnly, request.tweak)?.xOnlyPubkey
  return key !== undefined && equalBytes(key, request.publicKey)
}

/** The signer of an account or a master key; what it holds stays in this closure. */
export const signerFromNode = (
  node: ExtendedNode,
  { origin, auxiliary }: { origin: KeyOrigin | undefined; auxiliary: AuxiliaryRandomness },
): Signer => {
  const { privateKey, publicKey, chainCode, depth, index } = node
  const root = privateKey && privateNode({ privateKey, publicKey, chainCode })
  const nodeFor = keychain(root, { origin, depth, index })
  return {
    sign: async ({ requests }) => {
      const claimed = requests.map((request) => ({ request, node: nodeFor(request.origin) }))
      // without an origin every key below is only guessed to be ours
      const isContested = origin === undefined || contested(claimed)
      return claimed.map(({ request, node: found }) => {
        if (found === undefined || (isContested && !isKeyOf(found, request))) return undefined
        const { digest, tweak } = request
        return signDigest({ digest, secretKey: found.privateKey, tweak, auxiliary })
      })
    },
    startMusig: async (requests) => {
      // the accounts themselves take part, so that all inputs ask for the same keys
      const found = new Map<string, PrivateNode | undefined>()
      return requests.map((request) => {
        const name = toHex(request.publicKey)
        if (!found.has(name)) found.set(name, nodeFor(request.origin))
        return startPart(found.get(name), request)
      })
    },
  }
}

/**
 * A signer for every key below an extended private key: a master key, or an account's key, best behind its origin
 * (BIP 380); without one it is told by its last step and the points. Hardened steps may be marked with `h`, `H` or `'`,
 * and what derives behind the key in a descriptor, such as `/0/*`, is passed over.
 *
 * @throws EscrowError `EXTENDED_PRIVATE_KEY_MALFORMED`, `EXTENDED_PRIVATE_KEY_PUBLIC`,
 * `EXTENDED_PRIVATE_KEY_NETWORK`, `EXTENDED_PRIVATE_KEY_ORIGIN`, `EXTENDED_PRIVATE_KEY_DERIVATION`, `KEY_INDEX_OUT_OF_RANGE` (a step of the origin),
 * `SECRET_KEY_OUT_OF_RANGE`; none shows the key
 * @example
 * const worker = signerFromExtendedKey('[d34db33f/87h/1h/5h]tprv…', { network: 'regtest' })
 */
export const signerFromExtendedKey = (
  text: string,
  { network, auxiliary = 'random' }: ExtendedKeySignerOptions,
): Signer => {
  const { origin, key } = readExpression(text)
  const node = readNode(key, network)
  return signerFromNode(node, { origin: checkedOrigin(origin, node), auxiliary })
}
