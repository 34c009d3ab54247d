import { canonicalText } from '../agreement/canonical.js'
import type {
  AgreementDocument,
  ArbiterDocument,
  EmployerDocument,
  HashInput,
  LockInput,
  MilestoneDocument,
  SpanInput,
  WorkerDocument,
} from '../agreement/document.js'
import { anAgreement } from '../agreement/given.js'
import { normalText } from '../agreement/normalise.js'
import type { Agreement, KeyPathKind, Party, WeightablePath } from '../agreement/types.js'
import { shown } from '../errors.js'
import { membersOf } from '../given/check.js'
import { termsError } from './errors.js'
import { allowances, defineAgreement, type ParseOptions } from './parse.js'

/**
 * A milestone of the amended agreement: the position of one in the agreement that is amended, which carries over
 * as it is; the same with changes (`null` takes an optional member away); or a new one.
 */
export type MilestoneAmendment =
  | number
  | (Changed<MilestoneDocument> & { readonly of: number })
  | (MilestoneDocument & { readonly of?: undefined })

/** Some members of something, the others as they were; `null` takes an optional one away. */
type Changed<Part> = {
  readonly [Name in keyof Part]?: undefined extends Part[Name] ? Part[Name] | null : Part[Name] | undefined
}

/**
 * What becomes different. An absent member carries over exactly; of an object only the stated members change;
 * `null` takes an optional member away. Lists (keys, payees, milestones) are replaced as a whole.
 */
export interface AmendmentChanges {
  /** The first index after those of the agreement that is amended, where not said. */
  readonly index?: number | undefined
  readonly employer?: Changed<EmployerDocument> | undefined
  readonly worker?: Changed<WorkerDocument> | undefined
  readonly arbiter?: Changed<ArbiterDocument> | null | undefined
  readonly backupArbiter?: Changed<ArbiterDocument> | null | undefined
  readonly keyPath?: KeyPathKind | undefined
  readonly silence?: { readonly pays?: Party | undefined; readonly after?: LockInput | undefined } | undefined
  readonly rescue?: { readonly after: LockInput } | null | undefined
  readonly dispute?:
    | {
        readonly from?: LockInput | null | undefined
        readonly decision?: SpanInput | undefined
        readonly backupFrom?: LockInput | null | undefined
      }
    | null
    | undefined
  /** All milestones of the amended agreement; those of the old one where not said. */
  readonly milestones?: readonly MilestoneAmendment[] | undefined
  readonly weights?: Readonly<Partial<Record<WeightablePath, number | null>>> | null | undefined
  readonly document?: HashInput | null | undefined
  readonly salt?: HashInput | null | undefined
}

export type AmendOptions = Pick<ParseOptions, 'allow'>

type Members = Readonly<Record<string, unknown>>

/** What an amendment never changes, with what is expected instead. */
const FIXED: Readonly<Record<string, string>> = {
  format: 'the format of the agreement',
  version: 'the version of the agreement',
  network: 'the network of the agreement: another one takes a new agreement',
  previous: 'the id of the agreement, which is put in by itself',
}

const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)

/** The members of `old` with those stated by `changes` in their place, one level deep where `nested`. */
const changed = (old: Members, changes: Members, nested: 'nested' | 'flat'): Members => {
  const result = new Map(Object.entries(old))
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue
    const known = result.get(name)
    if (value === null) result.delete(name)
    else if (nested === 'nested' && isObject(value))
      result.set(name, changed(isObject(known) ? known : {}, value, 'flat'))
    else result.set(name, value)
  }
  return Object.fromEntries(result)
}

const amendedMilestones = (milestones: unknown, old: readonly MilestoneDocument[]): unknown => {
  // what is no list is left to the reader of the document
  if (!Array.isArray(milestones)) return milestones
  return milestones.map((milestone: unknown, at) => {
    const of = isObject(milestone) ? milestone['of'] : milestone
    if (isObject(milestone) && of === undefined) return milestone
    const kept = typeof of === 'number' ? old[of] : undefined
    if (kept === undefined)
      throw termsError('AMENDMENT_MILESTONE_UNKNOWN', {
        field: `milestones[${at}]${isObject(milestone) ? '.of' : ''}`,
        expected: `a position from 0 to ${old.length - 1}, or a milestone`,
        received: shown(of),
      })
    return isObject(milestone) ? changed({ ...kept }, { ...milestone, of: null }, 'flat') : kept
  })
}

/** Where an agreement stands among others. */
const PLACE = { index: 0, previous: undefined }

/** The text that two agreements share if they differ in nothing but their place among others. */
const substanceOf = (document: Members): string =>
  canonicalText(JSON.parse(normalText({ ...document, ...PLACE })))

const nextIndex = ({ index, milestones }: Agreement, wanted: unknown): number => {
  const next = index + milestones.length
  if (wanted === undefined) return next
  // what is no number is left to the reader of the document
  if (typeof wanted === 'number' && wanted < next)
    throw termsError('AMENDMENT_INDEX_USED', {
      field: 'index',
      expected: `${next} or more: those below are or may be of contracts under the same keys`,
      received: shown(wanted),
    })
  return wanted as number // checked when the document is read
}

/**
 * The agreement that follows one, linked to it by `previous`. Payout addresses change only so: contracts of the old
 * agreement stay what they are, and money comes into those of the new one by a deposit, or by a `relock` that the
 * roles sign. The indices move on behind those of the old agreement, so that no key serves in contracts of both.
 *
 * Binding nobody by itself: every role accepts the amended agreement like the first one.
 *
 * @throws EscrowError `AMENDMENT_EMPTY`, `AMENDMENT_MEMBER_FIXED`, `AMENDMENT_INDEX_USED`,
 * `AMENDMENT_MILESTONE_UNKNOWN`, `PARAMETER_TYPE`, and what `defineAgreement` throws
 * @example
 * const next = amend(agreement, { worker: { payees }, milestones: [1, { of: 2, memo: 'in colour' }] })
 * next.previous === agreement.id
 */
export const amend = (
  agreement: Agreement,
  changes: AmendmentChanges,
  options: AmendOptions = {},
): Agreement => {
  anAgreement(agreement, 'agreement')
  membersOf<AmendOptions>({ 'allow?': allowances })(options, '')
  if (!isObject(changes))
    throw termsError('PARAMETER_TYPE', { field: 'changes', expected: 'an object', received: shown(changes) })
  for (const [name, expected] of Object.entries(FIXED))
    if (changes[name] !== undefined)
      throw termsError('AMENDMENT_MEMBER_FIXED', { field: name, expected, received: shown(changes[name]) })
  // the canonical text of an agreement is that of a document that passed every check
  const old = JSON.parse(agreement.text) as AgreementDocument
  const { index, milestones, ...others } = changes
  const document = {
    ...changed({ ...old }, others, 'nested'),
    ...(milestones === undefined ? {} : { milestones: amendedMilestones(milestones, old.milestones) }),
  }
  if (substanceOf(document) === substanceOf({ ...old }))
    throw termsError('AMENDMENT_EMPTY', {
      field: 'changes',
      expected: 'something other than the agreement says',
      received: 'nothing that changes it',
    })
  const next = { ...document, index: nextIndex(agreement, index), previous: agreement.id }
  // of the right shape where the caller has types; the reader of documents checks every value anyway
  return defineAgreement(next as unknown as AgreementDocument, options)
}
