import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { EscrowError } from '../../../src/errors.js'
import { signerFromExtendedKey } from '../../../src/signers/extendedKey.js'
import { mnemonic } from '../../../src/signers/mnemonic/node.js'
import { signerFromMnemonic } from '../../../src/signers/mnemonic.js'
import { signerFromWif } from '../../../src/signers/wif.js'
import { release } from '../../../src/spend/build.js'
import { startMusig } from '../../../src/spend/musig.js'
import { sign } from '../../../src/spend/sign.js'
import { parseAgreement, safeParseAgreement } from '../../../src/terms/parse.js'
import { satsPerVb } from '../../../src/units/feeRate.js'
import { plainDocument } from '../../support/documents.js'
import { firstFunded } from '../../support/funded.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { bip32, mnemonicOf } from '../../support/mnemonics.js'
import { encoded58, payload58, wifOf } from '../../support/secrets.js'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const phrase = mnemonicOf(7)
const master = bip32.fromSeed(mnemonic.toSeed(phrase, 'secret passphrase'))
const { root, account } = extendedHolder(1)
const { secret } = bareHolder(1)
const leafKey = account.derive(2).derive(7)
const swapped = [...phrase.split(' ').slice(1), phrase.split(' ')[0]].join(' ')

/** Whatever must never be seen: keys in hex, as lists of numbers and in base58, chain codes, words, seeds. */
const numbers = (bytes: Uint8Array): string => [...bytes.subarray(0, 6)].join(',')
const bytesOf = [
  secret,
  ...[root, account, master, leafKey].flatMap((node) => [node.privateKey!, node.chainCode]),
  mnemonic.toSeed(phrase, 'secret passphrase'),
]
const SECRETS: readonly string[] = [
  ...bytesOf.flatMap((bytes) => [
    hex(bytes),
    hex(bytes).toUpperCase(),
    numbers(bytes),
    JSON.stringify(bytes.subarray(0, 6)).slice(1, -1),
    Buffer.from(bytes).toString('base64').slice(0, 40),
    [...bytes.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
  ]),
  ...[root, account, master, leafKey].map((node) => node.toBase58().slice(13)),
  wifOf(secret),
  wifOf(secret, { network: 'mainnet' }),
  wifOf(secret, { compressed: false }),
  phrase,
  phrase.split(' ').slice(0, 3).join(' '),
  swapped,
  'secret passphrase',
]

/** Every way in which a value becomes text by accident. */
const tellings = (value: unknown): readonly string[] => [
  inspect(value, {
    showHidden: true,
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: null,
    maxStringLength: null,
    getters: true,
  }),
  inspect(value, { depth: Number.POSITIVE_INFINITY }),
  String(value),
  JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? String(part) : part)) ?? '',
  ...(value instanceof Error
    ? [value.message, value.stack ?? '', inspect(value.cause), JSON.stringify(value)]
    : []),
]

const expectSilence = (value: unknown): void => {
  for (const text of tellings(value))
    for (const one of SECRETS)
      if (text.includes(one)) throw new Error(`a secret shows in: ${text.slice(0, 80)}`)
}

const signers = {
  wif: signerFromWif(wifOf(secret), { network: 'regtest' }),
  master: signerFromExtendedKey(root.toBase58(), { network: 'regtest' }),
  account: signerFromExtendedKey(
    `${extendedHolder(1).text.slice(0, extendedHolder(1).text.indexOf(']') + 1)}${account.toBase58()}`,
    { network: 'regtest' },
  ),
  mnemonic: signerFromMnemonic(phrase, { passphrase: 'secret passphrase' }),
}

const failure = (work: () => unknown): EscrowError => {
  try {
    work()
  } catch (error) {
    return error as EscrowError
  }
  throw new Error('nothing was thrown')
}

const changedKey = (at: number, byte: number): string => {
  const payload = payload58(root.toBase58())
  payload[at] = byte
  return encoded58(payload)
}

describe('a secret is never seen', () => {
  it('by this test only if it would find it', () => {
    for (const value of [
      { key: hex(secret) },
      new Error(phrase),
      { bytes: secret },
      [wifOf(secret)],
      { root: root.privateKey },
    ])
      expect(() => expectSilence(value)).toThrow('a secret shows')
  })

  it.each(Object.entries(signers))('in the signer %s', (_, signer) => {
    expectSilence(signer)
    for (const member of Object.values(signer)) expectSilence(member)
  })

  it('in what a signer answers, or in the spend that it signed', async () => {
    const funded = firstFunded(plainDocument())
    const byLeaf = release(funded, { path: 'employerAndWorker', feeRate: satsPerVb('1') })
    const signed = await sign(byLeaf, signers.master)
    expectSilence({ inputs: signed.inputs, psbt: signed.psbt, progress: signed.progress })
    const session = await startMusig(release(funded, { feeRate: satsPerVb('1') }), signers.account)
    expectSilence({ session, psbt: session.spend.psbt, inputs: session.spend.inputs })
  })

  const account58 = account.toBase58()
  const foreign = { network: 'mainnet' } as const
  const here = { network: 'regtest' } as const
  it.each<[string, () => unknown]>([
    ['a WIF of another network', () => signerFromWif(wifOf(secret), foreign)],
    ['a WIF mistyped', () => signerFromWif(`${wifOf(secret)}1`, here)],
    ['a WIF with space around', () => signerFromWif(` ${wifOf(secret)}`, here)],
    ['a WIF of an uncompressed key', () => signerFromWif(wifOf(secret, { compressed: false }), here)],
    ['hex for a WIF', () => signerFromWif(hex(secret), here)],
    ['words for a WIF', () => signerFromWif(phrase, here)],
    ['an extended key for a WIF', () => signerFromWif(root.toBase58(), here)],
    ['an extended key of another network', () => signerFromExtendedKey(root.toBase58(), foreign)],
    ['an extended key mistyped', () => signerFromExtendedKey(`${root.toBase58()}1`, here)],
    [
      'an extended key with space inside',
      () => signerFromExtendedKey(root.toBase58().replace(/^.{9}/, '$& '), here),
    ],
    ['an extended key before other words', () => signerFromExtendedKey(`${root.toBase58()}/${phrase}`, here)],
    ['an account behind a wrong origin', () => signerFromExtendedKey(`[00000000/87h]${account58}`, here)],
    [
      'an account behind a step beyond the range',
      () => signerFromExtendedKey(`[00000000/4294967295h]${account58}`, here),
    ],
    ['an account behind an origin in words', () => signerFromExtendedKey(`[${phrase}]${account58}`, here)],
    ['an extended key with a parent', () => signerFromExtendedKey(changedKey(5, 1), here)],
    ['an extended key led by another byte', () => signerFromExtendedKey(changedKey(45, 3), here)],
    ['words for an extended key', () => signerFromExtendedKey(phrase, here)],
    ['a WIF for an extended key', () => signerFromExtendedKey(wifOf(secret), here)],
    ['a mnemonic out of order', () => signerFromMnemonic(swapped)],
    ['a mnemonic cut short', () => signerFromMnemonic(phrase.split(' ').slice(0, 11).join(' '))],
    [
      'a mnemonic with a word mistyped',
      () => signerFromMnemonic(phrase.replace(/^\w+/, (word) => `${word}x`)),
    ],
    ['a mnemonic in one word', () => signerFromMnemonic(phrase.replaceAll(' ', '-'))],
    ['an extended key for a mnemonic', () => signerFromMnemonic(root.toBase58())],
  ])('in the error about %s', (_, work) => {
    expectSilence(failure(work))
  })

  it.each([root.toBase58(), `[d34db33f/87h]${account58}`, wifOf(secret), phrase, hex(leafKey.privateKey!)])(
    'in the errors about an agreement that holds it in a wrong place',
    (misplaced) => {
      const document = plainDocument()
      const places = [
        { employer: { ...document.employer, keys: [misplaced] } },
        { employer: { ...document.employer, address: misplaced } },
        { keyPath: misplaced },
        { network: misplaced },
        { salt: misplaced },
        { milestones: [{ amount: misplaced }] },
        { silence: { pays: 'employer', after: { [misplaced]: 1 } } },
        { [misplaced]: 1 },
      ]
      for (const place of places) {
        const text = JSON.stringify({ ...document, ...place })
        const result = safeParseAgreement(text)
        // 32 bytes of hex are a public key as well as a private one: only what is refused is told of
        if ('issues' in result) for (const issue of result.issues) expectSilence(issue)
        if ('issues' in result) expectSilence(failure(() => parseAgreement(text)))
      }
    },
  )
})
