import { deterministicSign } from '@scure/btc-signer/musig2.js'
import { pointAddScalar, pointFromScalar, pointMultiply } from 'tiny-secp256k1'
import { describe, expect, it } from 'vitest'
import { musigContext } from '../../src/musig/context.js'
import { SecretNonce } from '../../src/musig/nonce.js'
import { aggregateNonces } from '../../src/musig/nonces.js'
import { signPartial, verifyPartial } from '../../src/musig/partial.js'
import type { MusigContext } from '../../src/musig/types.js'
import { concat, fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

interface Case {
  readonly rand: string | null
  readonly aggothernonce: string
  readonly key_indices: readonly number[]
  readonly tweaks: readonly string[]
  readonly is_xonly: readonly boolean[]
  readonly msg_index: number
  readonly signer_index: number
  readonly comment?: string
}

interface Deterministic {
  readonly sk: string
  readonly pubkeys: readonly string[]
  readonly msgs: readonly string[]
  readonly valid_test_cases: readonly (Case & {
    readonly expected: readonly [nonce: string, partial: string]
  })[]
  readonly error_test_cases: readonly (Case & { readonly comment: string })[]
}

const bytes = (hex = ''): Uint8Array => {
  const value = fromHex(hex)
  if (value === undefined) throw new Error(`vector is not hex: ${hex}`)
  return value
}

const code = (name: string, data: Record<string, unknown> = {}) =>
  expect.objectContaining({ name: 'EscrowError', code: name, data: expect.objectContaining(data) })

/** The scalar 1, and n − 1: what G and −G are multiples of. */
const ONE = bytes(`${'00'.repeat(31)}01`)
const MINUS_ONE = bytes('fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140')

/** Two nonces that add up to one: G and the rest, in both halves. */
const halves = (nonce: Uint8Array): readonly [Uint8Array, Uint8Array] => {
  const one = pointFromScalar(ONE)!
  const rest = [nonce.subarray(0, 33), nonce.subarray(33)].map((point) =>
    // a point equal to G leaves nothing: the vectors with such a nonce take −G and 2 G instead
    pointAddScalar(point, MINUS_ONE),
  )
  if (rest.every((point) => point !== null)) return [concat(one, one), concat(...rest)]
  const minus = pointMultiply(one, MINUS_ONE)!
  return [concat(minus, minus), concat(pointAddScalar(one, ONE)!, pointAddScalar(one, ONE)!)]
}

// this library offers no deterministic nonces: the signer of these vectors is the library below, and ours is the
// other side, which adds up its nonce and verifies its part
describeVectors<Deterministic>(
  'bip327-det_sign_vectors.json',
  'BIP 327, deterministic signing',
  (vectors) => {
    const secretKey = bytes(vectors.sk)
    const keysOf = ({ key_indices }: Case): Uint8Array[] =>
      key_indices.map((index) => bytes(vectors.pubkeys[index]))
    const messageOf = ({ msg_index }: Case): Uint8Array => bytes(vectors.msgs[msg_index])
    const contextOf = (vector: Case): MusigContext =>
      musigContext({
        publicKeys: keysOf(vector),
        tweaks: vector.tweaks.map((tweak, position) => ({
          kind: vector.is_xonly[position] === true ? 'xOnly' : 'plain',
          tweak: bytes(tweak),
        })),
      })

    it.each(vectors.valid_test_cases)(
      'the library below makes the nonce and the part of $expected.0',
      (vector) => {
        const { publicNonce, partialSig } = deterministicSign(
          secretKey,
          bytes(vector.aggothernonce),
          keysOf(vector),
          messageOf(vector),
          vector.tweaks.map(bytes),
          [...vector.is_xonly],
          vector.rand === null ? undefined : bytes(vector.rand),
        )
        expect([publicNonce, partialSig].map(toHex)).toEqual(vector.expected.map((hex) => hex.toLowerCase()))
      },
    )

    describe('the part of a deterministic signer', () => {
      const roundOf = (vector: Deterministic['valid_test_cases'][number]) => {
        const others = [...halves(bytes(vector.aggothernonce))]
        const publicNonces = vector.key_indices.map((_, at) =>
          at === vector.signer_index ? bytes(vector.expected[0]) : others.pop()!,
        )
        return {
          context: contextOf(vector),
          message: messageOf(vector),
          publicNonces,
          signer: vector.signer_index,
          partial: bytes(vector.expected[1]),
        }
      }

      it.each(vectors.valid_test_cases)('verifies beside the nonces of the others: $expected.1', (vector) => {
        const round = roundOf(vector)
        expect(aggregateNonces(round.publicNonces)).toEqual(
          aggregateNonces([bytes(vector.expected[0]), bytes(vector.aggothernonce)]),
        )
        expect(() => verifyPartial(round)).not.toThrow()
      })

      it.each(vectors.valid_test_cases)('does not verify for another message: $expected.1', (vector) => {
        const round = { ...roundOf(vector), message: new Uint8Array(32) }
        expect(() => verifyPartial(round)).toThrow(
          code('MUSIG_PARTIAL_INVALID', { signer: vector.signer_index }),
        )
      })
    })

    const causes = [
      code('KEY_AGGREGATE_MEMBER', { index: 2 }),
      code('MUSIG_KEY_NOT_PARTICIPANT'),
      code('MUSIG_NONCE_MALFORMED', { signer: 1 }),
      code('MUSIG_NONCE_AT_INFINITY', { signer: 1 }),
      code('MUSIG_TWEAK_INVALID', { field: 'tweaks[0]' }),
    ]

    it.each(vectors.error_test_cases.map((vector, at) => ({ ...vector, cause: causes[at] })))(
      'refuses: $comment',
      (vector) => {
        // a nonce of the signer, as the second of two summands stands what the others sent
        const mine = bytes(vectors.valid_test_cases[0]?.expected[0])
        const scalars = concat(ONE, ONE, pointFromScalar(secretKey)!)
        expect(() => {
          const context = contextOf(vector)
          const aggregateNonce = aggregateNonces([mine, bytes(vector.aggothernonce)])
          const secretNonce = new SecretNonce({ bytes: scalars })
          signPartial({ secretNonce, secretKey, aggregateNonce, context, message: messageOf(vector) })
        }).toThrow(vector.cause)
      },
    )
  },
)
