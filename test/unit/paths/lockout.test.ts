import { describe, expect, it } from 'vitest'
import type { ChainMoment } from '../../../src/paths/deadlines.js'
import { lockedOut } from '../../../src/paths/lockout.js'
import { rescueGapAfter } from '../../../src/paths/schedule.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { secretHashOf } from '../../support/holders.js'

const lockedOutOf = (document: Json, at?: ChainMoment): string | undefined =>
  lockedOut(parseAgreement(JSON.stringify(document)), { milestone: 0, at })
const paying = (pays: string, more: Json = {}): Json => ({
  ...plainDocument(),
  silence: { pays, after: { blocks: 8640 } },
  ...more,
})

describe('a party', () => {
  it('is locked out where silence pays the other and nobody else decides', () => {
    expect(lockedOutOf(paying('employer'))).toBe('worker')
    expect(lockedOutOf(paying('worker'))).toBe('employer')
  })

  it('is not locked out where a rescue comes', () => {
    expect(lockedOutOf(paying('employer', { rescue: { after: { blocks: 10_000 } } }))).toBeUndefined()
    expect(lockedOutOf(paying('worker', { rescue: { after: { blocks: 10_000 } } }))).toBeUndefined()
  })

  it('is not locked out where an arbiter decides', () => {
    const { rescue: _, ...document } = fullDocument()
    expect(lockedOutOf(document)).toBeUndefined()
    expect(
      lockedOutOf({ ...document, dispute: { decision: { blocks: 1 }, backupFrom: { blocks: 1 } } }),
    ).toBeUndefined()
  })

  it('is not helped by a secret that the other one holds', () => {
    const milestones = [{ amount: '1000000', secretHash: secretHashOf(1) }]
    expect(lockedOutOf(paying('employer', { milestones }))).toBe('worker')
  })

  it('is locked out with the key path closed, too', () => {
    expect(lockedOutOf(paying('employer', { keyPath: 'closed' }))).toBe('worker')
  })
})

describe('a way out in two years', () => {
  const at = { height: 800_000, medianTime: 1_800_000_000 }

  it.each([
    ['height', 800_000 + 105_120],
    ['time', 1_800_000_000 + 63_072_000 - 1],
  ])('counts, and one %s later does not', (kind, last) => {
    const rescued = (value: number) =>
      paying('employer', {
        silence: { pays: 'employer', after: { [kind]: last - 100_000 } },
        rescue: { after: { [kind]: value } },
      })
    expect(lockedOutOf(rescued(last), at)).toBeUndefined()
    expect(lockedOutOf(rescued(last + 1), at)).toBe('worker')
    expect(lockedOutOf(rescued(last + 1))).toBeUndefined()
  })

  it('counts of an arbiter, too, and of silence', () => {
    const { arbiter } = fullDocument()
    const disputed = (from: number) =>
      paying('employer', {
        arbiter,
        silence: { pays: 'employer', after: { height: from + 1000 } },
        dispute: { from: { height: from }, decision: { blocks: 1 } },
      })
    expect(lockedOutOf(disputed(800_000 + 105_120), at)).toBeUndefined()
    expect(lockedOutOf(disputed(800_000 + 105_121), at)).toBe('employer')
  })

  it('is any relative one: none can be longer', () => {
    for (const after of [{ blocks: 65_535 }, { seconds: 65_535 * 512 }])
      expect(
        lockedOutOf(
          paying('employer', {
            silence: { pays: 'employer', after: { [Object.keys(after)[0]!]: 512 } },
            rescue: { after },
          }),
          at,
        ),
      ).toBeUndefined()
  })
})

describe('the least gap between silence and rescue', () => {
  it('is about a day in the unit of the lock', () => {
    expect(rescueGapAfter({ blocks: 5 })).toBe('144 blocks')
    expect(rescueGapAfter({ height: 5 })).toBe('144 blocks')
    expect(rescueGapAfter({ seconds: 512 })).toBe('86400 seconds')
    expect(rescueGapAfter({ time: 1_800_000_000 })).toBe('86400 seconds')
  })
})
