import { mnemonic } from '#mnemonic'
import { aText, membersOf } from '../given/check.js'
import { fingerprintOf } from '../keys/extendedKey.js'
import type { Signer } from '../spend/signer.js'
import { signerError } from './errors.js'
import { signerFromNode } from './extendedKey.js'
import { type ExtendedPrivateNode, masterNode } from './extendedPrivateKey.js'
import { type AuxiliaryRandomness, anAuxiliary } from './secretKey.js'

export interface MnemonicOptions {
  /** BIP 39 passphrase; empty without it. */
  readonly passphrase?: string
  readonly auxiliary?: AuxiliaryRandomness
}

/** BIP 39, "Generating the mnemonic". */
const LENGTHS: readonly number[] = [12, 15, 18, 21, 24]

const checkPhrase = (phrase: string): string => {
  const field = 'mnemonic'
  aText(phrase, field)
  const words = phrase.normalize('NFKD').trim().split(/\s+/)
  if (!LENGTHS.includes(words.length))
    throw signerError('MNEMONIC_LENGTH', {
      field,
      expected: `${LENGTHS.join(', ')} words`,
      received: `${words.length} words`,
    })
  const known = new Set(mnemonic.words())
  const wrong = words.findIndex((word) => !known.has(word))
  if (wrong >= 0)
    throw signerError('MNEMONIC_WORD', {
      field: `${field}, word ${wrong + 1}`,
      expected: 'a word of the English list of BIP 39, in lower case',
      received: 'another word (not shown)',
    })
  const normal = words.join(' ')
  if (!mnemonic.isValid(normal))
    throw signerError('MNEMONIC_CHECKSUM', {
      field,
      expected: 'words whose checksum fits',
      received: 'a word mistaken, missing or out of place (not shown)',
    })
  return normal
}

/** The master key of a phrase (BIP 39, "From mnemonic to seed"; BIP 32, "Master key generation"). */
export const masterOf = (phrase: string, passphrase: string): ExtendedPrivateNode =>
  masterNode(mnemonic.toSeed(checkPhrase(phrase), passphrase))

/**
 * A signer for every key below a mnemonic's master key (BIP 39, BIP 32). Which keys those are, the origins in the
 * agreement say; the network makes no difference to them.
 *
 * @throws EscrowError `MNEMONIC_LENGTH`, `MNEMONIC_WORD`, `MNEMONIC_CHECKSUM`; none shows a word
 * @example
 * const employer = signerFromMnemonic(words)
 */
export const signerFromMnemonic = (phrase: string, options: MnemonicOptions = {}): Signer => {
  membersOf<MnemonicOptions>({ 'passphrase?': aText, 'auxiliary?': anAuxiliary })(options, '')
  const { passphrase = '', auxiliary = 'random' } = options
  const master = masterOf(phrase, passphrase)
  return signerFromNode(master, {
    origin: { fingerprint: fingerprintOf(master.publicKey), path: [] },
    auxiliary,
  })
}
