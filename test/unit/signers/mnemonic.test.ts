import { generateMnemonic } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import { describe, expect, it } from 'vitest'
import { signerFromExtendedKey } from '../../../src/signers/extendedKey.js'
import { mnemonic as browser } from '../../../src/signers/mnemonic/browser.js'
import { mnemonic as node } from '../../../src/signers/mnemonic/node.js'
import { signerFromMnemonic } from '../../../src/signers/mnemonic.js'
import { bip32, mnemonicOf } from '../../support/mnemonics.js'
import { thrown } from '../../support/thrown.js'

const phrase = mnemonicOf(1)
const digest = new Uint8Array(32).fill(5)

const answer = async (signer: ReturnType<typeof signerFromMnemonic>, passphrase = '') => {
  const master = bip32.fromSeed(browser.toSeed(phrase, passphrase))
  const key = master.derivePath("m/87'/1'/5'/2/0")
  const [signature] = await signer.sign({
    psbt: '',
    requests: [
      {
        digest,
        publicKey: key.publicKey.subarray(1),
        origin: {
          fingerprint: Buffer.from(master.fingerprint).toString('hex'),
          path: [0x80000057, 0x80000001, 0x80000005, 2, 0],
        },
        role: 'worker',
        path: 'employerAndWorker',
        input: 0,
      },
    ],
  })
  return signature
}

describe('the signer of a mnemonic', () => {
  it('signs what the extended key of its seed signs', async () => {
    const master = bip32.fromSeed(browser.toSeed(phrase, ''))
    const other = signerFromExtendedKey(master.toBase58(), { network: 'mainnet', auxiliary: 'none' })
    const ours = await answer(signerFromMnemonic(phrase, { auxiliary: 'none' }))
    expect(ours).toBeDefined()
    expect(ours).toEqual(await answer(other))
  })

  it('is another one with a passphrase', async () => {
    const signer = signerFromMnemonic(phrase, { passphrase: 'Grüße' })
    expect(await answer(signer)).toBeUndefined()
    expect(await answer(signer, 'Grüße')).toBeDefined()
  })

  it('takes the passphrase in any composition of its letters', async () => {
    const decomposed = signerFromMnemonic(phrase, { passphrase: 'Gru\u0308ße' })
    expect(await answer(decomposed, 'Gr\u00fcße')).toBeDefined()
  })

  it('does not mind the space between words', async () => {
    const spaced = ` ${phrase.replaceAll(' ', ' \n\t ')}\n`
    expect(await answer(signerFromMnemonic(spaced))).toBeDefined()
  })

  it.each([128, 160, 192, 224, 256])('takes the words of %i bits', (strength) => {
    expect(signerFromMnemonic(generateMnemonic(wordlist, strength)).startMusig).toBeDefined()
  })

  const words = phrase.split(' ')
  it.each([
    ['nothing', '', 'MNEMONIC_LENGTH', 'mnemonic'],
    ['eleven words', words.slice(1).join(' '), 'MNEMONIC_LENGTH', 'mnemonic'],
    ['thirteen words', [...words, 'abandon'].join(' '), 'MNEMONIC_LENGTH', 'mnemonic'],
    ['a word of no list', ['abandn', ...words.slice(1)].join(' '), 'MNEMONIC_WORD', 'mnemonic, word 1'],
    [
      'a last word of no list',
      [...words.slice(0, -1), 'zzz'].join(' '),
      'MNEMONIC_WORD',
      'mnemonic, word 12',
    ],
    ['capital letters', phrase.toUpperCase(), 'MNEMONIC_WORD', 'mnemonic, word 1'],
    [
      'a member of every object',
      ['constructor', ...words.slice(1)].join(' '),
      'MNEMONIC_WORD',
      'mnemonic, word 1',
    ],
    [
      'two words exchanged',
      [words[1], words[0], ...words.slice(2)].join(' '),
      'MNEMONIC_CHECKSUM',
      'mnemonic',
    ],
  ])('is not made from %s', (_, text, code, field) => {
    const error = thrown(() => signerFromMnemonic(text))
    expect([error.code, error.kind, error.data.field]).toEqual([code, 'input', field])
    expect(error.cause).toBeUndefined()
  })
})

describe('both libraries of mnemonics', () => {
  it('have one list of words', () => {
    expect(node.words()).toHaveLength(2048)
    expect(node.words()).toEqual(browser.words())
  })

  it('agree about seeds and checksums', () => {
    for (const seed of [1, 2, 3]) {
      const text = mnemonicOf(seed)
      expect(node.toSeed(text, 'ä')).toEqual(browser.toSeed(text, 'ä'))
      const swapped = text.split(' ').reverse().join(' ')
      expect([node.isValid(text), browser.isValid(text)]).toEqual([true, true])
      expect(node.isValid(swapped)).toBe(browser.isValid(swapped))
    }
  })
})
