import { ALLOWANCES, type Allowance } from '../agreement/allowance.js'
import { assemble } from '../agreement/assemble.js'
import { assertAgreementId } from '../agreement/canonical.js'
import type { AgreementDocument } from '../agreement/document.js'
import { collectIssues } from '../agreement/issues.js'
import { readJson } from '../agreement/json.js'
import { normalText } from '../agreement/normalise.js'
import { readDraft } from '../agreement/shape.js'
import type { Agreement } from '../agreement/types.js'
import { checkSharedKeys, checkSizes } from '../contract/compilable.js'
import type { EscrowError } from '../errors.js'
import { aText, type Check, listOf, membersOf, oneOf } from '../given/check.js'
import { checkSoundness } from '../paths/soundness.js'
import { type AgreementNote, agreementNotes } from './notes.js'

export interface ParseOptions {
  /** What is refused unless allowed by name. */
  readonly allow?: readonly Allowance[]
  /** The id that the agreement must have, 64 lower-case hex digits. */
  readonly expectedId?: string
}

/** Names of what a reader allows. */
export const allowances: Check = (value, field) => {
  listOf(oneOf(ALLOWANCES))(value, field)
}

/** An agreement with what its reader should know, or everything that is wrong with its text. */
export type ParseResult =
  | { readonly ok: true; readonly agreement: Agreement; readonly notes: readonly AgreementNote[] }
  | { readonly ok: false; readonly issues: readonly [EscrowError, ...EscrowError[]] }

/**
 * Reads the text of an agreement and lists every issue of it at once (at most 100), each with its own code and
 * field, in the order of the format. Never throws. What its contracts come to (depth of trees, sizes of witnesses, keys
 * that meet) is judged here, too, once every value could be read: what this returns compiles.
 *
 * The text must be in normal form (`docs/spec.md`): anything that has a second spelling is an issue, except the
 * layout of the JSON and the order of its members. What is valid depends on the text alone, on no runtime's tables;
 * `notes` may, and change nothing.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN` of its options only
 * @example
 * const result = safeParseAgreement(text)
 * if (!result.ok) for (const { code, data } of result.issues) show(data.field, code)
 */
export const safeParseAgreement = (text: string | Uint8Array, options: ParseOptions = {}): ParseResult => {
  const issues = collectIssues()
  const agreement = issues.attempt(() => {
    membersOf<ParseOptions>({ 'allow?': allowances, 'expectedId?': aText })(options, '')
    const { allow = [], expectedId } = options
    const value = readJson(text, issues)
    const draft = readDraft({ value, field: '', issues }, { allow })
    if (draft === null) return null
    // without an issue so far every value could be read, and what it all comes to can be measured
    const parsed = issues.list.length === 0 ? assemble(draft, value) : null
    checkSoundness(draft, issues)
    if (parsed === null) return null
    checkSizes(parsed, issues)
    if (issues.list.length > 0) return null
    checkSharedKeys(parsed, issues)
    if (expectedId !== undefined) assertAgreementId(parsed, expectedId)
    return parsed
  })
  const [first, ...others] = issues.list
  if (first !== undefined) return { ok: false, issues: [first, ...others] }
  // without an issue there is an agreement: every way to null puts one on the list
  const valid = agreement as Agreement
  return { ok: true, agreement: valid, notes: agreementNotes(valid) }
}

/**
 * Reads the text of an agreement, or its bytes in UTF-8, so that malformed ones are not replaced on the way.
 *
 * @throws EscrowError the first issue that {@link safeParseAgreement} would list
 * @example
 * const agreement = parseAgreement(text, { expectedId: '5f6c…' })
 */
export const parseAgreement = (text: string | Uint8Array, options: ParseOptions = {}): Agreement => {
  const result = safeParseAgreement(text, options)
  if (!result.ok) throw result.issues[0]
  return result.agreement
}

/**
 * Makes an agreement from a JavaScript value: amounts may be bigints, hashes bytes; hex and addresses may be in
 * upper case, hardened steps marked by `'` or `H`, text in any Unicode normalization form. Everything is brought
 * into normal form and then goes through {@link parseAgreement}.
 *
 * @throws EscrowError `AGREEMENT_UNREADABLE` and whatever {@link parseAgreement} throws
 * @example
 * const { text, id } = defineAgreement({ format: 'taproot-escrow/agreement', version: 1, … })
 */
export const defineAgreement = (value: AgreementDocument, options: ParseOptions = {}): Agreement =>
  parseAgreement(normalText(value), options)
