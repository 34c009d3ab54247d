import { canonicalText } from '../agreement/canonical.js'
import { anAgreement } from '../agreement/given.js'
import type { Agreement, Milestone } from '../agreement/types.js'
import { aWhole, type Members, membersNamed, membersOf } from '../given/check.js'
import type { RoleKey } from '../keys/roleKey.js'
import { toHex } from '../units/bytes.js'
import { type Lock, lockKind, lockValue } from '../units/lock.js'
import { ROLES, type Role } from '../words.js'

/** What is different, as far as somebody may want to tell differences apart. */
export type DifferenceKind =
  /** Who can sign for a role: a key, a threshold, or the role itself. */
  | 'party'
  | 'address'
  | 'arbiterFee'
  | 'keyPath'
  | 'clock'
  | 'amount'
  | 'secret'
  | 'milestone'
  /** What no script enforces: memo, document, weights, salt, network. */
  | 'text'

/** One thing that two agreements say differently. */
export interface AgreementDifference {
  readonly kind: DifferenceKind
  /** Where, such as `worker.keys` or `milestones[0].silence.after`. */
  readonly field: string
  /** JSON of what the first says; absent where it says nothing. */
  readonly before?: string
  /** JSON of what the second says. */
  readonly after?: string
  /** Who has less, or risks more, by the second; `all` where that depends, or is everybody. */
  readonly worseFor: Role | 'all'
}

export interface CompareOptions {
  /**
   * Compares these two milestones only, by their positions: the one that holds money and the one that money goes to.
   * Without it milestones are compared position by position.
   */
  readonly milestones?: { readonly before: number; readonly after: number }
}

/** What a value of the agreements means to people: by the kinds above. */
interface Aspect {
  readonly kind: DifferenceKind
  readonly field: string
  readonly before: unknown
  readonly after: unknown
  readonly worseFor: Role | 'all'
}

/**
 * Everything that two agreements say differently, each with whom it is worse for. Where an agreement stands among
 * others (`index`, `previous`) is no difference; clocks are compared as they count, whether a milestone states them
 * itself or takes them from the agreement.
 *
 * @throws EscrowError `ARGUMENT_TYPE`, `ARGUMENT_UNKNOWN`
 * @example
 * const mine = compareAgreements(agreement, amended).filter(({ worseFor }) => worseFor === 'worker' || worseFor === 'all')
 */
export const compareAgreements = (
  before: Agreement,
  after: Agreement,
  options: CompareOptions = {},
): readonly AgreementDifference[] => {
  anAgreement(before, 'before')
  anAgreement(after, 'after')
  membersOf<CompareOptions>({ 'milestones?': membersNamed({ before: aWhole, after: aWhole }) })(options, '')
  const { milestones } = options
  const old = documentOf(before)
  const next = documentOf(after)
  const pairs =
    milestones === undefined
      ? Array.from({ length: Math.max(before.milestones.length, after.milestones.length) }, (_, at) => ({
          before: at,
          after: at,
        }))
      : [milestones]
  return [
    ...ROLES.flatMap((role) => roleAspects(role, old[role], next[role])),
    aspect('keyPath', 'keyPath', [before.keyPath, after.keyPath]),
    ...pairs.flatMap((pair) =>
      milestoneAspects(
        before.milestones[pair.before],
        after.milestones[pair.after],
        `milestones[${pair.after}]`,
      ),
    ),
    ...(['network', 'weights', 'document', 'salt'] as const).map((name) =>
      aspect('text', name, [old[name], next[name]]),
    ),
  ].flatMap(differenceOf)
}

/** Whether a difference is one that a role should hear of. */
export const concerns =
  (role: Role) =>
  ({ worseFor }: AgreementDifference): boolean =>
    worseFor === role || worseFor === 'all'

/** The canonical text of an agreement is that of a document that passed every check. */
const documentOf = ({ text }: Agreement): Members => JSON.parse(text) as Members

const aspect = (
  kind: DifferenceKind,
  field: string,
  [before, after]: readonly [unknown, unknown],
  worseFor: Role | 'all' = 'all',
): Aspect => ({ kind, field, before, after, worseFor })

const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : canonicalText(value)

const differenceOf = ({ kind, field, worseFor, ...values }: Aspect): readonly AgreementDifference[] => {
  const before = textOf(values.before)
  const after = textOf(values.after)
  if (before === after) return []
  return [
    {
      kind,
      field,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      worseFor,
    },
  ]
}

const roleAspects = (role: Role, old: unknown, next: unknown): readonly Aspect[] => {
  // a role of a document that passed every check is an object, or nothing
  const before = old as Members | undefined
  const after = next as Members | undefined
  if (before === undefined && after === undefined) return []
  if (before === undefined || after === undefined) return [aspect('party', role, [before, after])]
  const of = (member: string) => [before[member], after[member]] as const
  return [
    aspect('party', `${role}.keys`, of('keys')),
    aspect('party', `${role}.threshold`, of('threshold')),
    aspect('address', `${role}.address`, of('address'), role),
    aspect('address', `${role}.payees`, of('payees'), role),
    aspect('arbiterFee', `${role}.fee`, of('fee')),
  ]
}

/** A milestone's values as JSON takes them. */
const plain = (value: unknown): unknown =>
  value === undefined
    ? undefined
    : JSON.parse(
        JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)),
      )

const milestoneAspects = (
  before: Milestone | undefined,
  after: Milestone | undefined,
  field: string,
): readonly Aspect[] => {
  if (before === undefined || after === undefined)
    return [aspect('milestone', field, [before && wholeOf(before), after && wholeOf(after)])]
  const hash = ({ secretHash }: Milestone) => secretHash && toHex(secretHash)
  const of = (member: string, pick: (milestone: Milestone) => unknown) =>
    [`${field}.${member}`, [plain(pick(before)), plain(pick(after))]] as const
  const other = before.silence.pays === 'employer' ? 'worker' : 'employer'
  const samePayee = before.silence.pays === after.silence.pays
  return [
    aspect(
      'amount',
      ...of('amount', ({ amount }) => amount),
      after.amount < before.amount ? 'worker' : 'employer',
    ),
    aspect('text', ...of('memo', ({ memo }) => memo)),
    aspect('secret', ...of('secretHash', hash)),
    aspect('clock', ...of('silence.pays', ({ silence }) => silence.pays), before.silence.pays),
    aspect(
      'clock',
      ...of('silence.after', ({ silence }) => silence.after),
      samePayee ? worseClock(before.silence.after, after.silence.after, [before.silence.pays, other]) : 'all',
    ),
    aspect(
      'clock',
      ...of('rescue', ({ rescue }) => rescue),
      samePayee ? worseClock(before.rescue?.after, after.rescue?.after, [other, before.silence.pays]) : 'all',
    ),
    aspect('clock', ...of('dispute', ({ dispute }) => dispute)),
  ]
}

const wholeOf = ({ secretHash, ...milestone }: Milestone): unknown =>
  plain({ ...milestone, ...(secretHash && { secretHash: toHex(secretHash) }) })

/** Whoever waits for a clock loses where it opens later or never, the other one where it opens sooner. */
const worseClock = (
  before: Lock | undefined,
  after: Lock | undefined,
  [waits, yields]: readonly [Role, Role],
): Role | 'all' => {
  if (after === undefined) return waits
  if (before === undefined) return yields
  if (lockKind(before) !== lockKind(after)) return 'all'
  return lockValue(after) > lockValue(before) ? waits : yields
}

/** Two keys with one name are one key. */
const nameOf = (key: RoleKey): string =>
  key.kind === 'bare' ? toHex(key.xOnly) : `${toHex(key.publicKey)}${toHex(key.chainCode)}`

/**
 * The roles of an agreement for which other keys could act in another one: a key is gone or came in, or more or fewer
 * of them are needed. Roles that only the second has replace nobody.
 */
export const replacedParties = (before: Agreement, after: Agreement): readonly Role[] =>
  ROLES.filter((role) => {
    const old = before[role]
    const next = after[role]
    if (old === undefined) return false
    if (next === undefined || next.threshold !== old.threshold) return true
    const names = new Set(old.keys.map(nameOf))
    return next.keys.length !== names.size || !next.keys.every((key) => names.has(nameOf(key)))
  })

/**
 * The roles that only the second of two agreements has. Each has keys that the first knew nothing of, and stands in
 * paths: with one party it can move the money.
 */
export const addedParties = (before: Agreement, after: Agreement): readonly Role[] =>
  ROLES.filter((role) => before[role] === undefined && after[role] !== undefined)
