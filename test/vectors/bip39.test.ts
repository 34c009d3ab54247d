import { expect, it } from 'vitest'
import { readExtendedPrivateKey } from '../../src/signers/extendedPrivateKey.js'
import { mnemonic as browser } from '../../src/signers/mnemonic/browser.js'
import { mnemonic as node } from '../../src/signers/mnemonic/node.js'
import { masterOf, signerFromMnemonic } from '../../src/signers/mnemonic.js'
import { toHex } from '../../src/units/bytes.js'
import { bip32 } from '../support/mnemonics.js'
import { thrown } from '../support/thrown.js'
import { describeVectors } from '../support/vectors.js'

interface Vector {
  readonly entropy: string
  readonly mnemonic: string
  readonly passphrase: string
  readonly seed: string
  readonly xprv: string
}

const digest = new Uint8Array(32).fill(1)

describeVectors<Vector[]>('bip39-english.json', 'BIP 39', (vectors) => {
  it('has 24 vectors', () => {
    expect(vectors).toHaveLength(24)
  })

  it.each(vectors)(
    'makes of $entropy the seed and the master key, in Node and in browsers',
    async (vector) => {
      for (const library of [node, browser]) {
        expect(library.isValid(vector.mnemonic)).toBe(true)
        expect(toHex(library.toSeed(vector.mnemonic, vector.passphrase))).toBe(vector.seed)
      }
      expect(masterOf(vector.mnemonic, vector.passphrase)).toEqual(
        readExtendedPrivateKey(vector.xprv, { network: 'mainnet', field: 'key' }),
      )
      const master = bip32.fromBase58(vector.xprv)
      const [signature] = await signerFromMnemonic(vector.mnemonic, { passphrase: vector.passphrase }).sign({
        psbt: '',
        requests: [
          {
            digest,
            publicKey: master.derive(2).publicKey.subarray(1),
            origin: { fingerprint: toHex(master.fingerprint), path: [2] },
            role: 'worker',
            path: 'employerAndWorker',
            input: 0,
          },
        ],
      })
      expect(master.derive(2).verifySchnorr(digest, signature!)).toBe(true)
    },
  )

  it.each(vectors)('refuses the words of $entropy after a change', ({ mnemonic }) => {
    const words = mnemonic.split(' ')
    const refusal = (changed: readonly string[]) => thrown(() => signerFromMnemonic(changed.join(' '))).code
    expect(refusal([...words.slice(0, -1), 'mistype'])).toBe('MNEMONIC_WORD')
    expect(refusal(words.slice(1))).toBe('MNEMONIC_LENGTH')
    // the first word that breaks the checksum
    const wrong = node.words().find((word) => !node.isValid([...words.slice(0, -1), word].join(' ')))
    expect(refusal([...words.slice(0, -1), wrong!])).toBe('MNEMONIC_CHECKSUM')
  })
})
