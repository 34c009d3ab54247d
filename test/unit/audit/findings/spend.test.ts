import { audit, FINDINGS } from 'taproot-escrow/audit'
import { describe, expect, it, vi } from 'vitest'
import { backend } from '#backend'
import { AGREED, DISPUTED, SPENDS } from '../../../support/provocations/spends.js'

describe('the audit of an agreement', () => {
  it.each(SPENDS)('beside $what has the finding $code', ({ text = AGREED, options, code, subject, says }) => {
    const { findings } = audit(text, options())
    expect(findings.find((finding) => finding.code === code)).toMatchObject({
      severity: FINDINGS[code].severity,
      subject: expect.stringMatching(subject),
      text: expect.stringMatching(says),
    })
    expect(findings.map((finding) => finding.code)).not.toContain(DISPUTED.code)
  })

  // both engines are right, so the curve of the first one is made to lie
  it(`has the finding ${DISPUTED.code} where one engine takes a signature that the other one does not`, () => {
    const lie = vi.spyOn(backend, 'verifySchnorr').mockReturnValue(false)
    try {
      expect(audit(AGREED, DISPUTED.options).findings[0]).toMatchObject({
        code: DISPUTED.code,
        severity: 'danger',
        subject: expect.stringMatching(/^transaction [0-9a-f]{64}, input 0$/),
        text: expect.stringMatching(
          /differs \(signature of employer.keys\[0\] verifies, from byte 0 on\): 00 and 01/,
        ),
      })
    } finally {
      lie.mockRestore()
    }
  })
})
