import { describe, expect, it } from 'vitest'
import { parseRoleKey } from '../../../src/keys/roleKey.js'
import { accountKey } from '../../../src/signers/accountKey.js'
import { mnemonic } from '../../../src/signers/mnemonic/node.js'
import { bip32, mnemonicOf } from '../../support/mnemonics.js'
import { refusalOf } from '../../support/thrown.js'

const phrase = mnemonicOf(1)
const MAIN = { public: 0x0488b21e, private: 0x0488ade4 }
// a network of its own: the package's default one is shared by everybody
const master = (passphrase = '', versions = MAIN) =>
  bip32.fromSeed(mnemonic.toSeed(phrase, passphrase), { wif: 0x80, bip32: versions })

describe('the key of an account', () => {
  it.each([
    ['mainnet', 0, MAIN],
    ['regtest', 1, { public: 0x043587cf, private: 0x04358394 }],
  ] as const)('on %s is what another library derives', (network, coin, versions) => {
    for (const account of [0, 5, 0x7fffffff]) {
      const root = master('', versions)
      const node = root.derivePath(`m/87'/${coin}'/${account}'`)
      const fingerprint = Buffer.from(root.fingerprint).toString('hex')
      const expected = `[${fingerprint}/87h/${coin}h/${account}h]${node.neutered().toBase58()}`
      expect(accountKey(phrase, { network, account })).toBe(expected)
      expect(accountKey(root, { network, account })).toBe(expected)
      expect(parseRoleKey(expected, { field: 'key', network }).text).toBe(expected)
    }
  })

  it('depends on the passphrase', () => {
    const options = { network: 'regtest', account: 0 } as const
    const other = accountKey(phrase, { ...options, passphrase: 'Grüße' })
    expect(other).not.toBe(accountKey(phrase, options))
    expect(other).toBe(accountKey(master('Grüße'), options))
  })

  it('is not made from half a key, from a key below, or for an account that there is not', () => {
    const options = { network: 'regtest', account: 0 } as const
    expect(refusalOf(() => accountKey(master().neutered(), options))).toBe(
      'ACCOUNT_MASTER node: expected a private master key, received the public half only',
    )
    expect(refusalOf(() => accountKey(master().deriveHardened(87), options))).toBe(
      'ACCOUNT_MASTER node: expected a private master key, received a key 1 steps below one',
    )
    for (const account of [-1, 0.5, 0x80000000, Number.NaN])
      expect(refusalOf(() => accountKey(phrase, { ...options, account }))).toBe(
        `KEY_INDEX_OUT_OF_RANGE account: expected a whole number from 0 to 2147483647, received ${account}`,
      )
  })
})
