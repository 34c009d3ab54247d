import { signerFromExtendedKey } from '../signers/extendedKey.js'
import { signerFromMnemonic } from '../signers/mnemonic.js'
import { signerFromWif } from '../signers/wif.js'
import type { Signer } from '../spend/signer.js'
import type { NetworkName } from '../units/network.js'
import type { Desk } from './command.js'
import { cliError } from './errors.js'
import type { Given, OptionTable } from './options.js'

type SignerOption = 'mnemonic-file' | 'key-file' | 'wif-file' | 'key-env' | 'prompt' | 'passphrase-file'

/** Where a private key may come from. None of it is ever an argument. */
export const SIGNER_OPTIONS: OptionTable<SignerOption> = {
  'mnemonic-file': { value: 'FILE', help: 'recovery phrase (BIP 39)' },
  'key-file': {
    value: 'FILE',
    help: 'extended private key, an account with its origin: [d34db33f/87h/1h/0h]tprv…',
  },
  'wif-file': { value: 'FILE', help: 'private key of a bare key (WIF)' },
  'key-env': { value: 'NAME', help: 'environment variable that holds any of the three' },
  prompt: { help: 'asks for any of the three, without showing it' },
  'passphrase-file': { value: 'FILE', help: 'BIP 39 passphrase of the recovery phrase' },
}

type SecretKind = 'mnemonic' | 'extendedKey' | 'wif'

/** No secret is longer: 24 words, or a key with a deep origin. */
const SECRET_LIMIT = 4096

const FILES: readonly (readonly [SignerOption, SecretKind])[] = [
  ['mnemonic-file', 'mnemonic'],
  ['key-file', 'extendedKey'],
  ['wif-file', 'wif'],
]

/**
 * Whoever holds the private key that a command was told of. What was read stays in the signer.
 *
 * @throws EscrowError `SECRET_SOURCE`, `SECRET_ABSENT`, `PROMPT_NO_TERMINAL`, and what the signers throw
 */
export const readSigner = async (
  given: Given<SignerOption>,
  desk: Desk,
  { network }: { readonly network: NetworkName },
): Promise<Signer> => {
  const source = onlySource(given)
  const secret = await secretFrom(source, given, desk)
  switch (source.kind ?? kindOf(secret)) {
    case 'mnemonic': {
      const file = given.one('passphrase-file')
      if (file === undefined) return signerFromMnemonic(secret)
      // the end of the last line is no part of a passphrase, spaces may be
      const passphrase = await desk.reader.text(file, { field: '--passphrase-file', limit: SECRET_LIMIT })
      return signerFromMnemonic(secret, { passphrase: passphrase.replace(/\r?\n$/, '') })
    }
    case 'extendedKey':
      return signerFromExtendedKey(secret, { network })
    case 'wif':
      return signerFromWif(secret, { network })
  }
}

interface Source {
  readonly option: SignerOption
  /** Where the option says it. */
  readonly kind?: SecretKind
}

/**
 * Where the private key comes from.
 *
 * @throws EscrowError `SECRET_SOURCE`
 */
export const onlySource = (given: Given<SignerOption>): Source => {
  const sources: readonly Source[] = [
    ...FILES.flatMap(([option, kind]) => (given.flag(option) ? [{ option, kind }] : [])),
    ...(given.flag('key-env') ? [{ option: 'key-env' as const }] : []),
    ...(given.flag('prompt') ? [{ option: 'prompt' as const }] : []),
  ]
  const [source, another] = sources
  if (source !== undefined && another === undefined) return source
  throw cliError('SECRET_SOURCE', {
    field: 'arguments',
    expected: 'one of --mnemonic-file, --key-file, --wif-file, --key-env, --prompt',
    received: source === undefined ? 'none' : `--${source.option} and --${another?.option}`,
  })
}

const secretFrom = async (
  { option }: Source,
  given: Given<SignerOption>,
  { reader, io, words }: Desk,
): Promise<string> => {
  const field = `--${option}`
  const secret = await (() => {
    if (option === 'prompt') return io.ask(words({ code: 'secretAsked', data: {} }))
    if (option === 'key-env') return io.environment[given.needed(option)] ?? ''
    return reader.text(given.needed(option), { field, limit: SECRET_LIMIT })
  })()
  if (secret.trim() !== '') return secret.trim()
  throw cliError('SECRET_ABSENT', {
    field,
    expected: 'a recovery phrase or a private key',
    received: option === 'key-env' ? 'a variable that is not set, or empty' : 'nothing',
  })
}

/** Which of the three a secret is: words, an extended key by its origin or prefix, or else a WIF. */
const kindOf = (secret: string): SecretKind =>
  /\s/.test(secret) ? 'mnemonic' : /^\[|^[a-zA-Z]prv/.test(secret) ? 'extendedKey' : 'wif'
