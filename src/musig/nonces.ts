import { InvalidContributionErr, nonceAggregate } from '@scure/btc-signer/musig2.js'
import { shown } from '../errors.js'
import { musigError } from './errors.js'
import type { MusigContext } from './types.js'

const NONCE_BYTES = 66

/**
 * Adds up the signers' public nonces (66 bytes each, in the order of their keys).
 *
 * Source: BIP 327, "Nonce Aggregation".
 *
 * @throws EscrowError `MUSIG_NONCE_MISSING`, `MUSIG_NONCE_MALFORMED`, `MUSIG_NONCE_AT_INFINITY`; the last two name
 * the signer in `data.signer`
 */
export const aggregateNonces = (publicNonces: readonly Uint8Array[]): Uint8Array => {
  if (publicNonces.length === 0)
    throw musigError('MUSIG_NONCE_MISSING', {
      field: 'publicNonces',
      expected: 'one public nonce for each signer',
      received: 'none',
    })
  publicNonces.forEach((nonce, signer) => {
    const detail = {
      field: `publicNonces[${signer}]`,
      expected: 'two compressed points, 66 bytes',
      received: shown(nonce),
      signer,
    }
    if (!(nonce instanceof Uint8Array) || nonce.length !== NONCE_BYTES)
      throw musigError('MUSIG_NONCE_MALFORMED', detail)
    if (isZero(nonce.subarray(0, 33)) || isZero(nonce.subarray(33)))
      throw musigError('MUSIG_NONCE_AT_INFINITY', { ...detail, received: 'a point at infinity' })
  })
  try {
    return nonceAggregate([...publicNonces])
  } catch (error) {
    const signer = error instanceof InvalidContributionErr ? error.idx : 0
    throw musigError(
      'MUSIG_NONCE_MALFORMED',
      {
        field: `publicNonces[${signer}]`,
        expected: 'two compressed points, 66 bytes',
        received: 'bytes that are no points',
        signer,
      },
      error,
    )
  }
}

/** One public nonce for each key, added up. */
export const aggregateNonceOf = (context: MusigContext, publicNonces: readonly Uint8Array[]): Uint8Array => {
  if (publicNonces.length !== context.publicKeys.length)
    throw musigError('MUSIG_NONCE_MISSING', {
      field: 'publicNonces',
      expected: `one public nonce for each of ${context.publicKeys.length} keys`,
      received: `${publicNonces.length}`,
    })
  return aggregateNonces(publicNonces)
}

const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0)
