import { backend } from '#backend'
import { aText, membersOf } from '../given/check.js'
import { decodeBase58check } from '../keys/base58check.js'
import type { Signer } from '../spend/signer.js'
import { aNetwork, type NetworkName, networkOf } from '../units/network.js'
import { signerError, wifError } from './errors.js'
import { type AuxiliaryRandomness, anAuxiliary, isKeyOf, publicKeyOf, signDigest } from './secretKey.js'

export interface WifOptions {
  readonly network: NetworkName
  readonly auxiliary?: AuxiliaryRandomness
}

const secretKeyOf = (wif: string, network: NetworkName): Uint8Array => {
  const field = 'wif'
  const payload = payloadOf(wif, field)
  const [version] = payload
  if (version !== networkOf(network).wifVersion)
    throw wifError('WIF_NETWORK', {
      field,
      expected: `a private key of ${network}`,
      received: 'a key of another network (not shown)',
    })
  if (payload.length === 33)
    throw wifError('WIF_UNCOMPRESSED', {
      field,
      expected: 'the WIF of a compressed key',
      received: 'one of an uncompressed key (not shown)',
    })
  if (payload.length !== 34 || payload[33] !== 1)
    throw wifError('WIF_MALFORMED', {
      field,
      expected: 'a private key of 32 bytes',
      received: 'other bytes',
    })
  return checkScalar(payload.slice(1, 33), field)
}

const payloadOf = (wif: string, field: string): Uint8Array => {
  try {
    return decodeBase58check(wif, field)
  } catch {
    // whatever is wrong with it, the text may be a secret, so nothing of the cause is kept
    throw wifError('WIF_MALFORMED', {
      field,
      expected: 'a private key in WIF with a valid checksum',
      received: 'another text (not shown)',
    })
  }
}

/**
 * Refuses scalars that are no private keys.
 *
 * @throws EscrowError `SECRET_KEY_ZERO`, `SECRET_KEY_OUT_OF_RANGE`
 */
const checkScalar = (secretKey: Uint8Array, field: string): Uint8Array => {
  if (secretKey.every((byte) => byte === 0))
    throw wifError('SECRET_KEY_ZERO', { field, expected: 'a scalar above zero', received: 'zero' })
  if (!backend.isPrivate(secretKey))
    throw signerError('SECRET_KEY_OUT_OF_RANGE', {
      field,
      expected: 'a scalar below the order of the group',
      received: 'one that is not (not shown)',
    })
  return secretKey
}

/**
 * A signer for a bare key. A bare key has no place in an aggregate, so it knows no MuSig2.
 *
 * @throws EscrowError `WIF_MALFORMED`, `WIF_NETWORK`, `WIF_UNCOMPRESSED`, `SECRET_KEY_ZERO`,
 * `SECRET_KEY_OUT_OF_RANGE`; none of them shows the key
 * @example
 * const worker = signerFromWif(wif, { network: 'regtest' })
 */
export const signerFromWif = (wif: string, options: WifOptions): Signer => {
  aText(wif, 'wif')
  membersOf<WifOptions>({ network: aNetwork, 'auxiliary?': anAuxiliary })(options, '')
  const { network, auxiliary = 'random' } = options
  const secretKey = secretKeyOf(wif, network)
  const publicKey = publicKeyOf(secretKey)
  return {
    sign: async ({ requests }) =>
      requests.map((request) =>
        isKeyOf(publicKey, request) ? signDigest({ ...request, secretKey, auxiliary }) : undefined,
      ),
  }
}
