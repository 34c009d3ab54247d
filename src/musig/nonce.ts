import { nonceGen } from '@scure/btc-signer/musig2.js'
import { backend } from '#backend'
import { randomBytes32 } from '../backend/random.js'
import { shown } from '../errors.js'
import { equalBytes } from '../units/bytes.js'
import { musigError } from './errors.js'
import { checkMessage, type MusigSession, sessionOf } from './session.js'
import type { MusigContext } from './types.js'

/** What a signer puts into its second round. */
export interface PartialSigning extends MusigSession {
  /** 32 bytes. */
  readonly secretKey: Uint8Array
  /** 66 bytes: `aggregateNonces` of everybody's public nonces. */
  readonly aggregateNonce: Uint8Array
}

const HIDDEN = '[secret nonce]'

/** A nonce's two secret scalars; behind them the library keeps the public key that they belong to. */
const SCALARS = 64

/**
 * A secret nonce, good for one partial signature. It cannot be copied, stored or shown: clones and copies are
 * not handles, JSON shows a placeholder, inspection an empty object. The first attempt to sign uses it up, whatever comes of
 * the attempt, and overwrites its bytes.
 */
export class SecretNonce {
  #bytes: Uint8Array | undefined
  readonly #session: MusigSession | undefined

  /** Internal: takes over the bytes. Without a session the nonce signs in any. */
  constructor({ bytes, session }: { bytes: Uint8Array; session?: MusigSession }) {
    this.#bytes = bytes
    this.#session = session
  }

  /** Internal: the one way to the bytes. See `signPartial`. */
  static sign(nonce: SecretNonce, signing: PartialSigning): Uint8Array {
    if (typeof nonce !== 'object' || nonce === null || !(#bytes in nonce))
      throw musigError('MUSIG_NONCE_NOT_A_HANDLE', {
        field: 'secretNonce',
        expected: 'the handle from the first round, in the process that made it',
        received: shown(nonce),
      })
    const bytes = nonce.#bytes
    nonce.#bytes = undefined
    if (bytes === undefined) throw used()
    try {
      return SecretNonce.#signWith(bytes, { signing, madeFor: nonce.#session })
    } finally {
      bytes.fill(0)
    }
  }

  static #signWith(
    bytes: Uint8Array,
    { signing, madeFor }: { signing: PartialSigning; madeFor: MusigSession | undefined },
  ): Uint8Array {
    const { context, message, secretKey } = signing
    if (bytes.subarray(0, SCALARS).every((byte) => byte === 0)) throw used()
    if (madeFor !== undefined && !sameSession(madeFor, signing))
      throw musigError('MUSIG_NONCE_OTHER_SESSION', {
        field: 'secretNonce',
        expected: 'a nonce made for this message and these keys',
        received: 'one made for others',
      })
    const publicKey = backend.isPrivate(secretKey) ? backend.pointFromScalar(secretKey) : null
    if (publicKey === null || !equalBytes(publicKey, bytes.subarray(SCALARS)))
      throw musigError('MUSIG_KEY_MISMATCH', {
        field: 'secretKey',
        expected: 'the secret key of the public key that the nonce was made for',
        received: 'another one',
      })
    checkParticipant(context, publicKey)
    const session = sessionOf({ context, message }, signing)
    try {
      return session.sign(bytes, secretKey)
    } catch {
      // without its cause: nothing from inside a signer leaves
      throw musigError('MUSIG_SIGNING_FAILED', {
        field: 'secretNonce',
        expected: 'a partial signature',
        received: 'a failure of the signing library',
      })
    }
  }

  /** Whether an attempt to sign was made. */
  get used(): boolean {
    return this.#bytes === undefined
  }

  toString(): string {
    return HIDDEN
  }

  toJSON(): string {
    return HIDDEN
  }
}

const used = (): ReturnType<typeof musigError> =>
  musigError('MUSIG_NONCE_USED', {
    field: 'secretNonce',
    expected: 'a nonce that nobody tried to sign with yet',
    received: 'a used one: start again with new nonces',
  })

const sameSession = (left: MusigSession, right: MusigSession): boolean =>
  equalBytes(left.message, right.message) && equalBytes(left.context.outputKey, right.context.outputKey)

const checkParticipant = ({ publicKeys }: MusigContext, publicKey: Uint8Array): void => {
  if (!publicKeys.some((candidate) => equalBytes(candidate, publicKey)))
    throw musigError('MUSIG_KEY_NOT_PARTICIPANT', {
      field: 'publicKey',
      expected: `one of the ${publicKeys.length} keys that sign together`,
      received: 'another key',
    })
}

/** The public half travels, the secret half stays. */
export interface NoncePair {
  /** 66 bytes, for everybody. */
  readonly publicNonce: Uint8Array
  readonly secretNonce: SecretNonce
}

/** What a nonce is made for. */
export interface NonceRequest extends MusigSession {
  /** The signer's, 33 bytes. */
  readonly publicKey: Uint8Array
  /** The signer's, 32 bytes, where it is at hand: a second defence should the system's randomness be bad. */
  readonly secretKey?: Uint8Array
}

/**
 * Makes a signer's nonce for one message and one context, from the system's randomness: the first round.
 *
 * Source: BIP 327, "Nonce Generation".
 *
 * @throws EscrowError `MUSIG_MESSAGE_LENGTH`, `MUSIG_KEY_NOT_PARTICIPANT`, `RANDOMNESS_MISSING`
 * @example
 * const { publicNonce, secretNonce } = createNonce({ publicKey, context, message })
 */
export const createNonce = (request: NonceRequest): NoncePair => {
  const randomness = randomBytes32()
  try {
    return createNonceFromFixedRandomness({ ...request, randomness })
  } finally {
    randomness.fill(0)
  }
}

/** Internal, for fixtures only: one value of `randomness` must never serve two messages that get signed. */
export const createNonceFromFixedRandomness = ({
  randomness,
  ...request
}: NonceRequest & { randomness: Uint8Array }): NoncePair => {
  const { publicKey, secretKey, context, message } = request
  checkMessage(message)
  checkParticipant(context, publicKey)
  const session = { context, message: message.slice() }
  const pair = nonceGen(publicKey, secretKey, context.outputKey, message, undefined, randomness)
  return { publicNonce: pair.public, secretNonce: new SecretNonce({ bytes: pair.secret, session }) }
}
