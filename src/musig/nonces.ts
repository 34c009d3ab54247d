import { shown } from '../errors.js'
import { concat, equalBytes } from '../units/bytes.js'
import type { KeyContext } from './context.js'
import { musigError } from './errors.js'
import { isZero, type Point, plus, pointBytes, pointOf } from './points.js'
import type { NoncePoints, NonceSum } from './types.js'

const NONCE_BYTES = 66

/** The points of a public nonce. */
const noncePoints = (nonce: Uint8Array, signer: number): NoncePoints => {
  const told = (received: string) => ({
    field: `publicNonces[${signer}]`,
    expected: 'two compressed points, 66 bytes',
    received,
    signer,
  })
  if (!(nonce instanceof Uint8Array) || nonce.length !== NONCE_BYTES)
    throw musigError('MUSIG_NONCE_MALFORMED', told(shown(nonce)))
  const halves = [nonce.subarray(0, 33), nonce.subarray(33)] as const
  if (halves.some(isZero)) throw musigError('MUSIG_NONCE_AT_INFINITY', told('a point at infinity'))
  const first = pointOf(halves[0])
  const second = first && pointOf(halves[1])
  if (first && second) return [first, second]
  throw musigError('MUSIG_NONCE_MALFORMED', told('bytes that are no points'))
}

const added = (publicNonces: readonly Uint8Array[], made?: KeyContext['made']): NonceSum => {
  const points = publicNonces.map((nonce, signer) =>
    made !== undefined && sameNonce(made.publicNonce, nonce) ? made.points : noncePoints(nonce, signer),
  )
  let [first, second]: [Point, Point] = [null, null]
  for (const one of points) {
    first = plus(first, one[0])
    second = plus(second, one[1])
  }
  return {
    publicNonces: publicNonces.map((nonce) => new Uint8Array(nonce)),
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
