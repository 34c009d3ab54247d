import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { maturityOf } from '../contract/maturity.js'
import { REFUSAL_MARGIN, WARNING_MARGIN } from '../paths/margins.js'
import { isRelative, type Lock, lockUnit, lockValue } from '../units/lock.js'
import { ROLES, type Role } from '../words.js'
import type { DeadlineMark } from './eventTypes.js'

/** A height or a median time at which something is so: the tip's has reached it. */
export interface Mark {
  readonly mark: DeadlineMark | 'open'
  readonly at: number
}

type Moment = Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>

/** From when nodes take a spend, as the height or the median time of the tip: seen from the very first block. */
const opensAtOf = (lock: Lock, moment: Moment): number | undefined =>
  maturityOf(lock, moment, { height: 0, medianTime: 0 })?.left

/** A tenth of the time that a lock lasts: of absolute ones from the deposit's block. */
const tenthOf = (lock: Lock, { moment, at }: { readonly moment: Moment; readonly at: number }) => {
  if (isRelative(lock)) return Math.floor(lockValue(lock) / 10)
  const start = lockUnit(lock) === 'blocks' ? moment.confirmedAt : moment.medianTimeBefore
  return start === undefined ? undefined : Math.floor(Math.max(0, at - start) / 10)
}

/** When a path with this lock opens for a deposit of this moment, and from when that is near; the opening first. */
export const marksOf = (lock: Lock, moment: Moment): readonly Mark[] => {
  const at = opensAtOf(lock, moment)
  if (at === undefined) return []
  const unit = lockUnit(lock)
  const tenth = tenthOf(lock, { moment, at })
  const marks: Mark[] = [
    { mark: 'open', at },
    // what is less than a margin away is near, as for review
    { mark: 'refusal', at: at - REFUSAL_MARGIN[unit] + 1 },
    { mark: 'warning', at: at - WARNING_MARGIN[unit] + 1 },
  ]
  if (tenth !== undefined) marks.push({ mark: 'tenth', at: at - tenth })
  return marks
}

/** The first of the marks that a clock has not reached. */
export const nextMark = (
  lock: Lock,
  { moment, now }: { readonly moment: Moment; readonly now: number },
): number => Math.min(...marksOf(lock, moment).flatMap(({ at }) => (at > now ? at : [])))

/** From where to where a clock went: the tip's height or median time. */
export interface Ticked {
  readonly from: number
  /** Unknown where the first blocks of a view have no median time. */
  readonly to: number | undefined
}

/** Whether a clock reached one of the marks on its way. It is asked of every deposit at every block. */
export const passesMark = (lock: Lock, moment: Moment, { from, to }: Ticked): boolean => {
  const at = opensAtOf(lock, moment)
  // no mark lies behind the opening
  if (at === undefined || to === undefined || at <= from) return false
  // no mark lies before both of these: a list is made for the few that are near
  const unit = lockUnit(lock)
  if (to < at - WARNING_MARGIN[unit] && to < at - (tenthOf(lock, { moment, at }) ?? 0)) return false
  return marksOf(lock, moment).some((mark) => mark.at > from && mark.at <= to)
}

/**
 * The locked paths whose opening is a deadline for a role: the first by which somebody else alone takes the money, and
 * the first by which others together do, where they cannot from the beginning.
 */
export const deadlinesFor = ({ paths }: Contract, role: Role): ReadonlySet<string> => {
  const without = paths.filter(({ parties }) => parties.length > 0 && !parties.includes(role))
  const first = (some: typeof paths): readonly string[] => {
    if (some.some(({ lock, secretHash }) => lock === undefined && secretHash === undefined)) return []
    const locked = some.flatMap(({ name, lock }) =>
      lock === undefined ? [] : [{ name, value: lockValue(lock) }],
    )
    const least = Math.min(...locked.map(({ value }) => value))
    return locked.filter(({ value }) => value === least).map(({ name }) => name)
  }
  return new Set([
    ...first(without.filter(({ parties }) => parties.length === 1)),
    ...first(without.filter(({ parties }) => parties.length > 1)),
  ])
}

/** The roles of an agreement. */
export const rolesOf = ({ agreement }: Contract): readonly Role[] =>
  ROLES.filter((role) => agreement[role] !== undefined)
