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

/** When a path with this lock opens for a deposit of this moment, and from when that is near; the opening first. */
export const marksOf = (lock: Lock, moment: Moment): readonly Mark[] => {
  const at = opensAtOf(lock, moment)
  if (at === undefined) return []
  const unit = lockUnit(lock)
  const start = unit === 'blocks' ? moment.confirmedAt : moment.medianTimeBefore
  // of absolute locks the time from the deposit's block
  const span = isRelative(lock) ? lockValue(lock) : start === undefined ? undefined : Math.max(0, at - start)
  const marks: Mark[] = [
    { mark: 'open', at },
    // what is less than a margin away is near, as for review
    { mark: 'refusal', at: at - REFUSAL_MARGIN[unit] + 1 },
    { mark: 'warning', at: at - WARNING_MARGIN[unit] + 1 },
  ]
  if (span !== undefined) marks.push({ mark: 'tenth', at: at - Math.floor(span / 10) })
  return marks
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
