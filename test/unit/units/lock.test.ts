import { describe, expect, it } from 'vitest'
import {
  absoluteLockOf,
  describeLock,
  type Lock,
  lockKind,
  lockValue,
  parseLock,
  relativeLockOf,
  SEQUENCE_REPLACEABLE,
  scriptNumberOfLock,
  timelocksOf,
} from '../../../src/units/lock.js'
import { thrown } from '../../support/thrown.js'

const refusal = (input: unknown) => thrown(() => parseLock(input, { field: 'after' }))

describe('a lock of the agreement format', () => {
  it.each<[Lock]>([
    [{ blocks: 1 }],
    [{ blocks: 65_535 }],
    [{ seconds: 512 }],
    [{ seconds: 33_553_920 }],
    [{ height: 1 }],
    [{ height: 499_999_999 }],
    [{ time: 500_000_000 }],
    [{ time: 2_147_483_647 }],
  ])('may be %j', (lock) => {
    expect(parseLock(lock, { field: 'after' })).toEqual(lock)
  })

  it.each([
    [{ blocks: 0 }, 'LOCK_ZERO', 'after.blocks'],
    [{ seconds: 0 }, 'LOCK_ZERO', 'after.seconds'],
    [{ height: 0 }, 'LOCK_ZERO', 'after.height'],
    [{ time: 0 }, 'LOCK_ZERO', 'after.time'],
    [{ blocks: -0 }, 'LOCK_ZERO', 'after.blocks'],
    [{ blocks: 65_536 }, 'LOCK_RELATIVE_OUT_OF_RANGE', 'after.blocks'],
    [{ blocks: -1 }, 'LOCK_RELATIVE_OUT_OF_RANGE', 'after.blocks'],
    [{ seconds: 511 }, 'LOCK_RELATIVE_OUT_OF_RANGE', 'after.seconds'],
    [{ seconds: 33_553_921 }, 'LOCK_RELATIVE_OUT_OF_RANGE', 'after.seconds'],
    [{ seconds: 33_554_432 }, 'LOCK_RELATIVE_OUT_OF_RANGE', 'after.seconds'],
    [{ seconds: 513 }, 'LOCK_SECONDS_NOT_WHOLE', 'after.seconds'],
    [{ height: 500_000_000 }, 'LOCK_ABSOLUTE_OUT_OF_RANGE', 'after.height'],
    [{ time: 499_999_999 }, 'LOCK_ABSOLUTE_OUT_OF_RANGE', 'after.time'],
    [{ time: 2_147_483_648 }, 'LOCK_ABSOLUTE_OUT_OF_RANGE', 'after.time'],
    [{ blocks: 1.5 }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ blocks: Number.NaN }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ blocks: Number.POSITIVE_INFINITY }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ blocks: '144' }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ blocks: 144n }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ blocks: null }, 'LOCK_MALFORMED', 'after.blocks'],
    [{ weeks: 1 }, 'LOCK_MALFORMED', 'after'],
    [{ blocks: 1, weeks: 1 }, 'LOCK_MALFORMED', 'after'],
    [{ blocks: 1, height: 1 }, 'LOCK_TWO_KINDS', 'after'],
    [{ blocks: 1, seconds: 512, height: 1, time: 1 }, 'LOCK_TWO_KINDS', 'after'],
    [{}, 'LOCK_MALFORMED', 'after'],
    [[], 'LOCK_MALFORMED', 'after'],
    [null, 'LOCK_MALFORMED', 'after'],
    [undefined, 'LOCK_MALFORMED', 'after'],
    [144, 'LOCK_MALFORMED', 'after'],
    ['144 blocks', 'LOCK_MALFORMED', 'after'],
  ])('may not be %o: %s at %s', (input, code, field) => {
    const { code: received, kind, data } = refusal(input)
    expect({ code: received, kind, field: data.field }).toEqual({ code, kind: 'input', field })
  })

  it('is refused in one short line, however many names it has', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`_${at}`, 1]))
    expect(thrown(() => parseLock(many, { field: 'after' })).message.length).toBeLessThan(120)
  })

  it('is refused by kind where only spans belong', () => {
    expect(
      thrown(() => parseLock({ height: 5 }, { field: 'decision', kinds: ['blocks', 'seconds'] })).message,
    ).toBe('decision: expected exactly one of blocks, seconds, received "height"')
  })

  it.each<[Lock, string, number, string]>([
    [{ blocks: 144 }, 'blocks', 144, '144 blocks'],
    [{ seconds: 1024 }, 'seconds', 1024, '1024 seconds'],
    [{ height: 900_000 }, 'height', 900_000, 'height 900000'],
    [{ time: 1_800_000_000 }, 'time', 1_800_000_000, 'time 1800000000'],
  ])('%j tells its kind, its number and itself in words', (lock, kind, value, text) => {
    expect([lockKind(lock), lockValue(lock), describeLock(lock)]).toEqual([kind, value, text])
  })
})

describe('the number in the script', () => {
  const numbers: readonly (readonly [Lock, number])[] = [
    [{ blocks: 1 }, 1],
    [{ blocks: 65_535 }, 65_535],
    [{ seconds: 512 }, 0x400001],
    [{ seconds: 33_553_920 }, 0x40ffff],
    [{ height: 499_999_999 }, 499_999_999],
    [{ time: 500_000_000 }, 500_000_000],
    [{ time: 2_147_483_647 }, 0x7fffffff],
  ]

  it.each(numbers)('of %j is %i, and the lock can be read back from it', (lock, number) => {
    expect(scriptNumberOfLock(lock)).toBe(number)
    const isRelative = 'blocks' in lock || 'seconds' in lock
    expect((isRelative ? relativeLockOf : absoluteLockOf)(number)).toEqual(lock)
  })

  it.each([
    0,
    -1,
    65_536,
    65_537,
    0x10001,
    0x3fffff,
    0x400000,
    0x410001,
    0x800001,
    0xc00001,
    0x80000001,
    2 ** 32,
    2 ** 32 + 144,
    2 ** 53,
    1.5,
    Number.NaN,
  ])('%d is no relative lock that BIP 68 enforces', (number) => {
    expect(relativeLockOf(number)).toBeUndefined()
  })

  it.each([0, -1, 0x80000000, 2 ** 32, 1.5, Number.NaN])('%d is no absolute lock', (number) => {
    expect(absoluteLockOf(number)).toBeUndefined()
  })
})

describe('what an input must say', () => {
  it('without a lock is replaceable and final nowhere', () => {
    expect(timelocksOf(undefined)).toEqual({ sequence: 0xfffffffd, lockTime: 0 })
    expect(SEQUENCE_REPLACEABLE).toBe(0xfffffffd)
  })

  it('of a relative lock stands in nSequence, which signals replacement too', () => {
    expect(timelocksOf({ blocks: 65_535 })).toEqual({ sequence: 65_535, lockTime: 0 })
    expect(timelocksOf({ seconds: 512 })).toEqual({ sequence: 0x400001, lockTime: 0 })
  })

  it('of an absolute lock stands in nLockTime, with a sequence that leaves it in force', () => {
    expect(timelocksOf({ height: 1 })).toEqual({ sequence: 0xfffffffd, lockTime: 1 })
    expect(timelocksOf({ time: 2_147_483_647 })).toEqual({ sequence: 0xfffffffd, lockTime: 2_147_483_647 })
  })
})
