import type { EscrowError } from '../errors.js'
import { aText, membersOf } from '../given/check.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import { formatPath, formatStep, parseStep } from '../keys/path.js'
import { createNonce } from '../musig/nonce.js'
import { signPartial } from '../musig/partial.js'
import type { MusigPart, MusigRequest, SignatureRequest, Signer } from '../spend/signer.js'
import { equalBytes, toHex, uint32 } from '../units/bytes.js'
import { aNetwork, type NetworkName } from '../units/network.js'
import { extendedKeyError } from './errors.js'
import { type ExtendedNode, readExtendedPrivateKey } from './extendedPrivateKey.js'
import { type PrivateNode, privateChild, privateNode } from './privateNode.js'
import { type AuxiliaryRandomness, anAuxiliary, isKeyOf, signDigest } from './secretKey.js'

export interface ExtendedKeySignerOptions {
  readonly network: NetworkName
  readonly auxiliary?: AuxiliaryRandomness
}

const FIELD = 'extendedKey'
const ORIGIN = /^\[([0-9a-fA-F]{8})((?:\/[0-9]{1,10}[hH']?)*)\](.*)$/s

interface Expression {
  readonly origin: KeyOrigin | undefined
  readonly key: string
}

/** What may stand behind an account's key in a descriptor; the signer derives whatever it is asked for. */
const DERIVATION = /^(?:\/(?:[0-9]+[hH']?|<[0-9;hH']+>|\*[hH']?))*$/

const originMalformed = (): EscrowError =>
  extendedKeyError('EXTENDED_PRIVATE_KEY_ORIGIN', {
    field: FIELD,
    expected: 'an origin such as [d34db33f/87h/1h/5h] before the key',
    received: 'another text in brackets (not shown)',
  })

/** A text with its origin in front split off, and without what derives behind the key. */
export const readExpression = (text: string): Expression => {
  aText(text, FIELD)
  const trimmed = text.trim()
  const [, fingerprint, steps = '', rest = trimmed] = ORIGIN.exec(trimmed) ?? []
  if (fingerprint === undefined && trimmed.startsWith('[')) throw originMalformed()
  const slash = rest.indexOf('/')
  const key = slash < 0 ? rest : rest.slice(0, slash)
  if (!DERIVATION.test(rest.slice(key.length)))
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_DERIVATION', {
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

/**
 * The origin of a node, compared with all that the extended key says about it itself; an account's key without one
 * does not say whose it is.
 */
export const checkedOrigin = (origin: KeyOrigin | undefined, node: ExtendedNode): KeyOrigin | undefined => {
  const { depth, index, parentFingerprint } = node
  const own = fingerprintOf(node.publicKey)
  if (origin === undefined) return depth === 0 ? { fingerprint: own, path: [] } : undefined
  if (origin.path.length !== depth)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `an origin of ${depth} steps before the key`,
      received: `${origin.path.length} steps`,
    })
  const known = depth === 0 ? own : depth === 1 ? toHex(uint32(parentFingerprint).reverse()) : undefined
  if (known !== undefined && origin.fingerprint !== known)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `the fingerprint ${known}, as the key says itself`,
      received: origin.fingerprint,
    })
  if (depth > 0 && origin.path[depth - 1] !== index)
    throw extendedKeyError('EXTENDED_PRIVATE_KEY_ORIGIN', {
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

/**
 * Derives the private keys of requests below one node: all but the last step once, and the last one once for as long as
 * the same key is asked for, as by a stream.
 */
const keychain = (root: PrivateNode | undefined, held: Held) => {
  const branches = new Map<string, PrivateNode | undefined>()
  const branchAt = (steps: readonly number[]): PrivateNode | undefined => {
    const name = steps.join('/')
    if (!branches.has(name)) branches.set(name, descendant(root, steps))
    return branches.get(name)
  }
  const childAt = (steps: number[]): PrivateNode | undefined => {
    const last = steps.pop()
    if (last === undefined) return root
    const branch = branchAt(steps)
    return branch && privateChild(branch, last)
  }
  let latest: { readonly name: string; readonly node: PrivateNode | undefined } | undefined
  return (origin: KeyOrigin | undefined): PrivateNode | undefined => {
    if (origin === undefined || !leadsThrough(origin, held)) return undefined
    const steps = origin.path.slice(held.depth)
    const name = steps.join('/')
    if (latest?.name !== name) latest = { name, node: childAt(steps) }
    return latest.node
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
        if (found === undefined || (isContested && !isKeyOf(found.publicKey, request))) return undefined
        const { digest, tweak } = request
        return signDigest({ digest, secretKey: found.privateKey, tweak, auxiliary })
      })
    },
    // the accounts themselves take part, so that all inputs ask for the same key
    startMusig: async (requests) => requests.map((request) => startPart(nodeFor(request.origin), request)),
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
export const signerFromExtendedKey = (text: string, options: ExtendedKeySignerOptions): Signer => {
  membersOf<ExtendedKeySignerOptions>({ network: aNetwork, 'auxiliary?': anAuxiliary })(options, '')
  const { network, auxiliary = 'random' } = options
  const { origin, key } = readExpression(text)
  const node = readExtendedPrivateKey(key, { network, field: FIELD })
  return signerFromNode(node, { origin: checkedOrigin(origin, node), auxiliary })
}
