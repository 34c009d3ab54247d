import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Lock } from '../../../src/units/lock.js'
import { deadlinesFor, marksOf, passesMark, rolesOf } from '../../../src/watch/deadlines.js'
import { everyPathDocument, made } from '../../support/contracts.js'

const relative = { confirmedAt: 1000, medianTimeBefore: 1_800_000_000 }

describe('marks of a clock', () => {
  it('lie at the opening, at both margins of review and at a tenth of the time', () => {
    expect(marksOf({ blocks: 2000 }, relative)).toEqual([
      { mark: 'open', at: 2999 },
      { mark: 'refusal', at: 2999 - 35 },
      { mark: 'warning', at: 2999 - 143 },
      { mark: 'tenth', at: 2999 - 200 },
    ])
    expect(marksOf({ seconds: 512_000 }, relative)).toEqual([
      { mark: 'open', at: 1_800_512_000 },
      { mark: 'refusal', at: 1_800_512_000 - 21_599 },
      { mark: 'warning', at: 1_800_512_000 - 86_399 },
      { mark: 'tenth', at: 1_800_512_000 - 51_200 },
    ])
  })

  it('of absolute locks take their tenth from the block of the deposit', () => {
    expect(marksOf({ height: 1500 }, relative).at(-1)).toEqual({ mark: 'tenth', at: 1500 - 50 })
    expect(marksOf({ time: 1_800_100_000 }, relative).at(-1)).toEqual({
      mark: 'tenth',
      at: 1_800_100_001 - 10_000,
    })
    expect(marksOf({ height: 900 }, relative).at(-1)).toEqual({ mark: 'tenth', at: 900 })
  })

  it('of a relative lock are not known before the deposit is in a block', () => {
    expect(marksOf({ blocks: 10 }, {})).toEqual([])
    expect(marksOf({ seconds: 5120 }, { confirmedAt: 1000 })).toEqual([])
    expect(marksOf({ time: 1_800_100_000 }, { confirmedAt: 1000 }).map(({ mark }) => mark)).toEqual([
      'open',
      'refusal',
      'warning',
    ])
  })

  it('are passed by a clock that reaches one of them, and by no other', () => {
    const lock: fc.Arbitrary<Lock> = fc.oneof(
      fc.record({ blocks: fc.integer({ min: 1, max: 65_535 }) }),
      fc.record({ seconds: fc.integer({ min: 1, max: 65_535 }).map((units) => units * 512) }),
      fc.record({ height: fc.integer({ min: 1, max: 3000 }) }),
      fc.record({ time: fc.integer({ min: 1_799_000_000, max: 1_802_000_000 }) }),
    )
    const moment = fc.constantFrom(relative, { confirmedAt: 1000 }, {})
    const ticked = fc.tuple(
      fc.integer({ min: -2, max: 2 }),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(1, 20, 5000),
      fc.nat(3),
    )
    fc.assert(
      fc.property(lock, moment, ticked, (one, when, [off, steps, size, which]) => {
        const marks = marksOf(one, when)
        const from = (marks[which % Math.max(1, marks.length)]?.at ?? 500) + off
        const to = from + steps * size
        expect(passesMark(one, when, { from, to })).toBe(marks.some(({ at }) => at > from && at <= to))
        expect(passesMark(one, when, { from, to: undefined })).toBe(false)
      }),
    )
  })
})

describe('deadlines', () => {
  const [contract] = made(
    everyPathDocument('blocks', { from: 2, decision: 300, silence: 800, rescue: 2000 }),
  ).contracts

  it('of a role are the first path of somebody alone, and of others together', () => {
    const named = rolesOf(contract!).map((role) => [role, [...deadlinesFor(contract!, role)]])
    expect(Object.fromEntries(named)).toMatchInlineSnapshot(`
      {
        "arbiter": [
          "employerAlone",
        ],
        "employer": [
          "workerAlone",
          "arbiterAndWorker",
        ],
        "worker": [
          "employerAlone",
          "arbiterAndEmployer",
        ],
      }
    `)
  })
})
