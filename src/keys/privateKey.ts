import { shown } from '../errors.js'
import { type KeyError, keyError } from './errors.js'

/** At the start of a base58 text: inside one, such as a public key, the four letters stand there by chance. */
const EXTENDED = /(?<![1-9A-HJ-NP-Za-km-z])[a-zA-Z]prv[1-9A-HJ-NP-Za-km-z]{8}/
/** 51 or 52 base58 characters that start like a main or test chain's private key. */
const WIF = /(?:^|\])(?:[59][1-9A-HJ-NP-Za-km-z]{50}|[KLc][1-9A-HJ-NP-Za-km-z]{51})(?:$|\/)/
const WORDS = /^[ \t\r\n]*[a-z]+(?:[ \t\r\n]+[a-z]+){11,23}[ \t\r\n]*$/

/** Whether a text looks like a private key, valid or mistyped. */
export const looksPrivate = (text: string): boolean => EXTENDED.test(text) || WIF.test(text)

/**
 * Refuses texts that look like a private key or a mnemonic, valid or mistyped: whoever put one here must hear
 * that, and nothing else about it.
 *
 * @throws EscrowError `KEY_PRIVATE`
 */
export const refusePrivateKey = (text: string, field: string): void => {
  const what = EXTENDED.test(text)
    ? 'an extended private key'
    : WIF.test(text)
      ? 'a private key'
      : WORDS.test(text)
        ? 'a mnemonic'
        : undefined
  if (what !== undefined)
    throw keyError('KEY_PRIVATE', { field, expected: 'a public key', received: `${what} (not shown)` })
}

const PUBLIC_START = /^(?:\[[0-9a-fA-F]{8}[/0-9hH']*\])?[xt]pub/
const SHORT = 24

/**
 * A received key text for an error. Only what is public for certain or too short to be a secret appears: a
 * mistyped private key is hardly less secret than a right one.
 */
export const shownKey = (text: string): string =>
  text.length <= SHORT || PUBLIC_START.test(text)
    ? shown(text)
    : `text of ${text.length} characters (not shown)`

/**
 * What is told of a text whose key is no point.
 *
 * @throws EscrowError `KEY_NOT_ON_CURVE`, by whoever asks for it
 */
export const notOnCurve = (text: string, field: string): KeyError =>
  keyError('KEY_NOT_ON_CURVE', { field, expected: 'a point on secp256k1', received: shownKey(text) })
