import { type TaggedHash, taggedHash } from '../backend/tagged.js'
import { shown } from '../errors.js'
import { loneSurrogateIn } from '../text.js'
import { toHex, utf8 } from '../units/bytes.js'
import { agreementError } from './errors.js'
import { collectIssues } from './issues.js'
import { readJson } from './json.js'

const idHash: TaggedHash = /* @__PURE__ */ taggedHash('taproot-escrow/agreement')

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/**
 * Canonical JSON of a value out of JSON: no spaces, members sorted by UTF-16 code units, one spelling for every
 * string and number, which is JavaScript's. Source: RFC 8785.
 *
 * @throws EscrowError `TEXT_LONE_SURROGATE`
 */
export const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`
  if (isObject(value)) {
    const names = Object.keys(value).filter((name) => value[name] !== undefined)
    return `{${names
      .sort()
      .map((name) => `${canonicalText(name)}:${canonicalText(value[name])}`)
      .join()}}`
  }
  // of what JSON.parse answers, RFC 8785 has no form for lone surrogates and infinite numbers only
  if (
    typeof value === 'string' ? loneSurrogateIn(value) : typeof value === 'number' && !Number.isFinite(value)
  )
    throw agreementError('TEXT_LONE_SURROGATE', {
      field: 'agreement',
      expected: 'whole characters',
      received: 'half of a surrogate pair',
    })
  return JSON.stringify(value)
}

/** Hex of the tagged hash of canonical text. */
export const idOfCanonical = (text: string): string => toHex(idHash(utf8(text)))

/**
 * The id of an agreement's text, in any layout: `taggedHash("taproot-escrow/agreement", canonical bytes)` as 64
 * hex digits. Says nothing about whether the agreement is a valid one: `parseAgreement` does.
 *
 * @throws EscrowError `AGREEMENT_NOT_TEXT`, `AGREEMENT_TOO_LARGE`, `TEXT_NOT_UTF8`, `AGREEMENT_TOO_DEEP`,
 * `JSON_SYNTAX`, `JSON_DUPLICATE_KEY`, `JSON_NUMBER_SPELLING`, `TEXT_LONE_SURROGATE`
 * @example
 * agreementId(text) === agreement.id
 */
export const agreementId = (text: string | Uint8Array): string => {
  const issues = collectIssues()
  const value = readJson(text, issues)
  const [first] = issues.list
  if (first !== undefined) throw first
  return idOfCanonical(canonicalText(value))
}

/**
 * Checks that an agreement is the one that was promised.
 *
 * @throws EscrowError `AGREEMENT_ID_MISMATCH`
 */
export const assertAgreementId = (agreement: { readonly id: string }, expectedId: string): void => {
  if (agreement.id === expectedId) return
  throw agreementError('AGREEMENT_ID_MISMATCH', {
    field: 'id',
    expected:
      typeof expectedId === 'string' && /^[0-9a-f]{64}$/.test(expectedId) ? expectedId : shown(expectedId),
    received: agreement.id,
  })
}
