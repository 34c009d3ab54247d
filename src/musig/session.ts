import { InvalidContributionErr, nonceAggregate, Session } from '@scure/btc-signer/musig2.js'
import { shown } from '../errors.js'
import { musigError } from './errors.js'
import type { MusigContext } from './types.js'

/** What all signers of one message agree on. */
export interface MusigSession {
  readonly context: MusigContext
  /** What is signed: 32 bytes. */
  readonly message: Uint8Array
}

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

/** The library's session. The aggregate nonce may be at infinity: BIP 327 has an answer to that. */
export const sessionOf = (
  { context, message }: MusigSession,
  { aggregateNonce }: { aggregateNonce: Uint8Array },
): Session => {
  const { publicKeys, tweaks } = context
  try {
    return new Session(
      aggregateNonce,
      [...publicKeys],
      message,
      tweaks.map(({ tweak }) => tweak),
      tweaks.map(({ kind }) => kind === 'xOnly'),
    )
  } catch (error) {
    // the context is checked where it is made, so only the nonce is left to be wrong
    throw musigError(
      'MUSIG_AGGREGATE_NONCE_MALFORMED',
      {
        field: 'aggregateNonce',
        expected: 'two compressed points, 66 bytes',
        received: shown(aggregateNonce),
      },
      error,
    )
  }
}

/** BIP 340 signs any message; a transaction's is a hash. */
export const checkMessage = (message: Uint8Array): void => {
  if (message.length !== 32)
    throw musigError('MUSIG_MESSAGE_LENGTH', {
      field: 'message',
      expected: '32 bytes',
      received: shown(message),
    })
}
