import { describe, expect, it } from 'vitest'
import { nextIndex } from '../../../src/funding/nextIndex.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { type Json, plainDocument } from '../../support/documents.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const agreement = (index: number, change: Json = {}) =>
  parseAgreement(JSON.stringify({ ...plainDocument(), index, ...change }))
const employer = extendedHolder(1).text
const stranger = extendedHolder(30).text
const three = { milestones: [1, 2, 3].map(() => ({ amount: '1000000' })) }

describe('the next index', () => {
  it('of keys that no agreement has is the first', () => {
    expect(nextIndex([], [employer])).toBe(0)
    expect(nextIndex([agreement(7)], [stranger])).toBe(0)
  })

  it('stands behind every contract that has one of the keys, in whatever order agreements are known', () => {
    const known = [agreement(7, three), agreement(2)]
    expect(nextIndex(known, [stranger, employer])).toBe(10)
    expect(nextIndex(known.toReversed(), [employer])).toBe(10)
  })

  it('knows a bare key by its x coordinate', () => {
    const worker = { ...plainDocument().worker, keys: [bareHolder(5).text] }
    expect(nextIndex([agreement(3, { worker, keyPath: 'closed' })], [bareHolder(5).text.slice(-64)])).toBe(4)
  })

  it('is refused where the last one is used', () => {
    expect(thrown(() => nextIndex([agreement(2_147_483_647)], [employer]))).toMatchObject({
      code: 'FUNDING_INDEX_EXHAUSTED',
    })
    expect(nextIndex([agreement(2_147_483_646)], [employer])).toBe(2_147_483_647)
  })
})
