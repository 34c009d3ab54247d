import { backend } from '#backend'
import { compressPoint } from '../backend/curve.js'
import { randomBytes32 } from '../backend/random.js'
import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { shown } from '../errors.js'
import { concat, equalBytes, uint32 } from '../units/bytes.js'
import { KeyContext, keyContext } from './context.js'
import { musigError } from './errors.js'
import { checkMessage, keyFactor, type MusigSession, roundOf } from './round.js'
import { product, scalarBytes, scalarOf, scalarOfHash, signed, sum } from './scalars.js'
import type { MusigContext, NoncePoints } from './types.js'

/** What a signer puts into its second round. */
export interface PartialSigning extends MusigSession {
  /** 32 bytes. */
  readonly secretKey: Uint8Array
  /** Its public key, 33 bytes, where the signer computed it before: that spares a multiplication. */
  readonly publicKey?: Uint8Array
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

  /**
   * Internal: the one way to the bytes. See `signPartial`.
   *
   * @throws EscrowError `MUSIG_NONCE_NOT_A_HANDLE`, `MUSIG_NONCE_USED`, `MUSIG_NONCE_OTHER_SESSION`,
   * `MUSIG_KEY_MISMATCH`, `MUSIG_SIGNING_FAILED`
   */
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
    const publicKey = signing.publicKey ?? backend.pointFromScalar(secretKey)
    if (bytes.subarray(0, SCALARS).every((byte) => byte === 0)) throw used()
    if (madeFor !== undefined && !sameSession(madeFor, signing))
      throw musigError('MUSIG_NONCE_OTHER_SESSION', {
        field: 'secretNonce',
        expected: 'a nonce made for this message and these keys',
        received: 'one made for others',
      })
    if (publicKey === null || !equalBytes(publicKey, bytes.subarray(SCALARS)))
      throw musigError('MUSIG_KEY_MISMATCH', {
        field: 'secretKey',
        expected: 'the secret key of the public key that the nonce was made for',
        received: 'another one',
      })
    const signer = participant(context, publicKey)
    const round = roundOf({ context, message }, signing)
    const factor = keyFactor(round, { context: keyContext(context), signer })
    const [first, second] = [scalarOf(bytes.subarray(0, 32)), scalarOf(bytes.subarray(32, SCALARS))]
    const secret = scalarOf(secretKey)
    if (!first || !second || !secret)
      // nothing is said of why: it would be said of secrets
      throw musigError('MUSIG_SIGNING_FAILED', {
        field: 'secretNonce',
        expected: 'a nonce and a key of numbers from 1 to the group order',
        received: 'others (not shown)',
      })
    const nonce = sum(first, product(round.coefficient, second))
    return scalarBytes(sum(signed(nonce, { odd: round.nonceOdd }), product(factor, secret)))
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

/** The signer whose key this is. */
const participant = ({ publicKeys }: MusigContext, publicKey: Uint8Array): number => {
  const signer = publicKeys.findIndex((candidate) => equalBytes(candidate, publicKey))
  if (signer >= 0) return signer
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
  publicKey,
  secretKey,
  context,
  message,
}: NonceRequest & { randomness: Uint8Array }): NoncePair => {
  checkMessage(message)
  participant(context, publicKey)
  const session = { context, message: new Uint8Array(message) }
  const aggregateKey = context.outputKey
  const { bytes, publicNonce, points } = deriveNonce({
    randomness,
    publicKey,
    secretKey,
    aggregateKey,
    message,
  })
  if (context instanceof KeyContext) context.made = { publicNonce: new Uint8Array(publicNonce), points }
  return { publicNonce, secretNonce: new SecretNonce({ bytes, session }) }
}

const auxiliaryHash: TaggedHash = /* @__PURE__ */ taggedHash('MuSig/aux')
const nonceHash: TaggedHash = /* @__PURE__ */ taggedHash('MuSig/nonce')

/** What a nonce is derived from; all that stands in it keeps nonces apart should `randomness` repeat. */
export interface NonceSource {
  /** 32 bytes. */
  readonly randomness: Uint8Array
  readonly publicKey: Uint8Array
  readonly secretKey?: Uint8Array | undefined
  /** 32 bytes, or none. */
  readonly aggregateKey?: Uint8Array
  readonly message?: Uint8Array
  readonly extra?: Uint8Array
}

const NOTHING = new Uint8Array(0)

/** Internal: the secret bytes and the public half of a nonce. Source: BIP 327, "Nonce Generation". */
export const deriveNonce = (
  source: NonceSource,
): { readonly bytes: Uint8Array; readonly publicNonce: Uint8Array; readonly points: NoncePoints } => {
  const { randomness, publicKey, secretKey, aggregateKey = NOTHING, message, extra = NOTHING } = source
  const mask = secretKey && auxiliaryHash(randomness)
  const seed = secretKey && mask ? secretKey.map((byte, at) => byte ^ (mask[at] ?? 0)) : randomness
  const bytes = new Uint8Array(SCALARS + publicKey.length)
  const preimage = concat(
    seed,
    Uint8Array.of(publicKey.length),
    publicKey,
    Uint8Array.of(aggregateKey.length),
    aggregateKey,
    message === undefined ? Uint8Array.of(0) : concat(Uint8Array.of(1), uint64be(message.length), message),
    uint32be(extra.length),
    extra,
  )
  const pointAt = (at: 0 | 1): Uint8Array => {
    const hash = nonceHash(preimage, Uint8Array.of(at))
    // a hash is a number from 1 to the order but for one in 2^127
    bytes.set(backend.isPrivate(hash) ? hash : scalarBytes(scalarOfHash(hash)), 32 * at)
    return backend.generatorProduct(bytes.subarray(32 * at, 32 * at + 32)) ?? NOTHING
  }
  const points = [pointAt(0), pointAt(1)] as const
  bytes.set(publicKey, SCALARS)
  preimage.fill(0)
  if (seed !== randomness) seed.fill(0)
  return { bytes, publicNonce: concat(compressPoint(points[0]), compressPoint(points[1])), points }
}

const uint32be = (value: number): Uint8Array => uint32(value).reverse()
const uint64be = (value: number): Uint8Array => concat(new Uint8Array(4), uint32be(value))
