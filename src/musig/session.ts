import { Session } from '@scure/btc-signer/musig2.js'
import { shown } from '../errors.js'
import { musigError } from './errors.js'
import type { MusigContext } from './types.js'

/** What all signers of one message agree on. */
export interface MusigSession {
  readonly context: MusigContext
  /** What is signed: 32 bytes. */
  readonly message: Uint8Array
}

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
