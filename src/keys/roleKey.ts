import type { NetworkName } from '../units/network.js'
import { keyError } from './errors.js'
import { type ExtendedPublicKey, fingerprintOf, HARDENED } from './extendedKey.js'
import {
  type ExtendedKeyPart,
  formatDerivation,
  formatKeyExpression,
  formatOrigin,
  type KeyOrigin,
  parseKeyExpression,
} from './keyExpression.js'
import { formatPath, formatStep } from './path.js'
import { shownKey } from './privateKey.js'
import { isUnspendable } from './unspendable.js'

/** A role's account: every contract derives its own keys from it. */
export interface ExtendedKey extends ExtendedPublicKey {
  readonly kind: 'extended'
  /** `[fingerprint/87h/1h/5h]tpub…` in its one spelling. */
  readonly text: string
  readonly origin: KeyOrigin
}

/** A role's single key, the same in every contract. */
export interface BareKey {
  readonly kind: 'bare'
  /** 66 or 64 lower-case hex digits. */
  readonly text: string
  /** 32 bytes: all that a leaf shows of it. */
  readonly xOnly: Uint8Array
}

export type RoleKey = ExtendedKey | BareKey

/** What is refused unless allowed by name. */
export type KeyAllowance = 'ordinaryWallets'

export interface RoleKeyOptions {
  readonly network: NetworkName
  /** Path of the text in the document that it comes from, such as `worker.keys[0]`. */
  readonly field: string
  /** Names of rules that are lifted; those that concern no keys are passed over. */
  readonly allow?: readonly string[]
}

const ORDINARY_WALLETS: KeyAllowance = 'ordinaryWallets'

/** First steps of ordinary wallets: BIP 44, 49, 84, 86. */
const ORDINARY_PURPOSES: readonly number[] = [44, 49, 84, 86]

/** BIP 32 has room for 255 steps, and every contract takes two below the account. */
const MAX_STEPS = 253

const checkOrigin = (origin: KeyOrigin, key: ExtendedKeyPart, field: string): void => {
  const { fingerprint, path } = origin
  if (key.depth > MAX_STEPS)
    throw keyError('KEY_TOO_DEEP', {
      field,
      expected: `an extended key of depth ${MAX_STEPS} or less: contracts take two steps more`,
      received: `depth ${key.depth}`,
    })
  if (path.length !== key.depth)
    throw keyError('KEY_ORIGIN_DEPTH', {
      field,
      expected: `an origin of ${key.depth} steps, as the key says itself`,
      received: `${path.length} (${formatOrigin(origin)})`,
    })
  if ((path[path.length - 1] ?? 0) !== key.childNumber)
    throw keyError('KEY_ORIGIN_CHILD', {
      field,
      expected: `an origin that ends in ${formatStep(key.childNumber)}, as the key says itself`,
      received: formatPath(path),
    })
  const known =
    key.depth === 0 ? fingerprintOf(key.publicKey) : key.depth === 1 ? key.parentFingerprint : undefined
  if (known !== undefined && known !== fingerprint)
    throw keyError('KEY_ORIGIN_FINGERPRINT', {
      field,
      expected: `the fingerprint ${known}, as the key says itself`,
      received: fingerprint,
    })
}

/** Whether a key is the account of an ordinary wallet. */
export const isOrdinaryWallet = ({ path: [first = 0] }: KeyOrigin): boolean =>
  ORDINARY_PURPOSES.includes(first - HARDENED)

const checkPurpose = (origin: KeyOrigin, field: string): void => {
  if (isOrdinaryWallet(origin))
    throw keyError('KEY_ORDINARY_WALLET', {
      field,
      expected:
        'an account of its own for this counterparty, such as 87h: an ordinary one shows the whole wallet',
      received: formatPath(origin.path),
    })
}

/**
 * Reads the key of a role, in the one spelling that agreements use: an extended public key with its origin and
 * no derivation behind it, or a bare public key (33 bytes, or 32 x-only) in lower-case hex.
 *
 * Source: BIP 380, "Key Expressions", and BIP 32 for what a key says about its own place.
 *
 * @throws EscrowError `KEY_*`
 * @example
 * parseRoleKey('[d34db33f/87h/1h/5h]tpub…', { network: 'regtest', field: 'employer.keys[0]' })
 */
export const parseRoleKey = (text: string, { network, field, allow = [] }: RoleKeyOptions): RoleKey => {
  const expression = parseKeyExpression(text, { network, field })
  const { origin, key, derivation } = expression
  const behind = formatDerivation(derivation)
  if (behind !== '')
    throw keyError('KEY_DERIVATION_UNEXPECTED', {
      field,
      expected: 'no derivation behind the key: the contract derives its own',
      received: shownKey(behind),
    })
  if (isUnspendable(key.publicKey))
    throw keyError('KEY_UNSPENDABLE', {
      field,
      expected: 'a key that somebody holds',
      received: 'the point H of BIP 341, which nobody can sign for',
    })
  if (key.kind === 'extended') {
    if (origin === undefined)
      throw keyError('KEY_ORIGIN_MISSING', {
        field,
        expected: 'the origin of the key before it, such as [d34db33f/87h/1h/5h]',
        received: shownKey(text),
      })
    checkOrigin(origin, key, field)
    if (!allow.includes(ORDINARY_WALLETS)) checkPurpose(origin, field)
  } else if (origin !== undefined)
    throw keyError('KEY_ORIGIN_UNEXPECTED', {
      field,
      expected: 'a bare key without an origin',
      received: formatOrigin(origin),
    })
  const normal = formatKeyExpression(expression)
  if (text !== normal)
    throw keyError('KEY_NOT_NORMAL_FORM', {
      field,
      expected: key.kind === 'extended' ? normal : 'lower-case hex',
      received: 'another spelling of the same key',
    })
  // an origin is there whenever the key is extended: checked above, and the compiler cannot see it
  return key.kind === 'extended' && origin !== undefined
    ? { ...key, text, origin }
    : { kind: 'bare', text, xOnly: key.publicKey.slice(-32) }
}
