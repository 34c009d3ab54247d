import { shown } from '../errors.js'
import { anObject, aWhole } from '../given/check.js'
import { unitError } from './errors.js'

/**
 * A moment from which a path is open: blocks or seconds after the funding (relative, BIP 68), or a block height
 * or Unix time (absolute, `nLockTime`). Exactly one field is present.
 */
export type Lock = RelativeLock | AbsoluteLock
export type RelativeLock = { readonly blocks: number } | { readonly seconds: number }
export type AbsoluteLock = { readonly height: number } | { readonly time: number }

export const LOCK_KINDS = ['blocks', 'seconds', 'height', 'time'] as const
export type LockKind = (typeof LOCK_KINDS)[number]

/** A length of time in the unit of some lock: blocks for `blocks` and `height`, seconds for the others. */
export type Span = RelativeLock

/** BIP 68: 16 bits of blocks, or of units of 512 seconds. */
const MAX_RELATIVE = 0xffff
const SECONDS_UNIT = 512
/** BIP 68: bit 22 of a sequence says that it counts time. */
const SECONDS_FLAG = 0x400000
/** Consensus `LOCKTIME_THRESHOLD`: smaller absolute locks are heights, the others times. */
const TIME_THRESHOLD = 500_000_000
/** Above it the number is no valid `nLockTime`, nor a positive script number that `OP_CHECKLOCKTIMEVERIFY` likes. */
const MAX_ABSOLUTE = 0x7fffffff

export const lockKind = (lock: Lock): LockKind => LOCK_KINDS.find((kind) => kind in lock) ?? 'time'

/** What a lock counts: spans beside it are in the same unit. */
export const lockUnit = (lock: Lock): 'blocks' | 'seconds' =>
  'blocks' in lock || 'height' in lock ? 'blocks' : 'seconds'

export const lockValue = (lock: Lock): number =>
  'blocks' in lock
    ? lock.blocks
    : 'seconds' in lock
      ? lock.seconds
      : 'height' in lock
        ? lock.height
        : lock.time

export const isRelative = (lock: Lock): lock is RelativeLock => 'blocks' in lock || 'seconds' in lock

/**
 * `8640 blocks`, `512 seconds`, `height 900000`, `time 1800000000`.
 *
 * @throws EscrowError `ARGUMENT_TYPE`
 * @example
 * describeLock({ blocks: 144 }) // '144 blocks'
 */
export const describeLock = (lock: Lock): string => {
  anObject(lock, 'lock')
  aWhole(lockValue(lock), 'lock')
  const kind = lockKind(lock)
  return isRelative(lock) ? `${lockValue(lock)} ${kind}` : `${kind} ${lockValue(lock)}`
}

const ranges: Readonly<Record<LockKind, { readonly least: number; readonly most: number }>> = {
  blocks: { least: 1, most: MAX_RELATIVE },
  seconds: { least: SECONDS_UNIT, most: MAX_RELATIVE * SECONDS_UNIT },
  height: { least: 1, most: TIME_THRESHOLD - 1 },
  time: { least: TIME_THRESHOLD, most: MAX_ABSOLUTE },
}

/**
 * Checks a lock of the agreement format: an object with exactly one of `blocks` (1–65535), `seconds` (a multiple
 * of 512 up to 65535 · 512), `height` (1–499999999), `time` (500000000–2147483647).
 *
 * @throws EscrowError `LOCK_MALFORMED`, `LOCK_TWO_KINDS`, `LOCK_ZERO`, `LOCK_RELATIVE_OUT_OF_RANGE`,
 * `LOCK_SECONDS_NOT_WHOLE`, `LOCK_ABSOLUTE_OUT_OF_RANGE`
 */
export const parseLock = (
  input: unknown,
  { field, kinds = LOCK_KINDS }: { field: string; kinds?: readonly LockKind[] },
): Lock => {
  const expected = `exactly one of ${kinds.join(', ')}`
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    throw unitError('LOCK_MALFORMED', { field, expected, received: shown(input) })
  const names = Object.keys(input)
  const said = names.join(' and ')
  if (names.length > 1 && names.every((name) => LOCK_KINDS.some((kind) => kind === name)))
    throw unitError('LOCK_TWO_KINDS', { field, expected, received: said })
  const kind = kinds.find((candidate) => candidate === said)
  if (kind === undefined)
    throw unitError('LOCK_MALFORMED', { field, expected, received: said ? shown(said) : 'an empty object' })
  return checkedLock(kind, Object.values(input)[0], `${field}.${kind}`)
}

const checkedLock = (kind: LockKind, value: unknown, field: string): Lock => {
  const { least, most } = ranges[kind]
  const detail = { field, expected: `a whole number from ${least} to ${most}`, received: shown(value) }
  if (typeof value !== 'number' || !Number.isInteger(value)) throw unitError('LOCK_MALFORMED', detail)
  if (value === 0) throw unitError('LOCK_ZERO', detail)
  if (value < least || value > most)
    throw unitError(
      kind === 'blocks' || kind === 'seconds' ? 'LOCK_RELATIVE_OUT_OF_RANGE' : 'LOCK_ABSOLUTE_OUT_OF_RANGE',
      detail,
    )
  if (kind === 'seconds' && value % SECONDS_UNIT !== 0)
    throw unitError('LOCK_SECONDS_NOT_WHOLE', { ...detail, expected: `a multiple of ${SECONDS_UNIT}` })
  // an object of that one member is the lock of that kind
  return { [kind]: value } as Lock
}

/** The number that stands before `OP_CHECKSEQUENCEVERIFY` or `OP_CHECKLOCKTIMEVERIFY`. */
export const scriptNumberOfLock = (lock: Lock): number =>
  'seconds' in lock ? SECONDS_FLAG | (lock.seconds / SECONDS_UNIT) : lockValue(lock)

/** The relative lock that an `older(n)` says, or `undefined` where n is no lock that BIP 68 enforces. */
export const relativeLockOf = (scriptNumber: number): RelativeLock | undefined => {
  const value = scriptNumber & MAX_RELATIVE
  if (value === 0 || !Number.isInteger(scriptNumber)) return undefined
  if (scriptNumber === value) return { blocks: value }
  if (scriptNumber === (SECONDS_FLAG | value)) return { seconds: value * SECONDS_UNIT }
  return undefined
}

/** The absolute lock that an `after(n)` says, or `undefined` where n is none. */
export const absoluteLockOf = (scriptNumber: number): AbsoluteLock | undefined => {
  if (!Number.isInteger(scriptNumber) || scriptNumber < 1 || scriptNumber > MAX_ABSOLUTE) return undefined
  return scriptNumber < TIME_THRESHOLD ? { height: scriptNumber } : { time: scriptNumber }
}

/** Signals replacement (BIP 125), leaves `nLockTime` in force and carries no relative lock. */
export const SEQUENCE_REPLACEABLE = 0xfffffffd

/** What a spend through a path with this lock must put into the input's `nSequence` and into `nLockTime`. */
export const timelocksOf = (
  lock: Lock | undefined,
): { readonly sequence: number; readonly lockTime: number } => {
  if (lock === undefined) return { sequence: SEQUENCE_REPLACEABLE, lockTime: 0 }
  return isRelative(lock)
    ? { sequence: scriptNumberOfLock(lock), lockTime: 0 }
    : { sequence: SEQUENCE_REPLACEABLE, lockTime: scriptNumberOfLock(lock) }
}
