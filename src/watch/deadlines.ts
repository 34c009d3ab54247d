import type { Contract } from '../contract/contract.js'
import type { Funded } from '../contract/funded.js'
import { maturityOf } from '../contract/maturity.js'
import { type Margin, REFUSAL_MARGIN, WARNING_MARGIN } from '../paths/margins.js'
import type { LeafPath } from '../paths/types.js'
import { isRelative, type Lock, lockUnit, lockValue } from '../units/lock.js'
import { ROLES, type Role } from '../words.js'
import type { DeadlineMark } from './eventTypes.js'

/** A height or a median time at which something is so: the tip's has reached it. */
export interface Mark {
  readonly mark: DeadlineMark | 'open'
  readonly at: number
}

/** The marks of one path of a deposit. */
export interface PathMarks {
  readonly path: LeafPath
  readonly unit: 'blocks' | 'seconds'
  /** The tip's height or median time from which a spend by the path can be in the next block. */
  readonly opensAt: number
  readonly marks: readonly Mark[]
}

type Moment = Pick<Funded, 'confirmedAt' | 'medianTimeBefore'>

/** From when nodes take a spend, as the height or the median time of the tip: seen from the very first block. */
const opensAtOf = (lock: Lock, moment: Moment): number | undefined =>
  maturityOf(lock, moment, { height: 0, medianTime: 0 })?.left

/** The whole time that passes until then. */
const spanOf = (
  lock: Lock,
  { opensAt, unit, moment }: { opensAt: number; unit: 'blocks' | 'seconds'; moment: Moment },
): number | undefined => {
  if (isRelative(lock)) return lockValue(lock)
  const start = unit === 'blocks' ? moment.confirmedAt : moment.medianTimeBefore
  return start === undefined ? undefined : Math.max(0, opensAt - start)
}

/** What is less than a margin away is near, as for review. */
const marginMark = (
  mark: DeadlineMark,
  { margin, opensAt, unit }: { margin: Margin; opensAt: number; unit: 'blocks' | 'seconds' },
): Mark => ({ mark, at: opensAt - margin[unit] + 1 })

/** When the paths of a deposit that have locks open, and from when that is near. */
export const marksOf = ({ leaves }: Contract, moment: Moment): readonly PathMarks[] =>
  leaves.flatMap(({ path }): readonly PathMarks[] => {
    const { lock } = path
    const opensAt = lock && opensAtOf(lock, moment)
    if (lock === undefined || opensAt === undefined) return []
    const unit = lockUnit(lock)
    const span = spanOf(lock, { opensAt, unit, moment })
    return [
      {
        path,
        unit,
        opensAt,
        marks: [
          { mark: 'open', at: opensAt },
          marginMark('refusal', { margin: REFUSAL_MARGIN, opensAt, unit }),
          marginMark('warning', { margin: WARNING_MARGIN, opensAt, unit }),
          ...(span === undefined ? [] : [{ mark: 'tenth' as const, at: opensAt - Math.floor(span / 10) }]),
        ],
      },
    ]
  })

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
