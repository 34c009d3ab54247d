import { describe, expect, it } from 'vitest'
import { lockedOut } from '../../../src/paths/lockout.js'
import { rescueGapAfter } from '../../../src/paths/schedule.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { secretHashOf } from '../../support/holders.js'

const lockedOutOf = (document: Json): string | undefined =>
  lockedOut(parseAgreement(JSON.stringify(document)), { milestone: 0 })
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

describe('the least gap between silence and rescue', () => {
  it('is about a day in the unit of the lock', () => {
    expect(rescueGapAfter({ blocks: 5 })).toBe('144 blocks')
    expect(rescueGapAfter({ height: 5 })).toBe('144 blocks')
    expect(rescueGapAfter({ seconds: 512 })).toBe('86400 seconds')
    expect(rescueGapAfter({ time: 1_800_000_000 })).toBe('86400 seconds')
  })
})
