import { describe, expect, it } from 'vitest'
import { checkOverlaps } from '../../../src/admission/overlap.js'
import type { Agreement } from '../../../src/agreement/types.js'
import { parseAgreement } from '../../../src/terms/parse.js'
import { milestones } from '../../support/contracts.js'
import { fullDocument, type Json, plainDocument } from '../../support/documents.js'
import { bareHolder, extendedHolder } from '../../support/holders.js'
import { thrown } from '../../support/thrown.js'

const of = (document: Json = {}): Agreement =>
  parseAgreement(
    JSON.stringify({
      ...plainDocument(),
      rescue: { after: { blocks: 17_280 } },
      index: 10,
      milestones: milestones(5),
      ...document,
    }),
  )

const withKeys = (employer: number, worker: number, rest: Json = {}): Agreement =>
  of({
    ...rest,
    employer: { ...plainDocument().employer, keys: [extendedHolder(employer).text] },
    worker: { ...plainDocument().worker, keys: [extendedHolder(worker).text] },
  })

const check =
  (funding: readonly Agreement[], known: readonly Agreement[] = []) =>
  () =>
    checkOverlaps(funding, { known })

const ten = of()

describe('indices under the same keys', () => {
  it.each([
    ['the same ones', { index: 10 }],
    ['the last of them', { index: 14 }],
    ['the first of them', { index: 6 }],
    ['some inside', { index: 11, milestones: milestones(1) }],
    ['all around', { index: 0, milestones: milestones(30) }],
  ])('are refused where another agreement has %s', (_name, document) => {
    const other = of({ salt: '44'.repeat(16), ...document })
    const error = thrown(check([ten], [other]))
    expect(error.code).toBe('FUNDING_INDEX_OVERLAP')
    expect(error.data).toMatchObject({ agreements: [ten.id, other.id] })
    expect(error.message).toContain(ten.id)
    expect(error.message).toContain(other.id)
  })

  it('may be neighbours', () => {
    expect(check([ten], [of({ index: 5 }), of({ index: 15 })])).not.toThrow()
  })

  it('are compared among those that are funded together', () => {
    expect(thrown(check([ten, of({ index: 12 })])).code).toBe('FUNDING_INDEX_OVERLAP')
  })

  it('may be the same under other keys, on another chain, and in the agreement itself', () => {
    expect(check([ten], [ten, withKeys(11, 12)])).not.toThrow()
  })

  it('are compared for every role, and whatever role the key has there', () => {
    const worker = withKeys(11, 2)
    expect(thrown(check([ten], [worker])).data.expected).toContain('worker.keys[0]')
    expect(thrown(check([ten], [withKeys(2, 12)])).data.expected).toContain('worker.keys[0]')
    const full = parseAgreement(JSON.stringify({ ...fullDocument(), index: 11 }))
    const arbiter = withKeys(5, 12)
    expect(thrown(check([full], [arbiter])).data.expected).toContain('arbiter.keys[2]')
  })

  it('are compared for bare keys, in either form', () => {
    const bare = (form: 'xOnly' | 'compressed', worker: number) =>
      of({
        keyPath: 'closed',
        employer: { ...plainDocument().employer, keys: [bareHolder(1, form).text] },
        worker: { ...plainDocument().worker, keys: [extendedHolder(worker).text] },
      })
    expect(thrown(check([bare('xOnly', 11)], [bare('compressed', 12)])).code).toBe('FUNDING_INDEX_OVERLAP')
  })
})
