import { shown } from '../errors.js'
import { concat, equalBytes } from '../units/bytes.js'
import type { KeyContext } from './context.js'
import { musigError } from './errors.js'
import { isZero, type Point, plus, pointBytes, pointOf } from './points.js'
import type { NoncePoints, NonceSum } from './types.js'

const NONCE_BYTES = 66

/** The points of a public nonce. */
const noncePoints = (nonce: Uint8Array, signer: number): NoncePoints => {
  const detail = {
    field: `publicNonces[${signer}]`,
    expected: 'two compressed points, 66 bytes',
    received: shown(nonce),
    signer,
  }
  if (!(nonce instanceof Uint8Array) || nonce.length !== NONCE_BYTES)
    throw musigError('MUSIG_NONCE_MALFORMED', detail)
  const halves = [nonce.subarray(0, 33), nonce.subarray(33)] as const
  if (halves.some(isZero))
    throw musigError('MUSIG_NONCE_AT_INFINITY', { ...detail, received: 'a point at infinity' })
  const [first, second] = [pointOf(halves[0]), pointOf(halves[1])]
  if (first && second) return [first, second]
  throw musigError('MUSIG_NONCE_MALFORMED', { ...detail, received: 'bytes that are no points' })
}

const added = (publicNonces: readonly Uint8Array[], made?: KeyContext['made']): NonceSum => {
  const points = publicNonces.map((nonce, signer) =>
    made !== undefined && sameNonce(made.publicNonce, nonce) ? made.points : noncePoints(nonce, signer),
  )
  const [first, second] = points.reduce<readonly [Point, Point]>(
    ([left1, left2], [right1, right2]) => [plus(left1, right1), plus(left2, right2)],
    [null, null],
  )
  return {
    publicNonces: publicNonces.map((nonce) => Uint8Array.from(nonce)),
    points,
    sums: [first, second],
    aggregateNonce: concat(pointBytes(first), pointBytes(second)),
  }
}

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
  return added(publicNonces).aggregateNonce
}

/**
 * One public nonce for each key of a context, added up; the same nonces once.
 *
 * @throws EscrowError what {@link aggregateNonces} throws
 */
export const nonceSum = (context: KeyContext, publicNonces: readonly Uint8Array[]): NonceSum => {
  if (publicNonces.length !== context.publicKeys.length)
    throw musigError('MUSIG_NONCE_MISSING', {
      field: 'publicNonces',
      expected: `one public nonce for each of ${context.publicKeys.length} keys`,
      received: `${publicNonces.length}`,
    })
  const known = context.nonces
  if (known?.publicNonces.every((nonce, signer) => sameNonce(nonce, publicNonces[signer]))) return known
  const nonces = added(publicNonces, context.made)
  context.nonces = nonces
  return nonces
}

const sameNonce = (known: Uint8Array, nonce: Uint8Array | undefined): boolean =>
  nonce instanceof Uint8Array && equalBytes(known, nonce)
