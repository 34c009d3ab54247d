import { backend } from '#backend'
import { shown } from '../errors.js'
import { concat, equalBytes } from '../units/bytes.js'
import { type KeyContext, keyContext } from './context.js'
import { musigError } from './errors.js'
import { type PartialSigning, SecretNonce } from './nonce.js'
import { nonceSum } from './nonces.js'
import { plus, times, timesGenerator } from './points.js'
import { checkMessage, keyFactor, type MusigSession, roundOf } from './round.js'
import { product, scalarBytes, scalarOf, signed, sum } from './scalars.js'
import type { NonceSum, Round } from './types.js'

/** A session in its second round, when everybody's public nonce is known. */
export interface SecondRound extends MusigSession {
  /** 66 bytes each, in the order of the context's keys. */
  readonly publicNonces: readonly Uint8Array[]
}

/**
 * Makes a partial signature (32 bytes): the second round. It uses the nonce up, whether it succeeds or not. Whoever
 * takes the signature verifies it, alone or as part of the whole.
 *
 * Source: BIP 327, "Signing".
 *
 * @throws EscrowError `MUSIG_NONCE_USED`, `MUSIG_NONCE_NOT_A_HANDLE`, `MUSIG_NONCE_OTHER_SESSION`,
 * `MUSIG_KEY_MISMATCH`, `MUSIG_KEY_NOT_PARTICIPANT`, `MUSIG_AGGREGATE_NONCE_MALFORMED`, `MUSIG_SIGNING_FAILED`
 * @example
 * const partial = signPartial({ secretNonce, secretKey, aggregateNonce, context, message })
 */
export const signPartial = (signing: PartialSigning & { secretNonce: SecretNonce }): Uint8Array =>
  SecretNonce.sign(signing.secretNonce, signing)

const invalid = (signer: number): ReturnType<typeof musigError> =>
  musigError('MUSIG_PARTIAL_INVALID', {
    field: `partials[${signer}]`,
    expected: `a partial signature that verifies for key ${signer}`,
    received: 'one that does not',
    signer,
  })

const checkPartial = (partial: Uint8Array, signer: number): void => {
  if (!(partial instanceof Uint8Array) || partial.length !== 32)
    throw musigError('MUSIG_PARTIAL_MALFORMED', {
      field: `partials[${signer}]`,
      expected: '32 bytes',
      received: shown(partial),
      signer,
    })
}

const checkSigner = ({ context }: MusigSession, signer: number): void => {
  if (context.publicKeys[signer] === undefined)
    throw musigError('MUSIG_KEY_NOT_PARTICIPANT', {
      field: 'signer',
      expected: `a position among ${context.publicKeys.length} keys`,
      received: shown(signer),
    })
}

interface Opened {
  readonly context: KeyContext
  readonly nonces: NonceSum
  readonly round: Round
}

/** The values of a round whose nonces are known, computed once for one context. */
const opened = ({ context: given, message, publicNonces }: SecondRound): Opened => {
  const context = keyContext(given)
  const nonces = nonceSum(context, publicNonces)
  return { context, nonces, round: roundOf({ context, message }, nonces) }
}

/** BIP 327, "PartialSigVerifyInternal", with the sign of the nonce point on the scalars, where it costs nothing. */
const isRight = (
  { context, nonces, round }: Opened,
  { partial, signer }: { partial: Uint8Array; signer: number },
): boolean => {
  const scalar = scalarOf(partial)
  const points = nonces.points[signer]
  if (scalar === undefined || points === undefined) return false
  const sign = { odd: round.nonceOdd }
  const nonce = plus(points[0], times(points[1], round.coefficient))
  const key = times(context.group.point(signer), signed(keyFactor(round, { context, signer }), sign))
  const [left, right] = [timesGenerator(signed(scalar, sign)), plus(nonce, key)]
  return left === null || right === null ? left === right : equalBytes(left, right)
}

/**
 * Verifies the partial signature of the signer whose key stands at position `signer` in the context.
 *
 * Source: BIP 327, "Partial Signature Verification".
 *
 * @throws EscrowError `MUSIG_PARTIAL_MALFORMED`, `MUSIG_PARTIAL_INVALID` (both name the signer),
 * `MUSIG_KEY_NOT_PARTICIPANT`, and what `aggregateNonces` throws
 */
export const verifyPartial = (round: SecondRound & { partial: Uint8Array; signer: number }): void => {
  const { partial, signer } = round
  checkSigner(round, signer)
  checkPartial(partial, signer)
  if (!isRight(opened(round), { partial, signer })) throw invalid(signer)
}

/**
 * Adds up everybody's partial signatures, in the order of the context's keys, to one BIP 340 signature (64 bytes)
 * of the output key, which is verified before it is returned. Where it fails, the first signer whose part is
 * wrong is named.
 *
 * Source: BIP 327, "Partial Signature Aggregation".
 *
 * @throws EscrowError `MUSIG_PARTIAL_MISSING`, `MUSIG_PARTIAL_MALFORMED`, `MUSIG_PARTIAL_INVALID`,
 * `MUSIG_MESSAGE_LENGTH`, `MUSIG_SIGNATURE_INVALID`, and what `aggregateNonces` throws
 * @example
 * const signature = aggregatePartials({ partials, publicNonces, context, message })
 */
export const aggregatePartials = (round: SecondRound & { partials: readonly Uint8Array[] }): Uint8Array => {
  const { context, message, partials } = round
  checkMessage(message)
  if (partials.length !== context.publicKeys.length)
    throw musigError('MUSIG_PARTIAL_MISSING', {
      field: 'partials',
      expected: `one partial signature for each of ${context.publicKeys.length} keys`,
      received: `${partials.length}`,
    })
  partials.forEach(checkPartial)
  const known = opened(round)
  const signature = concat(known.round.nonceX, addUp(known, partials))
  if (backend.verifySchnorr(message, context.outputKey, signature)) return signature
  const culprit = partials.findIndex((partial, signer) => !isRight(known, { partial, signer }))
  if (culprit >= 0) throw invalid(culprit)
  throw musigError('MUSIG_SIGNATURE_INVALID', {
    field: 'signature',
    expected: 'a signature that verifies against the output key',
    received: 'one that does not, though every part of it is right',
  })
}

/** The parts, and what the tweaks add to the secret keys: BIP 327, s = Σ sᵢ + e·g·tacc. */
const addUp = ({ context, round }: Opened, partials: readonly Uint8Array[]): Uint8Array => {
  let total = signed(product(round.challenge, context.tweak), { odd: context.odd })
  for (const [signer, partial] of partials.entries()) {
    const scalar = scalarOf(partial)
    if (scalar === undefined) throw invalid(signer)
    total = sum(total, scalar)
  }
  return scalarBytes(total)
}
