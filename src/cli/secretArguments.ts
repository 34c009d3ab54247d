import { holdsRecoveryPhrase } from '../agreement/recoveryPhrase.js'
import { secretInText } from '../agreement/secretsInText.js'
import { looksPrivate } from '../keys/privateKey.js'
import { cliError } from './errors.js'

/** Options whose value may be 32 bytes of hex that are no secret: an id, a file that is not there yet. */
const NO_SECRET: readonly string[] = [
  '--expect-id',
  '--payment-hash',
  '--out',
  '--nonce-out',
  '--html',
  '--markdown',
]
const BYTES_32 = /^[0-9a-fA-F]{64}$/
/** Mistyped ones, too. */
const SECRET_TEXT = /^secret1[02-9ac-hj-np-z]{20}/i

/**
 * Refuses arguments that look like a secret, without saying what they are: whoever lists processes sees arguments,
 * and shells store them. Words are a recovery phrase where their checksum fits, 32 bytes of hex a key where no file
 * has that name.
 *
 * @throws EscrowError `ARGUMENT_SECRET`
 */
export const refuseSecrets = async (
  args: readonly string[],
  { isFile }: { readonly isFile: (path: string) => Promise<boolean> },
): Promise<void> => {
  for (const [position, arg] of args.entries()) {
    const [, name = '', value = arg] = /^(--[\w-]+)=([\s\S]*)$/.exec(arg) ?? []
    const isNoSecret = NO_SECRET.includes(name) || NO_SECRET.includes(args[position - 1] ?? '')
    const isKey = BYTES_32.test(value) && !isNoSecret && !(await isFile(value))
    if (isKey || SECRET_TEXT.test(value) || looksPrivate(value) || secretInText(value) !== undefined)
      throw argumentSecret(`arguments[${position}]`)
  }
  // one word an argument
  if (holdsRecoveryPhrase(args.join(' '))) throw argumentSecret('arguments')
}

const argumentSecret = (field: string): ReturnType<typeof cliError> =>
  cliError('ARGUMENT_SECRET', {
    field,
    expected: 'secrets from a file, a prompt or an environment variable',
    received: 'an argument that looks like one (not shown)',
  })
