import fc from 'fast-check'
import { type Acceptance, accept, accepted, EscrowError, parseAgreement } from 'taproot-escrow'
import { describe, expect, it } from 'vitest'
import { signerFor } from '../support/contracts.js'
import { fullDocument } from '../support/documents.js'

const agreement = parseAgreement(JSON.stringify(fullDocument()))
const roles = (['employer', 'worker', 'arbiter', 'backupArbiter'] as const).filter((role) => agreement[role])
const valid: readonly Acceptance[] = (
  await Promise.all(
    roles.flatMap((role) =>
      agreement[role]!.keys.map((_, key) => accept(agreement, signerFor(agreement, role, key), { role })),
    ),
  )
).flat()

/** Other spellings of a position, and what JSON may hold in its place. */
const spelled = (key: number) =>
  fc.constantFrom<unknown>(key, key, key, String(key), [key], key + 0.5, null, '__proto__')

const disfigured = fc.constantFrom(...valid).chain((one) =>
  fc.record({
    role: fc.constantFrom<unknown>(one.role, one.role, '__proto__', [one.role]),
    key: spelled(one.key),
    signature: fc.constant(one.signature),
  }),
)

const reportOf = (value: unknown) => {
  try {
    return accepted(agreement, value as readonly Acceptance[])
  } catch (error) {
    // whatever else is thrown fails the test
    if (error instanceof EscrowError) return undefined
    throw error
  }
}

describe('who has accepted', () => {
  it('is told, or refused with an EscrowError, whatever stands in the place of acceptances', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.anything(), fc.array(fc.anything())), (value) => {
        const report = reportOf(value)
        expect(report?.everybody ?? false).toBe(false)
      }),
    )
  })

  it('is never everybody with fewer distinct keys than the thresholds ask for', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(...valid), disfigured), { maxLength: 12 }), (list) => {
        const report = reportOf(list)
        if (report === undefined) return
        const keys = new Set(list.map(({ signature }) => signature))
        const needed = roles.reduce((sum, role) => sum + agreement[role]!.threshold, 0)
        const counted = report.roles.reduce((sum, role) => sum + role.accepted.length, 0)
        expect(counted).toBe(keys.size)
        if (report.everybody) expect(keys.size).toBeGreaterThanOrEqual(needed)
      }),
    )
    expect(reportOf(valid)?.everybody).toBe(true)
  })
})
