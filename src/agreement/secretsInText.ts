import { base58Payload } from '../keys/base58check.js'
import { agreementError } from './errors.js'
import { holdsRecoveryPhrase } from './recoveryPhrase.js'
import { SECRET_TEXT_LENGTH, SECRET_TEXT_START, secretTextBytes } from './secretText.js'

/** What a reader refuses in texts for people unless allowed by name. */
export type TextAllowance = 'secretsInText'

/** Private keys in base58 with their checksum: 51 or 52 characters, or about 111 (82 of zeros alone): letters and digits but 0, O, I and l. */
const BASE58 = /(?<![^\W_])[^\W_0OIl]{51,52}([^\W_0OIl]{30,61})?(?![^\W_])/g
const SECRET_TEXT = /(?<![^\W_])secret1[02-9ac-hj-np-z]+/gi

const EXTENDED_LENGTH = 78
/** Where the key of an extended one begins: a private key has a zero byte before it, a public one 2 or 3. */
const EXTENDED_KEY_AT = 45
/** Version bytes of WIF: main chain, test chains. */
const WIF_VERSIONS: readonly (number | undefined)[] = [0x80, 0xef]

const base58Secret = (text: string): string | undefined => {
  const payload = base58Payload(text)
  if (payload?.length === EXTENDED_LENGTH)
    return payload[EXTENDED_KEY_AT] === 0 ? 'an extended private key' : undefined
  if (payload === undefined || !WIF_VERSIONS.includes(payload[0])) return undefined
  const isKey = payload.length === 33 || (payload.length === 34 && payload[33] === 1)
  return isKey ? 'a private key' : undefined
}

/**
 * What secret stands in a text, if any, each told by its checksum: a recovery phrase (BIP 39, English), an extended
 * private key (BIP 32, of any chain), a private key in WIF, or the secret of a milestone. A text that only looks like
 * one is none.
 *
 * @example
 * secretInText('my key: L1aW…') // 'a private key'
 */
export const secretInText = (text: string): string | undefined => {
  for (const [candidate] of text.matchAll(BASE58)) {
    const found = base58Secret(candidate)
    if (found !== undefined) return found
  }
  for (const [candidate] of text.matchAll(SECRET_TEXT))
    if (secretTextBytes(candidate.slice(0, SECRET_TEXT_LENGTH)) !== undefined)
      return `a secret (${SECRET_TEXT_START}…)`
  return holdsRecoveryPhrase(text) ? 'a recovery phrase' : undefined
}

/**
 * Refuses a text for people that holds a secret, without saying more than which kind: whoever has the text has it.
 *
 * @throws EscrowError `TEXT_SECRET`
 */
export const refuseSecretInText = (
  text: string,
  { field, allow }: { readonly field: string; readonly allow: readonly string[] },
): void => {
  const allowed: TextAllowance = 'secretsInText'
  const found = allow.includes(allowed) ? undefined : secretInText(text)
  if (found !== undefined)
    throw agreementError('TEXT_SECRET', {
      field,
      expected: `a text without secrets, which everybody reads; allow '${allowed}' lifts this`,
      received: `${found} (not shown)`,
    })
}
