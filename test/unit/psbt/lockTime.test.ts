import { describe, expect, it } from 'vitest'
import { type InputLocks, lockTimeOf } from '../../../src/psbt/lockTime.js'
import { pinned } from '../../support/thrown.js'

const time = 1_700_000_000
const of = (inputs: readonly InputLocks[], fallback = 9): number =>
  lockTimeOf(inputs, { fallback, field: 'inputs' })

describe('the locktime of a PSBT of version 2', () => {
  it('is the fallback where no input demands any', () => {
    expect(of([])).toBe(9)
    expect(of([{}, {}])).toBe(9)
  })

  it('is the greatest height that is demanded', () => {
    expect(of([{ height: 5 }, {}, { height: 7 }, { height: 6 }])).toBe(7)
  })

  it('is the greatest time where every input that demands a lock knows one', () => {
    expect(of([{ time }, {}, { time: time + 2 }, { time: time + 1 }])).toBe(time + 2)
    expect(of([{ time, height: 5 }, { time: time + 1 }])).toBe(time + 1)
    expect(of([{ time: time + 1 }, { time, height: 5 }])).toBe(time + 1)
  })

  it('is a height where inputs could have either', () => {
    expect(
      of([
        { time, height: 5 },
        { time: time + 1, height: 4 },
      ]),
    ).toBe(5)
    expect(of([{ time, height: 5 }, { height: 4 }])).toBe(5)
  })

  it('is none where one input demands a height and another a time', () => {
    expect(pinned(() => of([{ time }, { height: 5 }])).code).toBe('PSBT_LOCK_TIMES_CONFLICT')
    expect(pinned(() => of([{ height: 5 }, { time, height: 6 }, { time }])).code).toBe(
      'PSBT_LOCK_TIMES_CONFLICT',
    )
  })

  it('takes heights for heights and times for times', () => {
    expect(of([{ height: 1 }])).toBe(1)
    expect(of([{ height: 499_999_999 }])).toBe(499_999_999)
    expect(of([{ time: 500_000_000 }])).toBe(500_000_000)
    for (const locks of [{ height: 0 }, { height: 500_000_000 }, { time: 499_999_999 }])
      expect(pinned(() => of([{}, locks])).data.field).toBe(
        `inputs[1].${'time' in locks ? 'requiredTime' : 'requiredHeight'}`,
      )
  })
})
