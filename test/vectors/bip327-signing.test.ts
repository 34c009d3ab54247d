import { describe, expect, it } from 'vitest'
import { backend } from '#backend'
import { musigContext } from '../../src/musig/context.js'
import { deriveNonce, SecretNonce } from '../../src/musig/nonce.js'
import { aggregateNonces } from '../../src/musig/nonces.js'
import { aggregatePartials, signPartial, verifyPartial } from '../../src/musig/partial.js'
import type { MusigContext } from '../../src/musig/types.js'
import { fromHex, toHex } from '../../src/units/bytes.js'
import { describeVectors } from '../support/vectors.js'

const bytes = (hex: string): Uint8Array => {
  const value = fromHex(hex)
  if (value === undefined) throw new Error(`vector is not hex: ${hex}`)
  return value
}

const pick = (list: readonly string[], indices: readonly number[]): Uint8Array[] =>
  indices.map((index) => bytes(list[index] ?? ''))

const code = (name: string, data: Record<string, unknown> = {}) =>
  expect.objectContaining({ name: 'EscrowError', code: name, data: expect.objectContaining(data) })

interface NonceGen {
  readonly test_cases: readonly {
    readonly rand_: string
    readonly sk: string | null
    readonly pk: string
    readonly aggpk: string | null
    readonly msg: string | null
    readonly extra_in: string | null
    readonly expected_secnonce: string
    readonly expected_pubnonce: string
  }[]
}

// these vectors leave out and add what this library never does (no message, extra input, an aggregate that belongs to
// no keys), so they go to the function below the one that makes handles
describeVectors<NonceGen>('bip327-nonce_gen_vectors.json', 'BIP 327, nonce generation', ({ test_cases }) => {
  const optional = (hex: string | null): Uint8Array | undefined => (hex === null ? undefined : bytes(hex))

  it.each(test_cases)('makes the nonce $expected_pubnonce', (vector) => {
    const [secretKey, aggregateKey, message, extra] = [
      vector.sk,
      vector.aggpk,
      vector.msg,
      vector.extra_in,
    ].map(optional)
    const { publicNonce, bytes: secret } = deriveNonce({
      randomness: bytes(vector.rand_),
      publicKey: bytes(vector.pk),
      ...(secretKey && { secretKey }),
      ...(aggregateKey && { aggregateKey }),
      ...(message && { message }),
      ...(extra && { extra }),
    })
    expect(toHex(publicNonce)).toBe(vector.expected_pubnonce.toLowerCase())
    expect(toHex(secret)).toBe(vector.expected_secnonce.toLowerCase())
  })
})

interface NonceAgg {
  readonly pnonces: readonly string[]
  readonly valid_test_cases: readonly {
    readonly pnonce_indices: readonly number[]
    readonly expected: string
  }[]
  readonly error_test_cases: readonly {
    readonly pnonce_indices: readonly number[]
    readonly error: { readonly signer: number }
    readonly comment: string
  }[]
}

describeVectors<NonceAgg>('bip327-nonce_agg_vectors.json', 'BIP 327, nonce aggregation', (vectors) => {
  it.each(vectors.valid_test_cases)('adds up nonces $pnonce_indices', ({ pnonce_indices, expected }) => {
    expect(toHex(aggregateNonces(pick(vectors.pnonces, pnonce_indices)))).toBe(expected.toLowerCase())
  })

  it.each(vectors.error_test_cases)('names the signer: $comment', ({ pnonce_indices, error }) => {
    expect(() => aggregateNonces(pick(vectors.pnonces, pnonce_indices))).toThrow(
      code('MUSIG_NONCE_MALFORMED', { signer: error.signer }),
    )
  })
})

interface SignCase {
  readonly key_indices: readonly number[]
  readonly nonce_indices: readonly number[]
  readonly msg_index: number
  readonly signer_index: number
  readonly comment?: string
}

interface SignVerify {
  readonly sk: string
  readonly pubkeys: readonly string[]
  readonly secnonces: readonly string[]
  readonly pnonces: readonly string[]
  readonly aggnonces: readonly string[]
  readonly msgs: readonly string[]
  readonly valid_test_cases: readonly (SignCase & {
    readonly aggnonce_index: number
    readonly expected: string
  })[]
  readonly sign_error_test_cases: readonly {
    readonly key_indices: readonly number[]
    readonly aggnonce_index: number
    readonly msg_index: number
    readonly secnonce_index: number
    readonly comment: string
  }[]
  readonly verify_fail_test_cases: readonly (SignCase & { readonly sig: string })[]
  readonly verify_error_test_cases: readonly (SignCase & {
    readonly sig: string
    readonly error: { readonly signer: number; readonly contrib: string }
  })[]
}

describeVectors<SignVerify>('bip327-sign_verify_vectors.json', 'BIP 327, signing', (vectors) => {
  const secretKey = bytes(vectors.sk)
  const contextOf = (indices: readonly number[]): MusigContext =>
    musigContext({ publicKeys: pick(vectors.pubkeys, indices) })
  const secretNonce = (index = 0): SecretNonce =>
    new SecretNonce({ bytes: bytes(vectors.secnonces[index] ?? '') })

  it.each(vectors.valid_test_cases)('signs and verifies for signer $signer_index: $comment', (vector) => {
    const context = contextOf(vector.key_indices)
    const message = bytes(vectors.msgs[vector.msg_index] ?? '')
    const publicNonces = pick(vectors.pnonces, vector.nonce_indices)
    const aggregateNonce = aggregateNonces(publicNonces)
    expect(toHex(aggregateNonce)).toBe(vectors.aggnonces[vector.aggnonce_index]?.toLowerCase())
    const partial = signPartial({ secretNonce: secretNonce(), secretKey, aggregateNonce, context, message })
    expect(toHex(partial)).toBe(vector.expected.toLowerCase())
    expect(() =>
      verifyPartial({ partial, signer: vector.signer_index, publicNonces, context, message }),
    ).not.toThrow()
  })

  const causes = [
    code('MUSIG_KEY_NOT_PARTICIPANT'),
    code('KEY_AGGREGATE_MEMBER', { index: 2 }),
    code('MUSIG_AGGREGATE_NONCE_MALFORMED'),
    code('MUSIG_AGGREGATE_NONCE_MALFORMED'),
    code('MUSIG_AGGREGATE_NONCE_MALFORMED'),
    code('MUSIG_NONCE_USED'),
  ]

  it.each(vectors.sign_error_test_cases.map((vector, index) => ({ ...vector, cause: causes[index] })))(
    'refuses to sign: $comment',
    (vector) => {
      expect(() =>
        signPartial({
          secretNonce: secretNonce(vector.secnonce_index),
          secretKey,
          aggregateNonce: bytes(vectors.aggnonces[vector.aggnonce_index] ?? ''),
          context: contextOf(vector.key_indices),
          message: bytes(vectors.msgs[vector.msg_index] ?? ''),
        }),
      ).toThrow(vector.cause)
    },
  )

  const verify = (vector: SignCase & { readonly sig: string }): void =>
    verifyPartial({
      partial: bytes(vector.sig),
      signer: vector.signer_index,
      publicNonces: pick(vectors.pnonces, vector.nonce_indices),
      context: contextOf(vector.key_indices),
      message: bytes(vectors.msgs[vector.msg_index] ?? ''),
    })

  it.each(vectors.verify_fail_test_cases)('names the culprit: $comment', (vector) => {
    expect(() => verify(vector)).toThrow(code('MUSIG_PARTIAL_INVALID', { signer: vector.signer_index }))
  })

  it.each(vectors.verify_error_test_cases)('refuses to verify: $comment', (vector) => {
    const { signer, contrib } = vector.error
    expect(() => verify(vector)).toThrow(
      contrib === 'pubnonce'
        ? code('MUSIG_NONCE_MALFORMED', { signer })
        : code('KEY_AGGREGATE_MEMBER', { index: signer }),
    )
  })
})

interface TweakCase {
  readonly key_indices: readonly number[]
  readonly nonce_indices: readonly number[]
  readonly tweak_indices: readonly number[]
  readonly is_xonly: readonly boolean[]
}

const tweaked = (
  { pubkeys, tweaks }: { readonly pubkeys: readonly string[]; readonly tweaks: readonly string[] },
  vector: TweakCase,
): MusigContext =>
  musigContext({
    publicKeys: pick(pubkeys, vector.key_indices),
    tweaks: vector.tweak_indices.map((index, position) => ({
      kind: vector.is_xonly[position] === true ? 'xOnly' : 'plain',
      tweak: bytes(tweaks[index] ?? ''),
    })),
  })

interface Tweak {
  readonly sk: string
  readonly pubkeys: readonly string[]
  readonly secnonce: string
  readonly pnonces: readonly string[]
  readonly aggnonce: string
  readonly tweaks: readonly string[]
  readonly msg: string
  readonly valid_test_cases: readonly (TweakCase & {
    readonly signer_index: number
    readonly expected: string
    readonly comment: string
  })[]
  readonly error_test_cases: readonly (TweakCase & { readonly comment: string })[]
}

describeVectors<Tweak>('bip327-tweak_vectors.json', 'BIP 327, tweaks', (vectors) => {
  const message = bytes(vectors.msg)

  it.each(vectors.valid_test_cases)('signs and verifies: $comment', (vector) => {
    const context = tweaked(vectors, vector)
    const publicNonces = pick(vectors.pnonces, vector.nonce_indices)
    const partial = signPartial({
      secretNonce: new SecretNonce({ bytes: bytes(vectors.secnonce) }),
      secretKey: bytes(vectors.sk),
      aggregateNonce: bytes(vectors.aggnonce),
      context,
      message,
    })
    expect(toHex(partial)).toBe(vector.expected.toLowerCase())
    expect(() =>
      verifyPartial({ partial, signer: vector.signer_index, publicNonces, context, message }),
    ).not.toThrow()
  })

  it.each(vectors.error_test_cases)('refuses: $comment', (vector) => {
    expect(() => tweaked(vectors, vector)).toThrow(code('MUSIG_TWEAK_INVALID', { field: 'tweaks[0]' }))
  })
})

interface SigAgg {
  readonly pubkeys: readonly string[]
  readonly pnonces: readonly string[]
  readonly tweaks: readonly string[]
  readonly psigs: readonly string[]
  readonly msg: string
  readonly valid_test_cases: readonly (TweakCase & {
    readonly aggnonce: string
    readonly psig_indices: readonly number[]
    readonly expected: string
  })[]
  readonly error_test_cases: readonly (TweakCase & {
    readonly psig_indices: readonly number[]
    readonly error: { readonly signer: number }
    readonly comment: string
  })[]
}

describeVectors<SigAgg>('bip327-sig_agg_vectors.json', 'BIP 327, aggregation', (vectors) => {
  const message = bytes(vectors.msg)

  it.each(vectors.valid_test_cases)('adds up partial signatures $psig_indices', (vector) => {
    const context = tweaked(vectors, vector)
    const publicNonces = pick(vectors.pnonces, vector.nonce_indices)
    expect(toHex(aggregateNonces(publicNonces))).toBe(vector.aggnonce.toLowerCase())
    const partials = pick(vectors.psigs, vector.psig_indices)
    const signature = aggregatePartials({ partials, publicNonces, context, message })
    expect(toHex(signature)).toBe(vector.expected.toLowerCase())
    expect(backend.verifySchnorr(message, context.outputKey, signature)).toBe(true)
  })

  describe('of a wrong part', () => {
    it.each(vectors.error_test_cases)('names the signer: $comment', (vector) => {
      expect(() =>
        aggregatePartials({
          partials: pick(vectors.psigs, vector.psig_indices),
          publicNonces: pick(vectors.pnonces, vector.nonce_indices),
          context: tweaked(vectors, vector),
          message,
        }),
      ).toThrow(code('MUSIG_PARTIAL_INVALID', { signer: vector.error.signer }))
    })
  })
})
