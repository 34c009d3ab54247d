import { mnemonic } from '#mnemonic'
import { EscrowError } from '../errors.js'
import { refusePrivateKey } from '../keys/privateKey.js'
import { cliError } from './errors.js'

/** The one option whose value is 32 bytes of hex that are no secret. */
const EXPECTED_ID = '--expect-id'
const BYTES_32 = /^[0-9a-fA-F]{64}$/
const SECRET_TEXT = /^secret1[02-9ac-hj-np-z]{20}/i
/** BIP 39, "Generating the mnemonic": the shortest phrase. */
const SHORTEST_PHRASE = 12

const looksPrivate = (text: string): boolean => {
  if (BYTES_32.test(text) || SECRET_TEXT.test(text)) return true
  try {
    refusePrivateKey(text, 'arguments')
    return false
  } catch (error) {
    if (!(error instanceof EscrowError)) throw error
    return true
  }
}

/** Words of a recovery phrase, one behind the other, each an argument of its own or not. */
const holdsPhrase = (args: readonly string[]): boolean => {
  const known = new Set(mnemonic.words)
  let row = 0
  for (const word of args.flatMap((arg) => arg.toLowerCase().split(/[\s,=]+/))) {
    row = known.has(word) ? row + 1 : 0
    if (row === SHORTEST_PHRASE) return true
  }
  return false
}

/**
 * Refuses arguments that look like a secret, without saying what they are: whoever lists processes sees arguments,
 * and shells store them.
 *
 * @throws EscrowError `ARGUMENT_SECRET`
 */
export const refuseSecrets = (args: readonly string[]): void => {
  const at = args.findIndex((arg, position) => {
    const [, name = '', value = arg] = /^(--[\w-]+)=([\s\S]*)$/.exec(arg) ?? []
    const isId = name === EXPECTED_ID || args[position - 1] === EXPECTED_ID
    return isId && BYTES_32.test(value) ? false : looksPrivate(value)
  })
  if (at < 0 && !holdsPhrase(args)) return
  throw cliError('ARGUMENT_SECRET', {
    field: at < 0 ? 'arguments' : `arguments[${at}]`,
    expected: 'secrets from a file, a prompt or an environment variable',
    received: 'an argument that looks like one (not shown)',
  })
}
