import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { shown } from '../errors.js'
import { equalBytes } from '../units/bytes.js'
import { type KeyContext, keyContext } from './context.js'
import { musigError } from './errors.js'
import { isOdd, type Point, plus, pointOf, times, timesGenerator } from './points.js'
import { product, scalarOfHash, signed, ZERO } from './scalars.js'
import type { MusigContext, Round } from './types.js'

const nonceCoefficient: TaggedHash = /* @__PURE__ */ taggedHash('MuSig/noncecoef')
const challengeHash: TaggedHash = /* @__PURE__ */ taggedHash('BIP0340/challenge')

/** What all signers of one message agree on. */
export interface MusigSession {
  readonly context: MusigContext
  /** What is signed: 32 bytes. */
  readonly message: Uint8Array
}

/** Half an aggregate nonce; BIP 327 has an answer to infinity. */
const half = (aggregateNonce: Uint8Array, from: number): Point => {
  const point = aggregateNonce.length === 66 ? pointOf(aggregateNonce.subarray(from, from + 33)) : undefined
  if (point !== undefined) return point
  throw musigError('MUSIG_AGGREGATE_NONCE_MALFORMED', {
    field: 'aggregateNonce',
    expected: 'two compressed points, 66 bytes',
    received: shown(aggregateNonce),
  })
}

/**
 * The values of a session, computed once for all who sign and verify in one context.
 *
 * Source: BIP 327, "Session Context".
 *
 * @throws EscrowError `MUSIG_AGGREGATE_NONCE_MALFORMED`
 */
export const roundOf = (
  { context: given, message }: MusigSession,
  { aggregateNonce }: { aggregateNonce: Uint8Array },
): Round => {
  const context = keyContext(given)
  const known = context.round
  if (
    known !== undefined &&
    equalBytes(known.aggregateNonce, aggregateNonce) &&
    equalBytes(known.message, message)
  )
    return known
  const { nonces } = context
  const [first, second] =
    nonces !== undefined && equalBytes(nonces.aggregateNonce, aggregateNonce)
      ? nonces.sums
      : [half(aggregateNonce, 0), half(aggregateNonce, 33)]
  const coefficient = scalarOfHash(nonceCoefficient(aggregateNonce, context.outputKey, message))
  const point = plus(first, times(second, coefficient)) ?? timesGenerator(1n) ?? new Uint8Array(65)
  const nonceX = point.slice(1, 33)
  const round: Round = {
    message: new Uint8Array(message),
    aggregateNonce: new Uint8Array(aggregateNonce),
    coefficient,
    nonceX,
    nonceOdd: isOdd(point),
    challenge: scalarOfHash(challengeHash(nonceX, context.outputKey, message)),
  }
  context.round = round
  return round
}

/** What a signer's secret key counts with in its partial signature: BIP 327, e·a·g·gacc. */
export const keyFactor = (
  { challenge }: Round,
  { context, signer }: { context: KeyContext; signer: number },
): bigint =>
  signed(product(challenge, context.group.coefficients[signer] ?? ZERO), {
    odd: context.odd !== context.negated,
  })

/**
 * BIP 340 signs any message; a transaction's is a hash.
 *
 * @throws EscrowError `MUSIG_MESSAGE_LENGTH`
 */
export const checkMessage = (message: Uint8Array): void => {
  if (message.length !== 32)
    throw musigError('MUSIG_MESSAGE_LENGTH', {
      field: 'message',
      expected: '32 bytes',
      received: shown(message),
    })
}
