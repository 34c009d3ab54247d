import { inspect } from 'node:util'
import { IndividualPubkey, keyAggExport, keyAggregate } from '@scure/btc-signer/musig2.js'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { EscrowError } from '../../../src/errors.js'
import { sortKeys } from '../../../src/keys/aggregate.js'
import { musigContext } from '../../../src/musig/context.js'
import {
  createNonce,
  createNonceFromFixedRandomness,
  type NoncePair,
  SecretNonce,
} from '../../../src/musig/nonce.js'
import { aggregateNonces } from '../../../src/musig/nonces.js'
import { aggregatePartials, signPartial, verifyPartial } from '../../../src/musig/partial.js'
import type { MusigTweak } from '../../../src/musig/types.js'
import { equalBytes, toHex } from '../../../src/units/bytes.js'

const filled = (byte: number): Uint8Array => new Uint8Array(32).fill(byte)

const message = filled(0x2a)
const secrets = [filled(1), filled(2)]
const publicKeys = sortKeys(secrets.map((secret) => IndividualPubkey(secret)))
const secretKeys = publicKeys.map(
  (key) => secrets.find((secret) => equalBytes(IndividualPubkey(secret), key)) ?? filled(0),
)
// as a key path of this library: two steps of derivation, then the Taproot commitment
const tweaks: readonly MusigTweak[] = [
  { kind: 'plain', tweak: filled(3) },
  { kind: 'plain', tweak: filled(4) },
  { kind: 'xOnly', tweak: filled(5) },
]
const context = musigContext({ publicKeys, tweaks })
const [firstKey = filled(0), secondKey = filled(0)] = publicKeys
const [firstSecret = filled(0), secondSecret = filled(0)] = secretKeys

const nonceOf = (signer: number): NoncePair =>
  createNonce({ publicKey: publicKeys[signer] ?? filled(0), context, message })

const firstRound = () => {
  const nonces = [nonceOf(0), nonceOf(1)] as const
  const publicNonces = nonces.map(({ publicNonce }) => publicNonce)
  return { nonces, publicNonces, aggregateNonce: aggregateNonces(publicNonces) }
}

const codeOf = (attempt: () => unknown): string => {
  try {
    attempt()
    return 'nothing was refused'
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return error.code
  }
}

describe('a nonce', () => {
  it('is the same where its hashes are taken for numbers past the order and reduced', () => {
    const made = () =>
      createNonceFromFixedRandomness({
        publicKey: firstKey,
        secretKey: firstSecret,
        context,
        message,
        randomness: filled(6),
      })
    const { publicNonce } = made()
    const isPrivate = vi.spyOn(backend, 'isPrivate').mockReturnValue(false)
    expect(made().publicNonce).toEqual(publicNonce)
    isPrivate.mockRestore()
  })
})

describe('a context', () => {
  it('has the aggregate and the output key that the signing library has', () => {
    expect(context.aggregateKey).toEqual(keyAggregate([...publicKeys]).aggPublicKey.toBytes(true))
    const library = keyAggregate(
      [...publicKeys],
      tweaks.map(({ tweak }) => tweak),
      tweaks.map(({ kind }) => kind === 'xOnly'),
    )
    expect(context.outputKey).toEqual(keyAggExport(library))
  })

  it('takes a tweak of zero, as BIP 327 does', () => {
    const untweaked = musigContext({ publicKeys })
    for (const kind of ['plain', 'xOnly'] as const)
      expect(musigContext({ publicKeys, tweaks: [{ kind, tweak: filled(0) }] }).outputKey).toEqual(
        untweaked.outputKey,
      )
  })

  it.each([31, 33])('refuses a tweak of %i bytes', (length) => {
    const tweak = new Uint8Array(length).fill(1)
    expect(codeOf(() => musigContext({ publicKeys, tweaks: [{ kind: 'plain', tweak }] }))).toBe(
      'MUSIG_TWEAK_INVALID',
    )
  })
})

describe('two rounds', () => {
  it('end in one signature of the output key', () => {
    const { nonces, publicNonces, aggregateNonce } = firstRound()
    const partials = nonces.map(({ secretNonce }, signer) =>
      signPartial({
        secretNonce,
        secretKey: secretKeys[signer] ?? filled(0),
        aggregateNonce,
        context,
        message,
      }),
    )
    partials.forEach((partial, signer) => {
      verifyPartial({ partial, signer, publicNonces, context, message })
    })
    const signature = aggregatePartials({ partials, publicNonces, context, message })
    expect(signature).toHaveLength(64)
    expect(backend.verifySchnorr(message, context.outputKey, signature)).toBe(true)
  })

  it('never share a nonce', () => {
    expect(toHex(nonceOf(0).publicNonce)).not.toBe(toHex(nonceOf(0).publicNonce))
  })

  it('repeat under fixed randomness, which fixtures need', () => {
    const make = (): string =>
      toHex(
        createNonceFromFixedRandomness({ publicKey: firstKey, context, message, randomness: filled(7) })
          .publicNonce,
      )
    expect(make()).toBe(make())
  })
})

describe('a secret nonce', () => {
  const { nonces, aggregateNonce } = firstRound()
  const sign = (
    secretNonce: SecretNonce,
    others: Partial<Omit<Parameters<typeof signPartial>[0], 'secretNonce'>> = {},
  ): Uint8Array =>
    signPartial({ secretNonce, secretKey: firstSecret, aggregateNonce, context, message, ...others })

  it('signs once', () => {
    const { secretNonce } = nonceOf(0)
    expect(secretNonce.used).toBe(false)
    sign(secretNonce)
    expect(secretNonce.used).toBe(true)
    expect(codeOf(() => sign(secretNonce))).toBe('MUSIG_NONCE_USED')
  })

  it('keeps the message that it was made for when the Buffer in which that came is written over', () => {
    const buffer = Buffer.from(message)
    const { secretNonce } = createNonce({ publicKey: firstKey, context, message: buffer })
    buffer.fill(9)
    expect(sign(secretNonce)).toHaveLength(32)
  })

  it('signs once, whichever of two names of the handle is used', () => {
    const { secretNonce } = nonceOf(0)
    const sameHandle = secretNonce
    sign(sameHandle)
    expect(codeOf(() => sign(secretNonce))).toBe('MUSIG_NONCE_USED')
  })

  it.each([
    ['another message', { message: filled(9) }, 'MUSIG_NONCE_OTHER_SESSION'],
    ['other tweaks', { context: musigContext({ publicKeys }) }, 'MUSIG_NONCE_OTHER_SESSION'],
    ["the other signer's key", { secretKey: secondSecret }, 'MUSIG_KEY_MISMATCH'],
    ['no key at all', { secretKey: filled(0) }, 'MUSIG_KEY_MISMATCH'],
    [
      'a broken aggregate nonce',
      { aggregateNonce: new Uint8Array(66).fill(4) },
      'MUSIG_AGGREGATE_NONCE_MALFORMED',
    ],
    ['a short aggregate nonce', { aggregateNonce: filled(2) }, 'MUSIG_AGGREGATE_NONCE_MALFORMED'],
  ])('is used up by an attempt with %s', (_name, wrong, code) => {
    const { secretNonce } = nonceOf(0)
    expect(codeOf(() => sign(secretNonce, wrong))).toBe(code)
    expect(codeOf(() => sign(secretNonce))).toBe('MUSIG_NONCE_USED')
  })

  it('overwrites its bytes when it is used, and when the attempt fails', () => {
    const [pair] = nonces
    expect(pair.secretNonce.used).toBe(false)
    for (const key of [firstSecret, secondSecret]) {
      const bytes = new Uint8Array(97).fill(1)
      bytes.set(firstKey, 64)
      codeOf(() => sign(new SecretNonce({ bytes }), { secretKey: key }))
      expect(bytes).toEqual(new Uint8Array(97))
    }
  })

  it.each([
    ['a structured clone', structuredClone],
    ['a spread copy', (nonce: SecretNonce) => ({ ...nonce })],
    [
      'a copy with its prototype',
      (nonce: SecretNonce) => Object.assign(Object.create(SecretNonce.prototype), nonce),
    ],
    ['its JSON', (nonce: SecretNonce) => JSON.parse(JSON.stringify(nonce))],
    ['a proxy', (nonce: SecretNonce) => new Proxy(nonce, {})],
    ['nothing', () => undefined],
    ['null', () => null],
  ])('cannot be replaced by %s', (_name, copy) => {
    const { secretNonce } = nonceOf(0)
    // what the types forbid and a program may still do
    const copied = copy(secretNonce) as SecretNonce
    expect(codeOf(() => sign(copied))).toBe('MUSIG_NONCE_NOT_A_HANDLE')
    expect(secretNonce.used).toBe(false)
  })

  it('shows nothing of itself', () => {
    const bytes = Uint8Array.from({ length: 97 }, (_, index) => index + 1)
    const nonce = new SecretNonce({ bytes })
    const shown = [
      JSON.stringify({ nonce }),
      String(nonce),
      `${nonce}`,
      inspect(nonce, { showHidden: true, depth: null }),
      inspect({ nonce }, { showHidden: true, depth: null, getters: true }),
      JSON.stringify(structuredClone(nonce)),
      Object.entries(nonce).join(),
      Reflect.ownKeys(nonce).join(),
    ].join('\n')
    expect(shown).toMatchInlineSnapshot(`
      "{"nonce":"[secret nonce]"}
      [secret nonce]
      [secret nonce]
      SecretNonce { [used]: [Getter] }
      { nonce: SecretNonce { [used]: [Getter: false] } }
      {}

      "
    `)
  })
})

describe('a wrong contribution', () => {
  const { nonces, publicNonces, aggregateNonce } = firstRound()
  const partials = nonces.map(({ secretNonce }, signer) =>
    signPartial({
      secretNonce,
      secretKey: secretKeys[signer] ?? filled(0),
      aggregateNonce,
      context,
      message,
    }),
  )
  const round = { publicNonces, context, message }
  const [firstPartial = filled(0), secondPartial = filled(0)] = partials
  const errorOf = (attempt: () => unknown): unknown => {
    try {
      return attempt()
    } catch (error) {
      return error instanceof EscrowError ? `${error.code} ${error.message}` : error
    }
  }

  it('is told apart by signer', () => {
    const swapped = [firstPartial, firstPartial]
    const forged = [filled(6), secondPartial]
    expect([
      errorOf(() => aggregatePartials({ ...round, partials: swapped })),
      errorOf(() => aggregatePartials({ ...round, partials: forged })),
      errorOf(() => aggregatePartials({ ...round, partials: [firstPartial, filled(0xff)] })),
      errorOf(() => aggregatePartials({ ...round, partials: [firstPartial, firstPartial.subarray(1)] })),
      errorOf(() => aggregatePartials({ ...round, partials: [firstPartial] })),
      errorOf(() => aggregatePartials({ ...round, partials, message: firstPartial.subarray(1) })),
      errorOf(() => verifyPartial({ ...round, partial: firstPartial, signer: 1 })),
      errorOf(() => verifyPartial({ ...round, partial: firstPartial, signer: 2 })),
      errorOf(() => verifyPartial({ ...round, partial: firstPartial, signer: 0, message: filled(1) })),
      errorOf(() => verifyPartial({ ...round, partial: firstPartial, signer: 0, publicNonces: [] })),
    ]).toMatchInlineSnapshot(`
      [
        "MUSIG_PARTIAL_INVALID partials[1]: expected a partial signature that verifies for key 1, received one that does not",
        "MUSIG_PARTIAL_INVALID partials[0]: expected a partial signature that verifies for key 0, received one that does not",
        "MUSIG_PARTIAL_INVALID partials[1]: expected a partial signature that verifies for key 1, received one that does not",
        "MUSIG_PARTIAL_MALFORMED partials[1]: expected 32 bytes, received 31 bytes",
        "MUSIG_PARTIAL_MISSING partials: expected one partial signature for each of 2 keys, received 1",
        "MUSIG_MESSAGE_LENGTH message: expected 32 bytes, received 31 bytes",
        "MUSIG_PARTIAL_INVALID partials[1]: expected a partial signature that verifies for key 1, received one that does not",
        "MUSIG_KEY_NOT_PARTICIPANT signer: expected a position among 2 keys, received 2",
        "MUSIG_PARTIAL_INVALID partials[0]: expected a partial signature that verifies for key 0, received one that does not",
        "MUSIG_NONCE_MISSING publicNonces: expected one public nonce for each of 2 keys, received 0",
      ]
    `)
  })

  it('is found among the nonces', () => {
    const [nonce = filled(0)] = publicNonces
    const atInfinity = Uint8Array.from(nonce)
    atInfinity.fill(0, 33)
    const offCurve = Uint8Array.from(nonce)
    offCurve.fill(0xff, 1, 33)
    expect([
      errorOf(() => aggregateNonces([])),
      errorOf(() => aggregateNonces([nonce, nonce.subarray(1)])),
      errorOf(() => aggregateNonces([nonce, atInfinity])),
      errorOf(() => aggregateNonces([offCurve, nonce])),
    ]).toMatchInlineSnapshot(`
      [
        "MUSIG_NONCE_MISSING publicNonces: expected one public nonce for each signer, received none",
        "MUSIG_NONCE_MALFORMED publicNonces[1]: expected two compressed points, 66 bytes, received 65 bytes",
        "MUSIG_NONCE_AT_INFINITY publicNonces[1]: expected two compressed points, 66 bytes, received a point at infinity",
        "MUSIG_NONCE_MALFORMED publicNonces[0]: expected two compressed points, 66 bytes, received bytes that are no points",
      ]
    `)
  })

  it('is refused before anything is made for a key that takes no part', () => {
    const stranger = IndividualPubkey(filled(9))
    expect(codeOf(() => createNonce({ publicKey: stranger, context, message }))).toBe(
      'MUSIG_KEY_NOT_PARTICIPANT',
    )
    expect(codeOf(() => createNonce({ publicKey: secondKey, context, message: filled(1).subarray(1) }))).toBe(
      'MUSIG_MESSAGE_LENGTH',
    )
  })
})
