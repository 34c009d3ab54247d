import { POLICY_DEVICES } from 'taproot-escrow'
import { FINDINGS, type Finding } from 'taproot-escrow/audit'
import { describe, expect, it } from 'vitest'
import { milestones } from '../../../support/contracts.js'
import { fullDocument } from '../../../support/documents.js'
import {
  AGREEMENTS,
  added,
  codes,
  found,
  soundDocument,
  USUAL,
  withoutArbiters,
} from '../../../support/provocations/agreements.js'

describe('an agreement', () => {
  it('of which nothing is to be said has no findings but notes', () => {
    const findings = found(soundDocument())
    expect(codes(findings)).toEqual(USUAL)
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['note']))
  })

  it.each(AGREEMENTS)('with $what has a finding of its own, and no other: $code', (one) => {
    const { change, options, code, subject, says } = one
    const findings = added(change, options)
    const beside: readonly string[] = [code, ...(one.beside ?? [])]
    expect(new Set(codes(findings))).toEqual(new Set(beside))
    const first = findings.find((finding) => finding.code === code)
    expect(first).toMatchObject({ subject, severity: FINDINGS[code].severity })
    expect(first?.text).toMatch(says)
  })

  it.each(POLICY_DEVICES.filter((device) => device !== 'generic' && device !== 'coldcard'))(
    'with an open key path, all paths and panels names what %s cannot sign',
    (device) => {
      const document = fullDocument()
      document.milestones = [document.milestones[1]]
      expect(
        found(document)
          .filter(({ code }) => code === 'DEVICE_LIMIT')
          .map(({ subject }) => subject),
      ).toContain(`contract 7, device ${device}`)
    },
  )

  it('says once what is the same in several contracts, and names them by their indices', () => {
    const document = soundDocument()
    document.rescue = { after: { blocks: 17_280 } }
    document.milestones = milestones(4, { amount: 5_000_000n })
    document.milestones[2].rescue = { after: { blocks: 17_281 } }
    expect(
      found(document)
        .filter(({ code }) => code === 'RACE_AFTER_RESCUE')
        .map(({ subject }) => subject),
    ).toEqual(['contracts 7, 8 and 10', 'contract 9'])
  })

  it.each([
    [8640, 'note'],
    [8639, 'warning'],
  ])('of a rescue %i blocks after silence is a %s: the templates leave 8640', (gap, severity) => {
    const document = soundDocument()
    document.rescue = { after: { blocks: document.silence.after.blocks + gap } }
    expect(found(document).find(({ code }) => code === 'RACE_AFTER_RESCUE')?.severity).toBe(severity)
  })

  it('is listed with the gravest first', () => {
    const document = fullDocument()
    document.arbiter.keys = [document.arbiter.keys[0]]
    document.arbiter.threshold = 1
    withoutArbiters(document)
    document.rescue = undefined
    const severities = found(JSON.parse(JSON.stringify(document))).map(({ severity }) => severity)
    expect(severities).toEqual(severities.toSorted((one, two) => rank(one) - rank(two)))
    expect(severities[0]).toBe('danger')
  })
})

const rank = (severity: Finding['severity']): number => ['danger', 'warning', 'note'].indexOf(severity)
