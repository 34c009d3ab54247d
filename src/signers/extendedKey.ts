import { BIP32Factory, type BIP32Interface } from 'bip32'
import { ecc } from '#backend'
import { decodeBase58check } from '../keys/base58check.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import type { KeyOrigin } from '../keys/keyExpression.js'
import { createNonce } from '../musig/nonce.js'
import { signPartial } from '../musig/partial.js'
import type { MusigPart, MusigRequest, Signer } from '../spend/signer.js'
import { equalBytes } from '../units/bytes.js'
import { type NetworkName, networkOf } from '../units/network.js'
import { signerError } from './errors.js'
import { type AuxiliaryRandomness, signDigest } from './secretKey.js'

export interface ExtendedKeySignerOptions {
  readonly network: NetworkName
  readonly auxiliary?: AuxiliaryRandomness
}

const FIELD = 'extendedKey'
const ORIGIN = /^\[([0-9a-f]{8})((?:\/[0-9]{1,10}h?)*)\](.+)$/
const HARDENED = 0x80000000

interface Expression {
  readonly origin: KeyOrigin | undefined
  readonly key: string
}

const readExpression = (text: string): Expression => {
  const match = ORIGIN.exec(text)
  if (match === null) return { origin: undefined, key: text }
  const [, fingerprint = '', steps = '', key = ''] = match
  const path = steps
    .split('/')
    .slice(1)
    .map((step) => (step.endsWith('h') ? HARDENED + Number(step.slice(0, -1)) : Number(step)))
  return { origin: { fingerprint, path }, key }
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

/** Derives the private keys of requests below one node; all but the last step is derived once. */
const keychain = (root: BIP32Interface, { fingerprint, path: above }: KeyOrigin) => {
  const branches = new Map<string, BIP32Interface>()
  const branchAt = (steps: readonly number[]): BIP32Interface => {
    const name = steps.join('/')
    const branch = branches.get(name) ?? steps.reduce((node, step) => node.derive(step), root)
    branches.set(name, branch)
    return branch
  }
  return (origin: KeyOrigin | undefined): BIP32Interface | undefined => {
    if (origin?.fingerprint !== fingerprint || !above.every((step, at) => step === origin.path[at]))
      return undefined
    const steps = origin.path.slice(above.length)
    const last = steps.at(-1)
    return last === undefined ? root : branchAt(steps.slice(0, -1)).derive(last)
  }
}

const startPart = (node: BIP32Interface | undefined, { publicKey, context, digest }: MusigRequest) => {
  const secretKey = node?.privateKey
  if (node === undefined || secretKey === undefined || !equalBytes(node.publicKey, publicKey))
    return undefined
  const { publicNonce, secretNonce } = createNonce({ publicKey, secretKey, context, message: digest })
  const part: MusigPart = {
    publicNonce,
    sign: async (aggregateNonce) =>
      signPartial({ secretNonce, secretKey, aggregateNonce, context, message: digest }),
  }
  return part
}

/** The signer of an account or a master key; what it holds stays in this closure. */
export const signerFromNode = (
  node: BIP32Interface,
  { origin, auxiliary }: { origin: KeyOrigin; auxiliary: AuxiliaryRandomness },
): Signer => {
  const nodeFor = keychain(node, origin)
  return {
    sign: async ({ requests }) =>
      requests.map(({ digest, origin: wanted }) => {
        const secretKey = nodeFor(wanted)?.privateKey
        return secretKey && signDigest({ digest, secretKey, auxiliary })
      }),
    startMusig: async (requests) => requests.map((request) => startPart(nodeFor(request.origin), request)),
  }
}

/**
 * A signer for every key below an extended private key: a master key, or an account's key behind its origin
 * (BIP 380) so that it recognises its keys.
 *
 * @throws EscrowError `EXTENDED_PRIVATE_KEY_MALFORMED`, `EXTENDED_PRIVATE_KEY_PUBLIC`,
 * `EXTENDED_PRIVATE_KEY_NETWORK`, `EXTENDED_PRIVATE_KEY_ORIGIN`, `SECRET_KEY_OUT_OF_RANGE`; none shows the key
 * @example
 * const worker = signerFromExtendedKey('[d34db33f/87h/1h/5h]tprv…', { network: 'regtest' })
 */
export const signerFromExtendedKey = (
  text: string,
  { network, auxiliary = 'random' }: ExtendedKeySignerOptions,
): Signer => {
  const { origin, key } = readExpression(text)
  const node = readNode(key, network)
  const own = { fingerprint: fingerprintOf(node.publicKey), path: [] }
  if (node.depth > 0 && origin?.path.length !== node.depth)
    throw signerError('EXTENDED_PRIVATE_KEY_ORIGIN', {
      field: FIELD,
      expected: `an origin of ${node.depth} steps before the key`,
      received: origin === undefined ? 'none' : `${origin.path.length} steps`,
    })
  return signerFromNode(node, { origin: node.depth === 0 ? own : (origin ?? own), auxiliary })
}
