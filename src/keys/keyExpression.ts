import { backend } from '#backend'
import { shown } from '../errors.js'
import { fromHex, toHex } from '../units/bytes.js'
import type { NetworkName } from '../units/network.js'
import { keyError } from './errors.js'
import { chainOf, decodeExtendedPublicKey, type ExtendedPublicKey } from './extendedKey.js'
import { formatPath, formatStep, parseStep } from './path.js'
import { notOnCurve, refusePrivateKey, shownKey } from './privateKey.js'

/** Where a key comes from: the fingerprint of a master key (8 hex digits) and the steps from there. */
export interface KeyOrigin {
  readonly fingerprint: string
  /** Hardened steps have the bit 2^31. */
  readonly path: readonly number[]
}

/** One derivation step: a number, or the alternatives of a multipath step (BIP 389). */
export type DerivationStep = number | readonly number[]

/** What derives behind a key: steps, then perhaps a wildcard. */
export interface Derivation {
  readonly steps: readonly DerivationStep[]
  readonly wildcard: 'none' | 'unhardened' | 'hardened'
}

/** An extended key of a key expression: its text and what that says. */
export interface ExtendedKeyPart extends ExtendedPublicKey {
  readonly kind: 'extended'
  readonly text: string
}

/** A single key: 33 bytes, or 32 where the expression is x-only. */
export interface SingleKeyPart {
  readonly kind: 'compressed' | 'xOnly'
  readonly publicKey: Uint8Array
}

/** A public key expression of an output script descriptor (BIP 380, "Key Expressions"; BIP 389). */
export interface KeyExpression {
  readonly origin?: KeyOrigin
  readonly key: ExtendedKeyPart | SingleKeyPart
  readonly derivation: Derivation
}

export interface KeyExpressionOptions {
  /** Path of the text in the document that it comes from. */
  readonly field?: string
  /** Where given, extended keys of the other chains are refused. */
  readonly network?: NetworkName
}

/** An extended key lies at most 255 steps deep; longer texts cannot be keys. */
const MAX_LENGTH = 4096
const MAX_STEPS = 255

const ORIGIN = /^([0-9a-fA-F]{8})((?:\/[^/]*)*)$/
const MULTIPATH = /^<[0-9]+[h']?(?:;[0-9]+[h']?)+>$/
const HEX = /^[0-9a-fA-F]+$/

const parseOrigin = (text: string, field: string): KeyOrigin => {
  const [, fingerprint, path] = ORIGIN.exec(text) ?? []
  const steps = path === undefined || path === '' ? [] : path.slice(1).split('/')
  if (fingerprint === undefined || steps.length > MAX_STEPS)
    throw keyError('KEY_ORIGIN_MALFORMED', {
      field,
      expected: 'an origin such as [d34db33f/87h/1h/5h]: 8 hex digits and the steps from the master key',
      received: shownKey(`[${text}]`),
    })
  return {
    fingerprint: fingerprint.toLowerCase(),
    path: steps.map((step) => parseStep(step, { field, malformed: 'KEY_ORIGIN_MALFORMED' })),
  }
}

const parseMultipath = (text: string, field: string): readonly number[] => {
  const alternatives = MULTIPATH.test(text) ? text.slice(1, -1).split(';') : []
  const values = alternatives.map((alternative) =>
    parseStep(alternative, { field, malformed: 'KEY_DERIVATION_MALFORMED' }),
  )
  if (values.length < 2 || new Set(values).size < values.length)
    throw keyError('KEY_MULTIPATH_MALFORMED', {
      field,
      expected: 'a multipath step of at least two different numbers, such as <0;1>',
      received: shownKey(text),
    })
  return values
}

/**
 * The derivation behind a key: the texts between slashes.
 *
 * @throws EscrowError `KEY_DERIVATION_MALFORMED`, `KEY_MULTIPATH_MALFORMED`, `KEY_INDEX_OUT_OF_RANGE`
 */
export const parseDerivation = (texts: readonly string[], field: string): Derivation => {
  if (texts.length > MAX_STEPS)
    throw keyError('KEY_DERIVATION_MALFORMED', {
      field,
      expected: `at most ${MAX_STEPS} derivation steps`,
      received: String(texts.length),
    })
  const last = texts[texts.length - 1]
  const wildcard = last === '*' ? 'unhardened' : last === '*h' || last === "*'" ? 'hardened' : 'none'
  const steps = (wildcard === 'none' ? texts : texts.slice(0, -1)).map((text) =>
    text.startsWith('<')
      ? parseMultipath(text, field)
      : parseStep(text, { field, malformed: 'KEY_DERIVATION_MALFORMED' }),
  )
  if (steps.filter((step) => typeof step !== 'number').length > 1)
    throw keyError('KEY_MULTIPATH_MALFORMED', {
      field,
      expected: 'at most one multipath step',
      received: 'several',
    })
  return { steps, wildcard }
}

const parseHexKey = (text: string, field: string): SingleKeyPart => {
  if (text.length === 130)
    throw keyError('KEY_UNCOMPRESSED', {
      field,
      expected: 'a compressed public key (66 hex digits) or an x-only one (64)',
      received: 'an uncompressed one (130)',
    })
  const publicKey = fromHex(text)
  if (publicKey === undefined || (publicKey.length !== 32 && publicKey.length !== 33))
    throw keyError('KEY_LENGTH', {
      field,
      expected: '66 hex digits of a compressed public key, or 64 of an x-only one',
      received: `${text.length} hex digits`,
    })
  const kind = publicKey.length === 32 ? 'xOnly' : 'compressed'
  if (!(kind === 'xOnly' ? backend.isXOnlyPoint(publicKey) : backend.isPoint(publicKey)))
    throw notOnCurve(text, field)
  return { kind, publicKey }
}

const parseExtendedKey = (
  text: string,
  { field, network }: { field: string; network?: NetworkName },
): ExtendedKeyPart => {
  const key = decodeExtendedPublicKey(text, field)
  if (network !== undefined && key.chain !== chainOf(network))
    throw keyError('KEY_NETWORK', {
      field,
      expected: `a key for ${network} (${network === 'mainnet' ? 'xpub' : 'tpub'})`,
      received: shownKey(text),
    })
  return { kind: 'extended', text, ...key }
}

/**
 * Reads a public key expression: an origin in brackets or none, an extended public key or a public key in hex,
 * and behind an extended key any derivation steps, one of them perhaps multipath, and a wildcard. Private keys
 * are recognised, refused and never shown.
 *
 * Source: BIP 380, "Key Expressions"; BIP 386 for x-only keys; BIP 389.
 *
 * @throws EscrowError `KEY_*`
 * @example
 * parseKeyExpression('[d34db33f/87h/1h/5h]tpub…/<2;3>/*', { network: 'regtest' })
 */
export const parseKeyExpression = (text: string, options: KeyExpressionOptions = {}): KeyExpression => {
  const { field = 'key' } = options
  if (typeof text !== 'string')
    throw keyError('KEY_MALFORMED', { field, expected: 'a key expression as text', received: shown(text) })
  if (text.length > MAX_LENGTH)
    throw keyError('KEY_TOO_LONG', {
      field,
      expected: `at most ${MAX_LENGTH} characters`,
      received: `${text.length} characters`,
    })
  refusePrivateKey(text, field)
  const close = text.indexOf(']')
  if (text.startsWith('[') !== close > 0 || /[[\]]/.test(text.slice(close + 1)))
    throw keyError('KEY_ORIGIN_MALFORMED', {
      field,
      expected: 'one origin in brackets, before the key',
      received: shownKey(text),
    })
  const origin = close === -1 ? undefined : parseOrigin(text.slice(1, close), field)
  const [keyText = '', ...steps] = text.slice(close + 1).split('/')
  const key = HEX.test(keyText)
    ? parseHexKey(keyText, field)
    : parseExtendedKey(keyText, { ...options, field })
  const derivation = parseDerivation(steps, field)
  if (key.kind !== 'extended' && steps.length > 0)
    throw keyError('KEY_DERIVATION_UNEXPECTED', {
      field,
      expected: 'no derivation behind a single key',
      received: shownKey(`/${steps.join('/')}`),
    })
  return origin === undefined ? { key, derivation } : { origin, key, derivation }
}

/** An origin in its normal form: `[d34db33f/87h/1h/5h]`. */
export const formatOrigin = ({ fingerprint, path }: KeyOrigin): string =>
  `[${[fingerprint, ...(path.length === 0 ? [] : [formatPath(path)])].join('/')}]`

/** A derivation in its normal form: `/<2;3>/*`, or nothing. */
export const formatDerivation = ({ steps, wildcard }: Derivation): string => {
  const texts = steps.map((step) =>
    typeof step === 'number' ? formatStep(step) : `<${step.map(formatStep).join(';')}>`,
  )
  if (wildcard !== 'none') texts.push(wildcard === 'hardened' ? '*h' : '*')
  return texts.map((step) => `/${step}`).join('')
}

/** A key expression in its normal form: lower-case hex, `h` for hardened steps, numbers without leading zeros. */
export const formatKeyExpression = ({ origin, key, derivation }: KeyExpression): string =>
  [
    origin === undefined ? '' : formatOrigin(origin),
    key.kind === 'extended' ? key.text : toHex(key.publicKey),
    formatDerivation(derivation),
  ].join('')
