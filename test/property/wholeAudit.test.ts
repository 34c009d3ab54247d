import fc from 'fast-check'
import { audit, auditToJson } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { agreementDocuments } from '../support/arbitraries.js'

const documents = agreementDocuments({ mostKeys: 3, mostMilestones: 2 })

const RUNS = { numRuns: 25 }

/** Where a text is cut, overwritten or doubled. */
const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    length: fc.integer({ min: 0, max: 40 }),
    by: fc.string({ maxLength: 12 }),
  }),
  { minLength: 1, maxLength: 4 },
)

describe('the audit of any agreement', () => {
  it('is the same each time, and plain data', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const text = JSON.stringify(document)
        const first = JSON.stringify(auditToJson(audit(text)))
        expect(JSON.stringify(auditToJson(audit(text)))).toBe(first)
      }),
      RUNS,
    )
  })

  it('has two engines that agree, an answer for every milestone, and whole sentences', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const { engines, contracts, findings } = audit(JSON.stringify(document))
        expect(engines?.agree).toBe(true)
        expect(contracts).toHaveLength(document.milestones.length)
        for (const { text } of findings) expect(text).toMatch(/^\S[^\n]*\.$/)
        for (const { explanation } of contracts)
          for (const { text } of explanation)
            for (const sentence of text) expect(sentence).toMatch(/^[A-Z][^\n]*\.$/)
      }),
      RUNS,
    )
  })
})

describe('the audit of any text', () => {
  it('finds something to say about damaged agreements, and never throws', () => {
    fc.assert(
      fc.property(documents, damages, (document, changes) => {
        const text = changes.reduce((before, { at, length, by }) => {
          const place = Math.floor(at * before.length)
          return before.slice(0, place) + by + before.slice(place + length)
        }, JSON.stringify(document))
        const told = audit(text, { others: [text], transactions: [text], psbt: text })
        expect(told.findings.length).toBeGreaterThan(0)
        expect(() => JSON.stringify(auditToJson(told))).not.toThrow()
      }),
      RUNS,
    )
  })

  it('never throws whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `tr(${text})`),
        ),
        (text) => {
          expect(audit(text).findings.length).toBeGreaterThan(0)
        },
      ),
    )
  })
})
