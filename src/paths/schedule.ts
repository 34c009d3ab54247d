import { inherit } from '../agreement/assemble.js'
import type { AgreementDraft, Read, TermsDraft } from '../agreement/draft.js'
import type { Issues } from '../agreement/issues.js'
import { describeLock, isRelative, type Lock, lockKind, lockUnit, lockValue } from '../units/lock.js'
import { pathError } from './errors.js'

/** How much later than silence a rescue comes where no arbiter needs time: about a day. */
const RESCUE_GAP = { blocks: 144, seconds: 86_400 } as const

/** The least gap between silence and rescue where no arbiter needs time, in the unit of these locks. */
export const rescueGap = (silence: Lock): number => RESCUE_GAP[lockUnit(silence)]

/** {@link rescueGap} with its unit. */
export const rescueGapAfter = (silence: Lock): string => `${rescueGap(silence)} ${lockUnit(silence)}`

type Name = 'silence' | 'rescue' | 'from' | 'backupFrom' | 'decision'

/** A lock or span among a milestone's terms, `null` where it could not be read. */
interface Term {
  readonly lock: Read<Lock>
  readonly field: string
  /** Stated by the milestone itself. */
  readonly own: boolean
}

type Schedule = Readonly<Record<Name, Term | undefined>>

const MEMBERS: Readonly<Record<Name, { readonly part: keyof TermsDraft; readonly member: string }>> = {
  silence: { part: 'silence', member: 'after' },
  rescue: { part: 'rescue', member: 'after' },
  from: { part: 'dispute', member: 'from' },
  backupFrom: { part: 'dispute', member: 'backupFrom' },
  decision: { part: 'dispute', member: 'decision' },
}

/** A part that could not be read leaves all of its locks unknown. */
const lockIn = <Part extends object>(
  part: Read<Part> | undefined,
  pick: (part: Part) => Read<Lock> | undefined,
): Read<Lock> | undefined => (part == null ? part : pick(part))

const scheduleOf = (own: TermsDraft, draft: AgreementDraft, milestone: string): Schedule => {
  const { silence, rescue, dispute } = inherit(own, draft)
  const term = (name: Name, lock: Read<Lock> | undefined): Term | undefined => {
    if (lock === undefined) return undefined
    const { part, member } = MEMBERS[name]
    const isOwn = own[part] !== undefined
    return { lock, field: `${isOwn ? `${milestone}.` : ''}${part}.${member}`, own: isOwn }
  }
  const ofDispute = (name: 'from' | 'backupFrom' | 'decision') =>
    term(
      name,
      lockIn(dispute, ({ [name]: lock }) => lock),
    )
  const after = ({ after }: { readonly after: Read<Lock> }): Read<Lock> => after
  return {
    silence: term('silence', lockIn(silence, after)),
    rescue: term('rescue', lockIn(rescue, after)),
    from: ofDispute('from'),
    backupFrom: ofDispute('backupFrom'),
    decision: ofDispute('decision'),
  }
}

/** Where trouble between terms is reported: at a term that the milestone states itself, else at the first. */
const fieldOf = (first: Term, ...others: readonly (Term | undefined)[]): string =>
  [first, ...others].find((term) => term?.own)?.field ?? first.field

/** Whether all locks are of one kind and the decision is counted in their unit; else says so. */
const oneKind = (schedule: Schedule, issues: Issues): boolean => {
  const { silence, decision } = schedule
  if (silence?.lock == null) return false
  const kind = lockKind(silence.lock)
  let same = true
  for (const name of ['rescue', 'from', 'backupFrom'] as const) {
    const term = schedule[name]
    if (term?.lock == null || lockKind(term.lock) === kind) continue
    const { lock, field } = term
    same = false
    issues.add(() =>
      pathError('LOCK_KINDS_MIXED', {
        field: fieldOf(term, silence),
        expected: `one kind of lock: ${kind}, as in ${silence.field}`,
        received: `${describeLock(lock)} in ${field}`,
      }),
    )
  }
  const unit = lockUnit(silence.lock)
  if (decision?.lock != null && lockKind(decision.lock) !== unit) {
    const span = decision.lock
    same = false
    issues.add(() =>
      pathError('DECISION_UNIT', {
        field: fieldOf(decision, silence),
        expected: `${unit}, the unit of ${describeLock(silence.lock ?? span)} in ${silence.field}`,
        received: describeLock(span),
      }),
    )
  }
  return same
}

type OrderCode = 'BACKUP_FROM_TOO_EARLY' | 'SILENCE_TOO_EARLY' | 'RESCUE_TOO_EARLY'

interface Order {
  readonly code: OrderCode
  readonly later: Name
  /** The first of these that is stated; none at all counts as the funding. */
  readonly earlier: readonly Name[]
  /** A gap is due where there is no arbiter, too. */
  readonly always?: true
}

/** The later term comes after the earlier one by the time that a decision takes. */
const ORDERS: readonly Order[] = [
  { code: 'BACKUP_FROM_TOO_EARLY', later: 'backupFrom', earlier: ['from'] },
  { code: 'SILENCE_TOO_EARLY', later: 'silence', earlier: ['backupFrom', 'from'] },
  { code: 'RESCUE_TOO_EARLY', later: 'rescue', earlier: ['silence'], always: true },
]

const checkOrder = (schedule: Schedule, order: Order, issues: Issues): void => {
  const later = schedule[order.later]
  const earlier = order.earlier.map((name) => schedule[name]).find((term) => term !== undefined)
  const { decision } = schedule
  if (later?.lock == null || earlier?.lock === null || decision?.lock === null) return
  if (decision === undefined && !order.always) return
  const { lock } = later
  // where disputes may begin at once, an absolute deadline can only be judged when the contract is funded
  if (earlier === undefined && !isRelative(lock)) return
  const unit = lockUnit(lock)
  const gap = decision === undefined ? RESCUE_GAP[unit] : lockValue(decision.lock)
  const start = earlier === undefined ? 0 : lockValue(earlier.lock)
  if (start + gap <= lockValue(lock)) return
  const after = earlier === undefined ? 'the funding' : `${describeLock(earlier.lock)} in ${earlier.field}`
  issues.add(() =>
    pathError(order.code, {
      field: fieldOf(later, earlier, decision),
      expected: `${start + gap} or later: ${gap} ${unit}${decision === undefined ? '' : ' for a decision'} after ${after}`,
      received: `${describeLock(lock)} in ${later.field}`,
    }),
  )
}

/** Checks, for every milestone, that nobody can wait the other out and that everybody counts the same way. */
export const checkSchedules = (draft: AgreementDraft, issues: Issues): void => {
  let inheritedSeen = false
  draft.milestones?.forEach((milestone, index) => {
    if (milestone === null) return
    const { silence, rescue, dispute } = milestone
    const ownsNothing = silence === undefined && rescue === undefined && dispute === undefined
    // milestones without terms of their own all have the same ones
    if (ownsNothing && inheritedSeen) return
    inheritedSeen ||= ownsNothing
    const schedule = scheduleOf(milestone, draft, `milestones[${index}]`)
    if (!oneKind(schedule, issues)) return
    for (const order of ORDERS) checkOrder(schedule, order, issues)
  })
}
