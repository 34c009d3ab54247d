import { base58 } from '@scure/base'
import { HDKey } from '@scure/bip32'
import { entropyToMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { refuseSecretInText, secretInText } from '../../../src/agreement/secretsInText.js'
import { audit } from '../../../src/audit/audit.js'
import { compile } from '../../../src/contract/compile.js'
import { paymentUri } from '../../../src/funding/uri.js'
import { createSecret } from '../../../src/spend/secret.js'
import { amend } from '../../../src/terms/amend.js'
import { agreementNotes } from '../../../src/terms/notes.js'
import { defineAgreement, parseAgreement, safeParseAgreement } from '../../../src/terms/parse.js'
import { plainDocument } from '../../support/documents.js'
import { mnemonicOf } from '../../support/mnemonics.js'
import { encoded58, payload58, wifOf } from '../../support/secrets.js'
import { thrown } from '../../support/thrown.js'

const phraseOf = (bytes: number): string =>
  entropyToMnemonic(
    Uint8Array.from({ length: bytes }, (_, at) => (at * 37 + bytes) & 0xff),
    wordlist,
  )
const words = mnemonicOf(1).split(' ')
const key = new Uint8Array(32).fill(7)
const account = HDKey.fromMasterSeed(key)
const { secret } = createSecret()

/** An extended private key under other version bytes, such as those of `zprv`. */
const withVersion = (text: string, version: number): string => {
  const payload = Uint8Array.from(payload58(text))
  new DataView(payload.buffer).setUint32(0, version)
  return encoded58(payload)
}

const SECRETS: readonly (readonly [what: string, kind: string, text: string])[] = [
  ...[16, 20, 24, 28, 32].map(
    (bytes) => [`${(bytes / 4) * 3} words`, 'a recovery phrase', phraseOf(bytes)] as const,
  ),
  ['a numbered phrase', 'a recovery phrase', words.map((word, at) => `${at + 1}. ${word}`).join(' ')],
  ['a hyphenated phrase', 'a recovery phrase', words.join('-')],
  [
    'a phrase by its first four letters',
    'a recovery phrase',
    words.map((word) => word.slice(0, 4)).join(' '),
  ],
  ['a phrase in upper case', 'a recovery phrase', words.join(' ').toUpperCase()],
  ['a phrase behind other words', 'a recovery phrase', `keep this safe ${words.join(' ')}`],
  ['a phrase before other words', 'a recovery phrase', `${words.join(' ')} keep this safe`],
  ['an xprv', 'an extended private key', account.privateExtendedKey],
  ['a zprv', 'an extended private key', withVersion(account.privateExtendedKey, 0x04b2430c)],
  [
    'a tprv with its origin',
    'an extended private key',
    `[d34db33f/87h]${withVersion(account.privateExtendedKey, 0x04358394)}/0/*`,
  ],
  ['an extended private key of zeros alone', 'an extended private key', encoded58(new Uint8Array(78))],
  ['a WIF', 'a private key', wifOf(key)],
  ['a WIF of the main chain', 'a private key', `key:${wifOf(key, { network: 'mainnet' })},`],
  ['a WIF of an uncompressed key', 'a private key', wifOf(key, { compressed: false })],
  ['a secret of a milestone', 'a secret (secret1…)', `take ${secret}.`],
  ['one in upper case', 'a secret (secret1…)', secret.toUpperCase()],
]

const withMemo = (memo: string): string => {
  const document = plainDocument()
  document.milestones[0].memo = memo
  return JSON.stringify(document)
}

describe('a memo', () => {
  it.each(SECRETS)('with %s is refused by a rule of readers, which is lifted by name', (_, kind, text) => {
    expect(secretInText(text)).toBe(kind)
    expect(thrown(() => parseAgreement(withMemo(text)))).toMatchObject({
      code: 'TEXT_SECRET',
      kind: 'input',
      message: `milestones[0].memo: expected a text without secrets, which everybody reads; allow 'secretsInText' lifts this, received ${kind} (not shown)`,
    })
    const agreement = parseAgreement(withMemo(text), { allow: ['secretsInText'] })
    expect(agreement.milestones[0]?.memo).toBe(text)
    expect(() => defineAgreement(JSON.parse(withMemo(text)))).toThrow(/TEXT_SECRET|without secrets/)
    expect(() => amend(agreement, { keyPath: 'closed' })).toThrow(/without secrets/)
    expect(() => amend(agreement, { keyPath: 'closed' }, { allow: ['secretsInText'] })).not.toThrow()
  })

  it.each([
    ['twelve words whose checksum does not fit', [...words.slice(1), words[0]].join(' ')],
    ['twelve words of no list', 'the logo and all of its files in each size they asked for'],
    ['the words of a phrase made longer than any', words.map((word) => word.padEnd(9, 's')).join(' ')],
    ['eleven words of a phrase', words.slice(1).join(' ')],
    ['an extended public key', account.publicExtendedKey],
    ['a mistyped WIF', `${wifOf(key).slice(0, -1)}1`],
    ['a mistyped secret', `${secret.slice(0, -1)}${secret.endsWith('q') ? 'p' : 'q'}`],
    ['the id of a transaction', '5a'.repeat(32)],
    ['base58 of other bytes', encoded58(Uint8Array.of(0x80, ...key, 2))],
    ['a WIF of another chain', encoded58(Uint8Array.of(0xb0, ...key, 1))],
    ['base58 without a checksum', base58.encode(new Uint8Array(40).fill(9))],
    ['the word secret', 'secret1 of 2'],
  ])('with %s is none', (_, text) => {
    expect(secretInText(text)).toBeUndefined()
    expect(() => parseAgreement(withMemo(text))).not.toThrow()
  })

  it('with a secret does not keep the audit from all that is to be said, and none of it shows the secret', () => {
    const report = audit(withMemo(words.join(' ')))
    expect(report.contracts).toHaveLength(1)
    expect(report.findings.filter(({ code }) => code === 'SECRET_IN_TEXT')).toMatchInlineSnapshot(`
      [
        {
          "code": "SECRET_IN_TEXT",
          "rule": "docs/spec.md, "Members"",
          "sentence": {
            "code": "SECRET_IN_TEXT",
            "data": {
              "what": "a recovery phrase",
            },
          },
          "severity": "danger",
          "subject": "milestones[0].memo",
          "text": "This memo holds a recovery phrase: whoever has the agreement has it.",
        },
      ]
    `)
  })

  it('that is not in normalization form C is valid, and noted', () => {
    const result = safeParseAgreement(withMemo('a\u0308'))
    expect(result).toMatchObject({
      ok: true,
      notes: [{ code: 'TEXT_NOT_NFC', field: 'milestones[0].memo' }],
    })
    expect(safeParseAgreement(withMemo('ä'))).toMatchObject({ ok: true, notes: [] })
    expect(agreementNotes(parseAgreement(withMemo('a\u0308')))).toHaveLength(1)
    expect(defineAgreement(JSON.parse(withMemo('a\u0308'))).milestones[0]?.memo).toBe('ä')
  })
})

describe('the work for a text', () => {
  const hashes = (text: string): number => {
    const spy = vi.spyOn(backend, 'sha256')
    try {
      secretInText(text)
      return spy.mock.calls.length
    } finally {
      spy.mockRestore()
    }
  }

  it('is none for base58 of lengths that no private key has', () => {
    for (const length of [50, 53, 64, 80, 114]) expect(hashes('z'.repeat(length))).toBe(0)
    for (const length of [51, 52, 82, 107, 111, 112]) expect(hashes('z'.repeat(length))).toBe(2)
  })

  it('is one hash for words that are as many as those of a phrase', () => {
    const wrong = [...words.slice(1), words[0]].join(' ')
    expect(hashes(wrong)).toBe(1)
    expect(hashes(`logo ${wrong} logo`)).toBe(1)
  })
})

describe('a label', () => {
  const [contract] = compile(parseAgreement(withMemo('logo')))

  it.each(['label', 'message'])('of a payment URI holds no secret: %s', (name) => {
    for (const [, kind, text] of SECRETS)
      expect(thrown(() => paymentUri(contract!, { [name]: text }))).toMatchObject({
        code: 'TEXT_SECRET',
        data: { field: name, received: `${kind} (not shown)` },
      })
    const uri = paymentUri(contract!, { [name]: words.join(' '), allow: ['secretsInText'] })
    expect(uri).toContain(words.join('%20'))
    expect(() => paymentUri(contract!, { [name]: [...words.slice(1), words[0]].join(' ') })).not.toThrow()
  })

  it('is looked at once for every text', () => {
    expect(() =>
      refuseSecretInText(words.join(' '), { field: 'label', allow: ['ordinaryWallets'] }),
    ).toThrow()
  })
})
